import { type Application, buildApplication, buildRouteMap, text_en } from "@stricli/core";
import type { CliContext, CommandSummary } from "./cli-context.js";
import { commands } from "./commands/commands.js";
import { exitCodeOf, exitCodes } from "./exit-code.js";
import { type LogFormat, logged } from "./output/log-line.js";

/** What the application is made with. */
export interface AppOptions {
  readonly version: string;
  /** Whether errors are shown with their stack. */
  readonly verbose: boolean;
  readonly logFormat: LogFormat;
  readonly signal: AbortSignal;
}

/**
 * The `dqx` application: its commands, how errors are told, and the code that each ends with.
 *
 * @param options - the version, and how errors are shown
 */
export function makeApp({ version, verbose, logFormat, signal }: AppOptions): Application<CliContext> {
  const root = buildRouteMap<keyof typeof commands, CliContext>({
    routes: commands,
    docs: { brief: "Verifies data: checks in YAML or TypeScript, over files and databases." },
  });
  const written = (message: string) =>
    logFormat === "json" ? logged("error", "error", { message }).trimEnd() : message;
  const tell = (error: unknown) => written(describe(error, verbose, signal));
  return buildApplication(root, {
    name: "dqx",
    versionInfo: { currentVersion: version },
    scanner: { caseStyle: "allow-kebab-for-camel", allowArgumentEscapeSequence: true },
    documentation: { caseStyle: "convert-camel-to-kebab", disableAnsiColor: true },
    determineExitCode: (error) => codeOf(error, signal),
    localization: {
      text: {
        ...text_en,
        exceptionWhileRunningCommand: tell,
        exceptionWhileLoadingCommandFunction: tell,
        exceptionWhileParsingArguments: (error) =>
          written(`${text_en.exceptionWhileParsingArguments(error, false)}\nSee --help.`),
        noCommandRegisteredForInput: (input) => written(text_en.noCommandRegisteredForInput(input)),
      },
    },
  });
}

function codeOf(error: unknown, signal: AbortSignal): number {
  return isStop(error, signal) ? exitCodes.interrupted : exitCodeOf(error);
}

function describe(error: unknown, verbose: boolean, signal: AbortSignal): string {
  if (isStop(error, signal))
    return `${signal.reason.message} A run that had begun is recorded as INTERRUPTED.`;
  if (!(error instanceof Error)) return String(error);
  if (verbose) return error.stack ?? error.message;
  return "_tag" in error
    ? error.message
    : `${error.message}\nThis was not expected; --verbose shows where it happened.`;
}

function isStop(error: unknown, signal: AbortSignal): boolean {
  return signal.aborted && error === signal.reason;
}

/** All commands with their flags, as a user writes them. */
export function commandSummaries(): readonly CommandSummary[] {
  return Object.entries(commands).map(([name, { brief, parameters }]) => ({
    name,
    brief,
    flags: Object.entries(parameters.flags ?? {}).map(([flag, about]) => ({
      name: flag.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
      brief: about.brief,
    })),
  }));
}
