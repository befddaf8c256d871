import { DQXError } from "@dqx/common";

/** Something was asked for that cannot be measured, known before any statement ran; the message says what to change. */
export class PlanningError extends DQXError {
  readonly _tag = "PlanningError";
}
