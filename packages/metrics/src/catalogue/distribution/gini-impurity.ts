import { numberResult } from "../../aggregate/aggregate-result.js";
import { defineMetric } from "../../definition/define-metric.js";
import { keyColumn, resultColumn } from "../../definition/measurement.js";
import { emptyOutcome, valueOutcome } from "../../definition/metric-outcome.js";
import { columnField } from "../../definition/parameter-field.js";
import { showName } from "../../definition/show-name.js";
import type { Predicate } from "../../row/predicate.js";
import { divideExact, toDouble } from "../../state/exact-number.js";
import { fieldsCodec, type StateDefinition } from "../../state/state.js";
import { requireDouble, requireField } from "../../state/state-field.js";

/** How many rows have a value, and the sum of the squares of the values' counts. */
interface GiniState {
  readonly rows: number;
  readonly squares: bigint;
}

// Two parts may share values, and the sum cannot tell.
const state: StateDefinition<GiniState> = {
  identity: { rows: 0, squares: 0n },
  ...fieldsCodec<GiniState>(
    1,
    ({ rows, squares }) => [rows, squares],
    (fields) => {
      const squares = requireField(fields, 1);
      if (typeof squares !== "bigint") throw new RangeError("not a whole number");
      return { rows: requireDouble(fields, 0), squares };
    },
  ),
};

const hasValue: Predicate = { kind: "not", operand: { kind: "isNull", of: keyColumn(0) } };

/** The Gini impurity of a column's values. */
export const giniImpurity = defineMetric({
  type: "giniImpurity",
  summary:
    "The probability that two rows, drawn with replacement from those that are not null, have different values: 1 - Σ p², 0 for one value and 1 - 1/n for n equally frequent ones. No value for an empty input.",
  arguments: ["column"],
  parameters: { column: columnField },
  display: ({ column }) => [showName(column)],
  measurement: ({ column }) => ({
    kind: "overGroups",
    by: [{ kind: "column", name: column }],
    inner: [{ kind: "rows" }],
    outer: [
      { kind: "sum", of: resultColumn(0), where: hasValue },
      { kind: "sumOfSquares", of: resultColumn(0), where: hasValue },
    ],
    stateOf: (results) => ({
      rows: toDouble(numberResult(results, 0) ?? 0).value,
      squares: BigInt(String(numberResult(results, 1) ?? 0n)),
    }),
  }),
  state,
  outcomeOf({ rows, squares }) {
    if (rows === 0) return emptyOutcome("no rows with a value");
    const pairs = BigInt(rows) ** 2n;
    return valueOutcome(divideExact(pairs - squares, pairs));
  },
  examples: [
    {
      title: "two values, equally frequent; nulls are out",
      parameters: { column: "x" },
      columns: { x: "text" },
      rows: [["a"], ["b"], [null], ["b"], ["a"]],
      outcome: { kind: "value", value: 0.5, warnings: [] },
    },
    {
      title: "three of one value and one of another",
      parameters: { column: "x" },
      columns: { x: "decimal(38,10)" },
      rows: [["1.5"], ["1.5"], ["1.5"], ["2"]],
      outcome: { kind: "value", value: 0.375, warnings: [] },
    },
    {
      title: "one value; NaN is one",
      parameters: { column: "x" },
      columns: { x: "double" },
      rows: [[Number.NaN], [Number.NaN]],
      outcome: { kind: "value", value: 0, warnings: [] },
    },
    {
      title: "nulls only",
      parameters: { column: "x" },
      columns: { x: "bigint" },
      rows: [[null]],
      outcome: { kind: "empty", reason: "no rows with a value" },
    },
  ],
});
