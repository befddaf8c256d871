import type { Ownership, Severity } from "@dqx/common";
import type { Expression, MetricSymbol } from "@dqx/provider";
import type { Check, EmptyPolicy } from "./check.js";
import type { RowDemand } from "./row-demand.js";
import type { Demand } from "./two-bounds.js";

/** One demand of a check on an expression, before it is evaluated. */
export interface Assertion extends Demand {
  readonly check: Check;
  readonly name: string;
  readonly severity: Severity;
  /** For grouping and filtering; no meaning of their own. */
  readonly tags: readonly string[];
  /** Its own, and where it says nothing, that of its check. */
  readonly ownership: Ownership;
  readonly expression: Expression;
  /** Whether its tolerances are those of equality, which exact values do without. */
  readonly hasDefaultTolerances: boolean;
  /** What the assertion is when there was nothing to measure. */
  readonly onEmpty: EmptyPolicy;
  /** What is asked of each row; absent when the assertion is on numbers. */
  readonly rows?: RowDemand;
  /** Metrics that are needed beside those of the expression. */
  readonly beside: readonly MetricSymbol[];
}
