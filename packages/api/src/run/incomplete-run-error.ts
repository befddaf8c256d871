import { DQXError } from "@dqx/common";

/** A run that lost something of what it had planned: a defect of DQX, and never a verdict. */
export class IncompleteRunError extends DQXError {
  readonly _tag = "IncompleteRunError";
}
