import { defineCount } from "../../definition/define-count.js";
import { countOfColumn } from "./count-of.js";

/** How many values of a column are above 0. */
export const positiveCount = defineCount({
  type: "positiveCount",
  summary:
    "The number of values above 0, Infinity among them; 0, NaN and nulls are none. Its ratio is over the values that are not null.",
  ...countOfColumn((value) => value.isGt(0)),
  examples: [
    {
      title: "Infinity is one; 0 and NaN are not",
      parameters: { column: "x" },
      columns: { x: "double" },
      rows: [[1.5], [0], [Number.POSITIVE_INFINITY], [Number.NaN], [null]],
      outcome: { kind: "value", value: 2, warnings: [] },
      ratio: 0.5,
    },
    {
      title: "all equal",
      parameters: { column: "x" },
      columns: { x: "integer" },
      rows: [[1n], [1n]],
      outcome: { kind: "value", value: 2, warnings: [] },
      ratio: 1,
    },
    {
      title: "one row, the largest whole number",
      parameters: { column: "x" },
      columns: { x: "bigint" },
      rows: [[9223372036854775807n]],
      outcome: { kind: "value", value: 1, warnings: [] },
      ratio: 1,
    },
    {
      title: "a decimal",
      parameters: { column: "x" },
      columns: { x: "decimal(38,10)" },
      rows: [["-0.0000000001"], ["0.0000000001"]],
      outcome: { kind: "value", value: 1, warnings: [] },
      ratio: 0.5,
    },
    {
      title: "nulls only",
      parameters: { column: "x" },
      columns: { x: "double" },
      rows: [[null], [null]],
      outcome: { kind: "value", value: 0, warnings: [] },
      ratio: null,
    },
    {
      title: "no rows",
      parameters: { column: "x" },
      columns: { x: "double" },
      rows: [],
      outcome: { kind: "value", value: 0, warnings: [] },
      ratio: null,
    },
  ],
});
