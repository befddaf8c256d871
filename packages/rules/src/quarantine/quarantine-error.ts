import { DQXError } from "@dqx/common";

/** Rows that could not be split, or not be written: no file has been changed. */
export class QuarantineError extends DQXError {
  readonly _tag = "QuarantineError";
}
