import { defineCount } from "../../definition/define-count.js";
import { length } from "../../row/builders.js";
import { countOfColumn } from "./count-of.js";

/** How many texts of a column are empty. */
export const emptyCount = defineCount({
  type: "emptyCount",
  summary:
    "The number of texts without a character; white space is one, and nulls are not tested. Its ratio is over the texts that are not null.",
  ...countOfColumn((value) => length(value).isEq(0)),
  examples: [
    {
      title: "the empty text; a space is not empty",
      parameters: { column: "x" },
      columns: { x: "text" },
      rows: [[""], [" "], ["a"], [null], [""]],
      outcome: { kind: "value", value: 2, warnings: [] },
      ratio: 0.5,
    },
    {
      title: "all equal",
      parameters: { column: "x" },
      columns: { x: "text" },
      rows: [[""], [""]],
      outcome: { kind: "value", value: 2, warnings: [] },
      ratio: 1,
    },
    {
      title: "one row",
      parameters: { column: "x" },
      columns: { x: "text" },
      rows: [["null"]],
      outcome: { kind: "value", value: 0, warnings: [] },
      ratio: 0,
    },
    {
      title: "nulls only",
      parameters: { column: "x" },
      columns: { x: "text" },
      rows: [[null]],
      outcome: { kind: "value", value: 0, warnings: [] },
      ratio: null,
    },
    {
      title: "no rows",
      parameters: { column: "x" },
      columns: { x: "text" },
      rows: [],
      outcome: { kind: "value", value: 0, warnings: [] },
      ratio: null,
    },
  ],
});
