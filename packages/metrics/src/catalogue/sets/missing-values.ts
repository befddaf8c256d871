import { countResult } from "../../aggregate/aggregate-result.js";
import { defineMetric } from "../../definition/define-metric.js";
import { valueOutcome } from "../../definition/metric-outcome.js";
import { columnField, valuesField } from "../../definition/parameter-field.js";
import { showName } from "../../definition/show-name.js";
import { col } from "../../row/builders.js";
import { type MetricLiteral, showLiteral } from "../../row/metric-literal.js";
import { fieldsCodec, type MergeableStateDefinition } from "../../state/state.js";
import { requireDouble } from "../../state/state-field.js";

/** The parameters of {@link missingValues}. */
export interface MissingValuesParameters {
  readonly column: string;
  readonly values: readonly MetricLiteral[];
}

/** How many rows have each value of a set, in the order of the set; none for a part without rows. */
interface SetState {
  readonly rows: readonly number[];
}

const state: MergeableStateDefinition<SetState> = {
  identity: { rows: [] },
  merge(a, b) {
    if (a.rows.length === 0) return b;
    return { rows: a.rows.map((rows, index) => rows + (b.rows[index] ?? 0)) };
  },
  ...fieldsCodec<SetState>(
    1,
    ({ rows }) => rows,
    (fields) => ({ rows: fields.map((_, index) => requireDouble(fields, index)) }),
  ),
};

/** How many values of a set a column does not have. */
export const missingValues = defineMetric<
  MissingValuesParameters,
  SetState,
  typeof state,
  readonly ["column", "values"]
>({
  type: "missingValues",
  summary:
    "The number of the given literals that no row has: 0 when the column's distinct values hold the whole set. Each literal is one of the set, so 1 and 1n are two. Nulls are no values.",
  arguments: ["column", "values"],
  parameters: { column: columnField, values: valuesField },
  display: ({ column, values }) => [showName(column), `[${values.map(showLiteral).join(", ")}]`],
  measurement: ({ column, values }) => ({
    kind: "scan",
    aggregates: values.map((value) => ({ kind: "countIf", predicate: col(column).isEq(value) })),
    stateOf: (results) => ({ rows: values.map((_, index) => countResult(results, index)) }),
  }),
  counts: true,
  state,
  outcomeOf: ({ rows }, { values }) => valueOutcome(values.filter((_, index) => !rows[index]).length),
  examples: [
    {
      title: "one of three values is there; case matters, and null is none of them",
      parameters: { column: "x", values: ["paid", "open", "void"] },
      columns: { x: "text" },
      rows: [["paid"], ["Open"], [null], ["paid"]],
      outcome: { kind: "value", value: 2, warnings: [] },
    },
    {
      title: "whole numbers of 64 bits, exactly",
      parameters: { column: "x", values: [9_007_199_254_740_992n, 9_007_199_254_740_993n] },
      columns: { x: "bigint" },
      rows: [[9_007_199_254_740_993n]],
      outcome: { kind: "value", value: 1, warnings: [] },
    },
    {
      title: "decimals, and a number that no decimal of the column can be",
      parameters: { column: "x", values: [0.1, 1e-20] },
      columns: { x: "decimal(38,10)" },
      rows: [["0.1000000000"]],
      outcome: { kind: "value", value: 1, warnings: [] },
    },
    {
      title: "NaN and infinities are none of the set",
      parameters: { column: "x", values: [0, 1.5] },
      columns: { x: "double" },
      rows: [[Number.NaN], [1.5], [Number.POSITIVE_INFINITY], [-0]],
      outcome: { kind: "value", value: 0, warnings: [] },
    },
    {
      title: "all equal booleans",
      parameters: { column: "x", values: [true, false] },
      columns: { x: "boolean" },
      rows: [[true], [true]],
      outcome: { kind: "value", value: 1, warnings: [] },
    },
    {
      title: "days",
      parameters: { column: "x", values: ["2024-02-29", "2024-03-01"] },
      columns: { x: "date" },
      rows: [["2024-02-29"]],
      outcome: { kind: "value", value: 1, warnings: [] },
    },
    {
      title: "nulls only",
      parameters: { column: "x", values: ["a"] },
      columns: { x: "text" },
      rows: [[null]],
      outcome: { kind: "value", value: 1, warnings: [] },
    },
    {
      title: "no rows",
      parameters: { column: "x", values: ["a", "b"] },
      columns: { x: "text" },
      rows: [],
      outcome: { kind: "value", value: 2, warnings: [] },
    },
  ],
});
