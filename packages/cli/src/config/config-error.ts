import { DQXError, type DQXErrorOptions } from "@dqx/common";

/** Where something stands in a file, both counted from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A configuration that cannot be used; the message begins with the file, the line and the column. */
export class ConfigError extends DQXError {
  readonly _tag = "ConfigError";
  /** The file, as it was named. */
  readonly file: string;
  /** Where in it, when that is known. */
  readonly position: Position | undefined;

  /**
   * @param file - the file, as it was named
   * @param position - where in it, when that is known
   * @param message - what is wrong and what to write
   * @param options - the cause, when there is one
   */
  constructor(file: string, position: Position | undefined, message: string, options?: DQXErrorOptions) {
    const place = position === undefined ? file : `${file}:${position.line}:${position.column}`;
    super(`${place}: ${message}`, options);
    this.file = file;
    this.position = position;
  }
}
