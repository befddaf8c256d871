import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { InvalidArgumentError } from "@dqx/common";

/** An engine that has a package of its own, which is installed beside the command. */
export interface EnginePackage {
  /** As people call it. */
  readonly name: string;
  readonly package: string;
}

/** The engines whose packages are not there yet, by the schemes that people write. */
const ANNOUNCED: Readonly<Record<string, EnginePackage>> = {
  bigquery: { name: "BigQuery", package: "@dqx/bigquery" },
  snowflake: { name: "Snowflake", package: "@dqx/snowflake" },
};

/** The engine of a URI's scheme, in lower case, that the command cannot open; none for all other schemes. */
export function announcedEngine(scheme: string): EnginePackage | undefined {
  return Object.hasOwn(ANNOUNCED, scheme) ? ANNOUNCED[scheme] : undefined;
}

/**
 * Loads an engine's package: the one beside the command, else the one of the user's own project.
 *
 * @param dataset - which needs it, for messages
 * @param engine - which it is
 * @param folder - of the user's project
 * @param load - imports it from where the command is
 * @throws `InvalidArgumentError` saying what to install, when it is in neither place
 */
export async function loadEngine<Module>(
  dataset: string,
  engine: EnginePackage,
  folder: string,
  load: () => Promise<Module>,
): Promise<Module> {
  try {
    return await load();
  } catch (cause) {
    if (!isMissing(cause, engine.package)) throw cause;
    // `npx dqx` runs the command from a cache, and the engine is what the project has.
    const path = pathIn(folder, engine.package);
    if (path !== undefined) return await import(pathToFileURL(path).href);
    throw new InvalidArgumentError(
      `Source '${dataset}' is on ${engine.name}, whose package is not installed. Install it: npm install ${engine.package}`,
      { cause },
    );
  }
}

/** Whether it is this package that is not there, and not one that it needs. */
function isMissing(cause: unknown, name: string): boolean {
  return (
    cause instanceof Error &&
    "code" in cause &&
    cause.code === "ERR_MODULE_NOT_FOUND" &&
    cause.message.includes(`'${name}'`)
  );
}

function pathIn(folder: string, name: string): string | undefined {
  try {
    return createRequire(join(folder, "package.json")).resolve(name);
  } catch {
    return undefined;
  }
}
