import { countResult, numberResult } from "../../aggregate/aggregate-result.js";
import type { ScanMeasurement } from "../../definition/measurement.js";
import {
  computedOutcome,
  emptyOutcome,
  type MetricOutcome,
  nonFiniteOutcome,
} from "../../definition/metric-outcome.js";
import type { RowExpression } from "../../row/row-expression.js";
import { addExact, divideExact, type ExactNumber } from "../../state/exact-number.js";
import { fieldsCodec, type MergeableStateDefinition } from "../../state/state.js";
import { requireDouble, requireField } from "../../state/state-field.js";

/** How many values are not null, the sum of the finite ones, and how many others there are. */
export interface AverageState {
  readonly count: number;
  readonly sum: ExactNumber;
  readonly nonFinite: number;
}

/** The state of a mean. */
export const averageState: MergeableStateDefinition<AverageState> = {
  identity: { count: 0, sum: 0n, nonFinite: 0 },
  merge: (a, b) => ({
    count: a.count + b.count,
    sum: addExact(a.sum, b.sum),
    nonFinite: a.nonFinite + b.nonFinite,
  }),
  ...fieldsCodec<AverageState>(
    1,
    ({ count, sum, nonFinite }) => [count, sum, nonFinite],
    (fields) => ({
      count: requireDouble(fields, 0),
      sum: requireField(fields, 1),
      nonFinite: requireDouble(fields, 2),
    }),
  ),
};

/**
 * How the mean of numbers is measured.
 *
 * @param of - the numbers
 */
export function averageMeasurement(of: RowExpression): ScanMeasurement<AverageState> {
  return {
    kind: "scan",
    aggregates: [
      { kind: "nonNull", of },
      { kind: "sum", of },
      { kind: "nonFinite", of },
    ],
    stateOf: (results) => ({
      count: countResult(results, 0),
      sum: numberResult(results, 1) ?? 0n,
      nonFinite: countResult(results, 2),
    }),
  };
}

/** The outcome of a mean. @param of - the numbers */
export function averageOutcome({ count, sum, nonFinite }: AverageState, of: RowExpression): MetricOutcome {
  if (count === 0) return emptyOutcome("no rows with a value");
  if (nonFinite > 0) return nonFiniteOutcome(of, nonFinite);
  return computedOutcome(divideExact(sum, count));
}
