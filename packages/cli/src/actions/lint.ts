import { relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type LintFinding, lintChecks } from "@dqx/api";
import { escapeControls } from "@dqx/common";
import type { CliContext } from "../cli-context.js";
import { type ExitCode, exitCodes, worst } from "../exit-code.js";
import { type LoadedConfig, loadConfig } from "../load/load-config.js";
import { makeProject } from "../project/project.js";
import type { RunFlags } from "../project/shared-flags.js";

/** The flags of `dqx lint`. */
export interface LintFlags extends RunFlags {
  readonly json: boolean;
}

/** Prints what is wrong with the checks of one configuration or several. */
export async function lint(this: CliContext, flags: LintFlags, ...files: string[]): Promise<void> {
  const codes: ExitCode[] = [];
  const all: LintFinding[] = [];
  for (const file of files.length === 0 ? [flags.config] : files) {
    const loaded = await loadConfig(file, this.folder, this.process.env);
    const found = await findingsOf(this, loaded, flags);
    all.push(...found);
    if (!flags.json) this.process.stdout.write(describe(found, loaded, this.folder));
    codes.push(found.length === 0 ? exitCodes.good : exitCodes.failed);
  }
  if (flags.json) this.process.stdout.write(`${JSON.stringify(all, undefined, 2)}\n`);
  this.end(worst(codes));
}

async function findingsOf(
  context: CliContext,
  loaded: LoadedConfig,
  flags: LintFlags,
): Promise<readonly LintFinding[]> {
  const { checks, select, sources, key } = await makeProject(loaded, flags, context);
  try {
    const found = await lintChecks(checks, sources, key, {
      signal: context.signal,
      ...(select !== undefined && { select }),
    });
    // Checks of YAML are made by this command, whose own files nobody wants to see.
    return found.map((finding) => ({ ...finding, place: placeOf(finding, loaded) }));
  } finally {
    await Promise.all(sources.map((source) => source.close()));
  }
}

function placeOf({ check, assertion, place }: LintFinding, { file, places }: LoadedConfig) {
  if (places === undefined) return place;
  const found = places.get(JSON.stringify([check, assertion]));
  return found === undefined ? null : { file, ...found };
}

function describe(found: readonly LintFinding[], { file }: LoadedConfig, folder: string): string {
  if (found.length === 0) return `${file}: nothing is wrong.\n`;
  const lines = found.map(({ kind, check, assertion, message, place }) => {
    const where = place === null ? file : `${shownFile(place.file, folder)}:${place.line}:${place.column}`;
    const what = [check, assertion].filter((name) => name !== null).join(" / ");
    return escapeControls(`${where}: ${kind}: ${what === "" ? "" : `${what}: `}${message}`);
  });
  return `${[...lines, `${found.length} ${found.length === 1 ? "thing is" : "things are"} wrong.`].join("\n")}\n`;
}

function shownFile(file: string, folder: string): string {
  return relative(folder, resolve(folder, file.startsWith("file:") ? fileURLToPath(file) : file));
}
