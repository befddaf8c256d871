import { defineCount } from "../../definition/define-count.js";
import { countOfColumn } from "./count-of.js";

/** How many values of a column are 0. */
export const zeroCount = defineCount({
  type: "zeroCount",
  summary:
    "The number of values that are 0, -0 among them; nulls are not tested. Its ratio is over the values that are not null.",
  ...countOfColumn((value) => value.isEq(0)),
  examples: [
    {
      title: "0 and -0, among five values; NaN and infinities are none",
      parameters: { column: "x" },
      columns: { x: "double" },
      rows: [[0], [-0], [null], [Number.NaN], [Number.POSITIVE_INFINITY], [1e-300]],
      outcome: { kind: "value", value: 2, warnings: [] },
      ratio: 0.4,
    },
    {
      title: "all equal",
      parameters: { column: "x" },
      columns: { x: "integer" },
      rows: [[0n], [0n], [0n]],
      outcome: { kind: "value", value: 3, warnings: [] },
      ratio: 1,
    },
    {
      title: "one row, a whole number past 2^53",
      parameters: { column: "x" },
      columns: { x: "bigint" },
      rows: [[9223372036854775807n]],
      outcome: { kind: "value", value: 0, warnings: [] },
      ratio: 0,
    },
    {
      title: "a decimal",
      parameters: { column: "x" },
      columns: { x: "decimal(38,10)" },
      rows: [["0.0000000000"], ["0.0000000001"], [null]],
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
