import { defineCount } from "../../definition/define-count.js";
import { columnField, valuesField } from "../../definition/parameter-field.js";
import { showName } from "../../definition/show-name.js";
import { col } from "../../row/builders.js";
import { type MetricLiteral, showLiteral } from "../../row/metric-literal.js";
import type { CountState, countState } from "../../state/count-state.js";
import { countOf } from "./count-of.js";

/** The parameters of {@link countValues}. */
export interface CountValuesParameters {
  readonly column: string;
  readonly values: readonly MetricLiteral[];
}

/** How many values of a column equal one of the given literals. */
export const countValues = defineCount<
  CountValuesParameters,
  CountState,
  typeof countState,
  readonly ["column", "values"]
>({
  type: "countValues",
  summary: "The number of values that equal one of the given literals; nulls are none of them.",
  arguments: ["column", "values"],
  parameters: { column: columnField, values: valuesField },
  display: ({ column, values }) => [showName(column), `[${values.map(showLiteral).join(", ")}]`],
  ...countOf(({ column, values }) => col(column).isIn(values)),
  examples: [
    {
      title: "texts, in their own case; nulls are not tested",
      parameters: { column: "x", values: ["paid", "open"] },
      columns: { x: "text" },
      rows: [["paid"], ["Paid"], [null], ["open"], [""]],
      outcome: { kind: "value", value: 2, warnings: [] },
      ratio: 0.5,
    },
    {
      title: "a whole number past 2^53 keeps its neighbours apart",
      parameters: { column: "x", values: [9007199254740993n] },
      columns: { x: "bigint" },
      rows: [[9007199254740993n], [9007199254740992n], [9007199254740994n]],
      outcome: { kind: "value", value: 1, warnings: [] },
      ratio: 1 / 3,
    },
    {
      title: "no rows",
      parameters: { column: "x", values: [1] },
      columns: { x: "double" },
      rows: [],
      outcome: { kind: "value", value: 0, warnings: [] },
      ratio: null,
    },
  ],
});
