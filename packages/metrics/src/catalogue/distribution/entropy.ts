import { countResult, numberResult } from "../../aggregate/aggregate-result.js";
import { defineMetric } from "../../definition/define-metric.js";
import { keyColumn, type OverGroupsMeasurement, resultColumn } from "../../definition/measurement.js";
import { emptyOutcome, valueOutcome } from "../../definition/metric-outcome.js";
import { columnField } from "../../definition/parameter-field.js";
import { showName } from "../../definition/show-name.js";
import type { Predicate } from "../../row/predicate.js";
import { toDouble } from "../../state/exact-number.js";
import { fieldsCodec, type StateDefinition } from "../../state/state.js";
import { requireDouble } from "../../state/state-field.js";

/** How many distinct values there are, how many rows have one, and the sum of c · ln c over the values' counts c. */
interface EntropyState {
  readonly values: number;
  readonly rows: number;
  readonly sumXLogX: number;
}

// Two parts may share values, and the sum cannot tell.
const state: StateDefinition<EntropyState> = {
  identity: { values: 0, rows: 0, sumXLogX: 0 },
  ...fieldsCodec<EntropyState>(
    1,
    ({ values, rows, sumXLogX }) => [values, rows, sumXLogX],
    (fields) => ({
      values: requireDouble(fields, 0),
      rows: requireDouble(fields, 1),
      sumXLogX: requireDouble(fields, 2),
    }),
  ),
};

const hasValue: Predicate = { kind: "not", operand: { kind: "isNull", of: keyColumn(0) } };

/** Shannon's entropy of a column's values, in nats. */
export const entropy = defineMetric({
  type: "entropy",
  summary:
    "Shannon's entropy of the values that are not null, with the natural logarithm: 0 for one value, ln n for n equally frequent ones. No value for an empty input.",
  arguments: ["column"],
  parameters: { column: columnField },
  display: ({ column }) => [showName(column)],
  measurement: ({ column }): OverGroupsMeasurement<EntropyState> => ({
    kind: "overGroups",
    by: [{ kind: "column", name: column }],
    inner: [{ kind: "rows" }],
    outer: [
      { kind: "rows", where: hasValue },
      { kind: "sum", of: resultColumn(0), where: hasValue },
      { kind: "sumXLogX", of: resultColumn(0), where: hasValue },
    ],
    stateOf: (results) => ({
      values: countResult(results, 0),
      rows: toDouble(numberResult(results, 1) ?? 0).value,
      sumXLogX: toDouble(numberResult(results, 2) ?? 0).value,
    }),
  }),
  state,
  outcomeOf({ values, rows, sumXLogX }) {
    if (values === 0) return emptyOutcome("no rows with a value");
    // -Σ (c/n) ln (c/n) = ln n - (Σ c ln c) / n. Rounding must not leave one value a tiny entropy, nor a negative one.
    return valueOutcome(values === 1 ? 0 : Math.max(0, Math.log(rows) - sumXLogX / rows));
  },
  examples: [
    {
      title: "two values, equally frequent; nulls are out",
      parameters: { column: "x" },
      columns: { x: "text" },
      rows: [["a"], ["b"], [null], ["b"], ["a"], [null]],
      outcome: { kind: "value", value: Math.LN2, warnings: [] },
    },
    {
      title: "three of one value and one of another",
      parameters: { column: "x" },
      columns: { x: "bigint" },
      rows: [[1n], [1n], [1n], [2n]],
      outcome: {
        kind: "value",
        value: -(0.75 * Math.log(0.75) + 0.25 * Math.log(0.25)),
        warnings: [],
      },
    },
    {
      title: "one value",
      parameters: { column: "x" },
      columns: { x: "double" },
      rows: [[0.1], [0.1], [0.1]],
      outcome: { kind: "value", value: 0, warnings: [] },
    },
    {
      title: "nulls only",
      parameters: { column: "x" },
      columns: { x: "date" },
      rows: [[null]],
      outcome: { kind: "empty", reason: "no rows with a value" },
    },
  ],
});
