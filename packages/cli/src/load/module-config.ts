import process from "node:process";
import { pathToFileURL } from "node:url";
import { nearestName, showValue } from "@dqx/common";
import { configKeys, type DqxConfig } from "../config/config.js";
import { ConfigError } from "../config/config-error.js";

/**
 * Loads a configuration that is a module: TypeScript by Node's own type stripping where it has that, else by jiti.
 *
 * @param file - as it was named, for messages
 * @param path - absolute
 * @throws {@link ConfigError} when it cannot be loaded, or what it exports is no configuration
 */
export async function readModuleConfig(file: string, path: string): Promise<DqxConfig> {
  const exported = await load(file, path);
  const config =
    typeof exported === "object" && exported !== null && "default" in exported ? exported.default : undefined;
  if (typeof config !== "object" || config === null || Array.isArray(config)) {
    throw new ConfigError(
      file,
      undefined,
      `The default export is ${showValue(config)}. Write export default defineConfig({ sources: { … }, checks: [ … ] }).`,
    );
  }
  for (const key of Object.keys(config)) {
    if (configKeys.some((known) => known === key)) continue;
    const nearest = nearestName(key, configKeys);
    const hint =
      nearest === undefined ? `Known keys: ${configKeys.join(", ")}.` : `Did you mean '${nearest}'?`;
    throw new ConfigError(file, undefined, `Unknown key '${key}'. ${hint}`);
  }
  // Each key is checked where it is used, by what takes it.
  return config;
}

async function load(file: string, path: string): Promise<unknown> {
  try {
    if (isStrippedByNode(path)) return await import(pathToFileURL(path).href);
    const { createJiti } = await import("jiti");
    return await createJiti(import.meta.url, { interopDefault: false }).import(path);
  } catch (cause) {
    throw new ConfigError(file, undefined, describe(cause), { cause });
  }
}

function isStrippedByNode(path: string): boolean {
  return !/\.m?ts$/.test(path) || ("typescript" in process.features && Boolean(process.features.typescript));
}

function describe(cause: unknown): string {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  /* v8 ignore next -- Node 20 has no type stripping that could refuse anything */
  if (code === "ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX") {
    return `${reason} Node.js removes types and compiles nothing: write a union of texts for an enum, and fields for parameter properties.`;
  }
  return `It cannot be loaded: ${reason}`;
}
