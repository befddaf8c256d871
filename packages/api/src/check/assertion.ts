import type { Severity } from "@dqx/common";
import type { Expression } from "@dqx/provider";
import type { Check } from "./check.js";
import type { Comparison } from "./comparison.js";

/** One demand of a check on an expression, before it is evaluated. */
export interface Assertion {
  readonly check: Check;
  readonly name: string;
  readonly severity: Severity;
  /** For grouping and filtering; no meaning of their own. */
  readonly tags: readonly string[];
  readonly expression: Expression;
  readonly comparison: Comparison;
  /** Whether its tolerances are those of equality, which exact values do without. */
  readonly hasDefaultTolerances: boolean;
}
