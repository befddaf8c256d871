import { defineCount } from "../../definition/define-count.js";
import { countOfColumn } from "./count-of.js";

/** How many texts of a column are white space only. */
export const blankCount = defineCount({
  type: "blankCount",
  summary:
    "The number of texts that have characters, all of them white space (as \\s in JavaScript: no-break spaces and line ends, too); the empty text is none, and nulls are not tested. Its ratio is over the texts that are not null.",
  ...countOfColumn((value) => value.matches(/^\s+$/)),
  examples: [
    {
      title: "spaces, line ends and no-break spaces; the empty text is none",
      parameters: { column: "x" },
      columns: { x: "text" },
      rows: [[" "], ["\t\n"], ["\u00a0\u2003"], [""], [" a "], [null]],
      outcome: { kind: "value", value: 3, warnings: [] },
      ratio: 0.6,
    },
    {
      title: "all equal",
      parameters: { column: "x" },
      columns: { x: "text" },
      rows: [["  "], ["  "]],
      outcome: { kind: "value", value: 2, warnings: [] },
      ratio: 1,
    },
    {
      title: "one row",
      parameters: { column: "x" },
      columns: { x: "text" },
      rows: [["a"]],
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
