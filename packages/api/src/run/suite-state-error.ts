import { DQXError } from "@dqx/common";

/** A suite asked for something that its state does not allow, for example to run twice without a reset. */
export class SuiteStateError extends DQXError {
  readonly _tag = "SuiteStateError";
}
