import { countResult, numberResult } from "../../aggregate/aggregate-result.js";
import { defineMetric } from "../../definition/define-metric.js";
import { computedOutcome, nonFiniteOutcome } from "../../definition/metric-outcome.js";
import { columnField } from "../../definition/parameter-field.js";
import { showName } from "../../definition/show-name.js";
import { addExact, type ExactNumber } from "../../state/exact-number.js";
import { fieldsCodec, type MergeableStateDefinition } from "../../state/state.js";
import { requireDouble, requireField } from "../../state/state-field.js";

/** The sum of the finite values, with all the digits that the engine gave, and how many others there are. */
interface SumState {
  readonly sum: ExactNumber;
  readonly nonFinite: number;
}

const state: MergeableStateDefinition<SumState> = {
  identity: { sum: 0n, nonFinite: 0 },
  merge: (a, b) => ({ sum: addExact(a.sum, b.sum), nonFinite: a.nonFinite + b.nonFinite }),
  ...fieldsCodec<SumState>(
    1,
    ({ sum, nonFinite }) => [sum, nonFinite],
    (fields) => ({ sum: requireField(fields, 0), nonFinite: requireDouble(fields, 1) }),
  ),
};

/** The sum of a column; 0 for an empty input. */
export const sum = defineMetric({
  type: "sum",
  summary:
    "The sum of the values that are not null; 0 for an empty input. No value when one is NaN or ±Infinity.",
  arguments: ["column"],
  parameters: { column: columnField },
  display: ({ column }) => [showName(column)],
  measurement: ({ column }) => ({
    kind: "scan",
    aggregates: [
      { kind: "sum", of: { kind: "column", name: column } },
      { kind: "nonFinite", of: { kind: "column", name: column } },
    ],
    stateOf: (results) => ({ sum: numberResult(results, 0) ?? 0n, nonFinite: countResult(results, 1) }),
  }),
  state,
  outcomeOf: ({ sum, nonFinite }, { column }) =>
    nonFinite > 0 ? nonFiniteOutcome(column, nonFinite) : computedOutcome(sum),
});
