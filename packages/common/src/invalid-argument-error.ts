import { DQXError } from "./dqx-error.js";

/** An argument that a function of DQX cannot accept; the message names it, shows it and says what is wanted. */
export class InvalidArgumentError extends DQXError {
  readonly _tag = "InvalidArgumentError";
}
