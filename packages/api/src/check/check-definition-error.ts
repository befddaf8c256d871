import { DQXError } from "@dqx/common";

/** A check or suite that is wrong in itself, found before anything is measured. */
export class CheckDefinitionError extends DQXError {
  readonly _tag = "CheckDefinitionError";
}
