import { DQXError } from "@dqx/common";

/** A run that would cost more than its budget, or took longer. */
export class BudgetError extends DQXError {
  readonly _tag = "BudgetError";
}
