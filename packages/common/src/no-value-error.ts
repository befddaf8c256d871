import { DQXError } from "./dqx-error.js";

/** A value was taken for granted that is absent or failed; the message says why, when that is known. */
export class NoValueError extends DQXError {
  readonly _tag = "NoValueError";
}
