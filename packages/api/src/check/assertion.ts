import type { DemandFacts, Ownership, Severity } from "@dqx/common";
import type { Expression, MetricSymbol } from "@dqx/provider";
import type { Segment, SegmentTemplate } from "../dataset/segmentation.js";
import type { AssertionGroup } from "./assertion-group.js";
import type { Check, EmptyPolicy } from "./check.js";
import type { DemandedComparison } from "./demanded-comparison.js";
import type { RowDemand } from "./row-demand.js";
import type { Demand } from "./two-bounds.js";

/** One demand of a check on an expression, before it is evaluated. */
export interface Assertion extends Demand<DemandedComparison> {
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
  /** How many rows it is judged over at least; absent when any number will do. */
  readonly minimumRows?: number;
  /** The numbers of rows that {@link minimumRows} is asked of. */
  readonly totals: readonly MetricSymbol[];
  /** What is asked of each row; absent when the assertion is on numbers. */
  readonly rows?: RowDemand;
  /** The group that it is judged in; absent when it stands alone. */
  readonly group?: AssertionGroup;
  /** Metrics that are needed beside those of the expression. */
  readonly beside: readonly MetricSymbol[];
  /** The segments that it is asserted of, before they are known; absent for all others. */
  readonly forEach?: SegmentTemplate;
  /** The segment that it is asserted of; absent for all others. */
  readonly segment?: Segment;
  /** What it was made from when the segments became known. */
  readonly template?: Assertion;
  /** Why its check could not be asked what it asserts; absent when the check's body came to its end. */
  readonly broken?: string;
}

/**
 * That columns are as they should be.
 *
 * @param check - the check that asserts it
 * @param changes - how many of them are not
 * @param facts - what can be said of an assertion
 */
export function schemaAssertion(check: Check, changes: MetricSymbol, facts: DemandFacts): Assertion {
  const {
    name = `schema of ${changes.dataset ?? "the dataset"}`,
    severity = "P1",
    tags = [],
    ...own
  } = facts;
  return {
    check,
    name,
    severity,
    tags: [...tags],
    ownership: { ...check.ownership, ...own },
    expression: changes,
    comparison: { kind: "equal", bound: 0, tolerance: 0 },
    onlyWarns: false,
    hasDefaultTolerances: false,
    onEmpty: check.onEmpty,
    totals: [],
    beside: [],
  };
}
