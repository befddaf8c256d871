import { DQXError } from "@dqx/common";

/** A check or suite that is wrong in itself, found before anything is measured. What the body of a check does wrong is in the result and not thrown. */
export class CheckDefinitionError extends DQXError {
  readonly _tag = "CheckDefinitionError";
}
