import type { GroupedRows } from "../../definition/measurement.js";
import { failedOutcome, type MetricOutcome } from "../../definition/metric-outcome.js";
import {
  defaultedField,
  nullableField,
  valueField,
  wholeNumberField,
} from "../../definition/parameter-field.js";
import type { RowExpression } from "../../row/row-expression.js";
import { type DistributionState, distributionOf } from "./distribution-state.js";

/** The parameters of a histogram. */
export interface HistogramParameters {
  readonly column: string;
  /** How many values are bins of their own, the most frequent first; 100 by default. */
  readonly limit?: number;
}

/** How many bins a histogram has when nothing is said. */
export const DEFAULT_LIMIT = 100;

/** How many values are bins of their own. */
export const binLimitField = defaultedField(wholeNumberField(1), DEFAULT_LIMIT);

/** The value of a bin. */
export const binValueField = nullableField(valueField);

/** How a distribution is measured: the groups of one column. */
export function distributionMeasurement({ column, limit = DEFAULT_LIMIT }: HistogramParameters) {
  const by: readonly RowExpression[] = [{ kind: "column", name: column }];
  return {
    kind: "groups",
    by,
    aggregates: [],
    limit,
    stateOf: (groups: GroupedRows) => distributionOf(groups),
  } as const;
}

/** The outcome of parts whose largest values are not known; nothing when they are. */
export function unknownDistribution({ known }: DistributionState): MetricOutcome | undefined {
  return known
    ? undefined
    : failedOutcome(
        "it was put together from parts of which one had more values than its limit; which values are the most frequent is not known",
      );
}
