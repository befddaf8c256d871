import type { Readable } from "node:stream";
import type { ExitCode } from "./exit-code.js";
import type { LogFormat } from "./output/log-line.js";
import type { Environment } from "./yaml/environment-variables.js";

/** A stream that a command writes to. */
export interface OutputStream {
  write(text: string): unknown;
  /** Tells of what went wrong while it was written to. */
  on?(event: "error", listener: (error: Error) => void): unknown;
  readonly isTTY?: boolean | undefined;
  /** How wide a terminal is. */
  readonly columns?: number | undefined;
}

/** A stream that a command reads answers from. */
type InputStream = Readable & { readonly isTTY?: boolean | undefined };

/** What of a process a command uses. */
export interface CliProcess {
  readonly argv: readonly string[];
  readonly env: Environment;
  readonly stdin?: InputStream;
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  exitCode?: number | string | null | undefined;
  cwd(): string;
  once(signal: "SIGINT" | "SIGTERM", listener: () => void): unknown;
}

/** A command and its flags, as a user writes them. */
export interface CommandSummary {
  readonly name: string;
  readonly brief: string;
  readonly flags: readonly { readonly name: string; readonly brief: string }[];
}

/** What a command is given beside its flags. */
export interface CliContext {
  readonly process: {
    readonly stdin: InputStream | undefined;
    readonly stdout: OutputStream;
    readonly stderr: OutputStream;
    readonly env: Environment;
    exitCode?: number | string | null;
  };
  readonly folder: string;
  readonly logFormat: LogFormat;
  /** Aborted by Ctrl-C and SIGTERM. */
  readonly signal: AbortSignal;
  /** All commands that there are. */
  readonly commands: () => readonly CommandSummary[];
  /** Ends the command with a code though nothing was thrown. */
  readonly end: (code: ExitCode) => void;
}

/** Whether a stream is to be coloured: FORCE_COLOR, then NO_COLOR, then whether it is a terminal. */
export function hasColor(stream: OutputStream, { FORCE_COLOR, NO_COLOR, TERM }: Environment): boolean {
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== "") return FORCE_COLOR !== "0" && FORCE_COLOR !== "false";
  if (NO_COLOR !== undefined && NO_COLOR !== "") return false;
  return stream.isTTY === true && TERM !== "dumb";
}
