import { defineCount } from "../../definition/define-count.js";
import { all, not } from "../../row/builders.js";
import { countOfColumn } from "./count-of.js";

/** How many values of a column are infinite; 0 for types that have no infinities. */
export const infinityCount = defineCount({
  type: "infinityCount",
  summary:
    "The number of values that are Infinity or -Infinity; NaN is none, and types without infinities have none. Its ratio is over the values that are not null.",
  ...countOfColumn((value) => all(not(value.isFinite()), value.isEq(value))),
  examples: [
    {
      title: "both infinities; NaN is none",
      parameters: { column: "x" },
      columns: { x: "double" },
      rows: [[Number.POSITIVE_INFINITY], [Number.NEGATIVE_INFINITY], [Number.NaN], [1], [null]],
      outcome: { kind: "value", value: 2, warnings: [] },
      ratio: 0.5,
    },
    {
      title: "all equal",
      parameters: { column: "x" },
      columns: { x: "double" },
      rows: [[Number.POSITIVE_INFINITY], [Number.POSITIVE_INFINITY]],
      outcome: { kind: "value", value: 2, warnings: [] },
      ratio: 1,
    },
    {
      title: "whole numbers have none",
      parameters: { column: "x" },
      columns: { x: "bigint" },
      rows: [[9223372036854775807n], [null]],
      outcome: { kind: "value", value: 0, warnings: [] },
      ratio: 0,
    },
    {
      title: "decimals have none",
      parameters: { column: "x" },
      columns: { x: "decimal(38,10)" },
      rows: [["1.5000000000"]],
      outcome: { kind: "value", value: 0, warnings: [] },
      ratio: 0,
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
