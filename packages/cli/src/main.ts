import { readFileSync } from "node:fs";
import { run } from "@stricli/core";
import { commandSummaries, makeApp } from "./app.js";
import type { CliContext, CliProcess } from "./cli-context.js";
import { type ExitCode, exitCodes } from "./exit-code.js";
import { logFormatOf } from "./output/log-line.js";

/**
 * Runs the `dqx` command, and sets the exit code of the process.
 *
 * @param process - the process, or what stands for one in a test
 */
export async function main(process: CliProcess): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) stream.on?.("error", passOverClosedPipe);
  const stop = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) {
    process.once(name, () => stop.abort(new Error(`Stopped by ${name}.`)));
  }
  let ended: ExitCode = exitCodes.good;
  const inputs = process.argv.slice(2);
  const logFormat = logFormatOf(inputs);
  const context: CliContext = {
    process: { stdin: process.stdin, stdout: process.stdout, stderr: process.stderr, env: process.env },
    folder: process.cwd(),
    signal: stop.signal,
    logFormat,
    commands: commandSummaries,
    end: (code) => {
      ended = code;
    },
  };
  const verbose = inputs.includes("--verbose");
  const app = makeApp({ version: version(), verbose, logFormat, signal: stop.signal });
  await run(app, inputs, context);
  const code = Number(context.process.exitCode ?? exitCodes.good);
  // What the parser of the command line refuses has a negative code.
  process.exitCode = code < 0 ? exitCodes.usage : code || ended;
}

/** Whoever reads what is printed may have seen enough, as `head` does: the work goes on to its end, unseen. */
function passOverClosedPipe(error: Error): void {
  if (!("code" in error && error.code === "EPIPE")) throw error;
}

function version(): string {
  const manifest: { readonly version: string } = JSON.parse(
    readFileSync(new URL("../package.json", import.meta.url), "utf8"),
  );
  return manifest.version;
}
