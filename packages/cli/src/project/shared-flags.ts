import type { LogFormat } from "../output/log-line.js";

/** The flags that say how messages are written. */
export interface MessageFlags {
  readonly verbose: boolean;
  /** Read by the command as a whole, before its flags are. */
  readonly logFormat?: LogFormat;
}

/** The flags that every command has which opens the store. */
export interface StoreFlags extends MessageFlags {
  readonly config?: string;
  readonly store?: string;
}

/** The flags of commands that choose what is verified. */
export interface RunFlags extends StoreFlags {
  readonly date?: string;
  readonly tag?: readonly string[];
  readonly source?: readonly string[];
  readonly select?: readonly string[];
  readonly where?: string;
}
