import { countResult, numberResult } from "../../aggregate/aggregate-result.js";
import { columnExample } from "../../definition/column-example.js";
import { defineMetric } from "../../definition/define-metric.js";
import {
  computedOutcome,
  emptyOutcome,
  nonFiniteOutcome,
  valueOutcome,
} from "../../definition/metric-outcome.js";
import { columnField } from "../../definition/parameter-field.js";
import { showName } from "../../definition/show-name.js";
import { addExact, divideExact, type ExactNumber } from "../../state/exact-number.js";
import { fieldsCodec, type MergeableStateDefinition } from "../../state/state.js";
import { requireDouble, requireField } from "../../state/state-field.js";

/** How many values are not null, the sum of the finite ones, and how many others there are. */
interface AverageState {
  readonly count: number;
  readonly sum: ExactNumber;
  readonly nonFinite: number;
}

const state: MergeableStateDefinition<AverageState> = {
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

/** The arithmetic mean of a column's values that are not null. */
export const average = defineMetric({
  type: "average",
  summary:
    "The mean of the values that are not null. No value for an empty input, nor when one is NaN or ±Infinity.",
  arguments: ["column"],
  parameters: { column: columnField },
  display: ({ column }) => [showName(column)],
  measurement: ({ column }) => ({
    kind: "scan",
    aggregates: [
      { kind: "nonNull", of: { kind: "column", name: column } },
      { kind: "sum", of: { kind: "column", name: column } },
      { kind: "nonFinite", of: { kind: "column", name: column } },
    ],
    stateOf: (results) => ({
      count: countResult(results, 0),
      sum: numberResult(results, 1) ?? 0n,
      nonFinite: countResult(results, 2),
    }),
  }),
  state,
  outcomeOf({ count, sum, nonFinite }, { column }) {
    if (count === 0) return emptyOutcome("no rows with a value");
    if (nonFinite > 0) return nonFiniteOutcome(column, nonFinite);
    return computedOutcome(divideExact(sum, count));
  },
  examples: [
    columnExample("whole numbers", "integer", [1n, null, 4n], computedOutcome(2.5)),
    columnExample("doubles", "double", [1, null, 4], computedOutcome(2.5)),
    columnExample("decimals", "decimal(38,10)", ["1.50", null, "4.20"], {
      kind: "value",
      value: 2.85,
      warnings: [],
      arithmetic: "decimal",
    }),
    columnExample("a mean that is a whole number", "bigint", [2n ** 62n, 2n ** 62n], valueOutcome(2 ** 62)),
    columnExample("NaN and ±Infinity", "double", [2, Number.NaN, 5, Infinity, null, -Infinity], {
      kind: "failed",
      reason: "column 'x' holds 3 values that are NaN or infinite; nanCount counts them",
    }),
    columnExample("nulls only", "bigint", [null, null], emptyOutcome("no rows with a value")),
    columnExample("no rows", "decimal(38,10)", [], emptyOutcome("no rows with a value")),
  ],
});
