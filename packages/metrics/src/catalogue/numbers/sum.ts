import { countResult, numberResult } from "../../aggregate/aggregate-result.js";
import { columnExample } from "../../definition/column-example.js";
import { defineMetric } from "../../definition/define-metric.js";
import { computedOutcome, nonFiniteOutcome, valueOutcome } from "../../definition/metric-outcome.js";
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
  counts: true,
  state,
  outcomeOf: ({ sum, nonFinite }, { column }) =>
    nonFinite > 0 ? nonFiniteOutcome(column, nonFinite) : computedOutcome(sum),
  examples: [
    columnExample("whole numbers", "integer", [1n, null, 4n], valueOutcome(5)),
    columnExample("doubles", "double", [1, null, 4], computedOutcome(5)),
    columnExample("decimals", "decimal(38,10)", ["1.50", null, "4.25"], {
      kind: "value",
      value: 5.75,
      warnings: [],
      arithmetic: "decimal",
    }),
    columnExample(
      "digits are lost at the end only",
      "bigint",
      [2n ** 53n + 1n, -(2n ** 53n) - 1n, 1n - 2n ** 53n],
      valueOutcome(-9_007_199_254_740_991),
    ),
    columnExample("past 64 bits", "bigint", [2n ** 63n - 1n, 2n ** 63n - 1n, 3n], {
      kind: "value",
      value: 18_446_744_073_709_552_000,
      warnings: ["18446744073709551617 has more digits than a double holds; 18446744073709552000 is used"],
    }),
    columnExample(
      "decimals past the digits of a double",
      "decimal(38,10)",
      ["1234567890123456789.0123456789", "0.0000000001", null],
      {
        kind: "value",
        value: 1234567890123456800,
        warnings: [
          "1234567890123456789.0123456790 has more digits than a double holds; 1234567890123456800 is used",
        ],
        arithmetic: "decimal",
      },
    ),
    columnExample("NaN and ±Infinity", "double", [2, Number.NaN, 5, Infinity, null, -Infinity], {
      kind: "failed",
      reason: "column 'x' holds 3 values that are NaN or infinite; nanCount counts them",
    }),
    columnExample("nulls only", "bigint", [null, null], valueOutcome(0)),
    columnExample("no rows", "bigint", [], valueOutcome(0)),
  ],
});
