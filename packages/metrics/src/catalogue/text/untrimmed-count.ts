import { defineCount } from "../../definition/define-count.js";
import { countOfColumn } from "../counts/count-of.js";

/** How many texts of a column have white space at an end. */
export const untrimmedCount = defineCount({
  type: "untrimmedCount",
  summary:
    "The number of texts that begin or end with white space (as \\s in JavaScript: no-break spaces and line ends, too), a blank text among them; nulls are not tested. Its ratio is over the texts that are not null.",
  ...countOfColumn((value) => value.matches(/^\s|\s$/)),
  examples: [
    {
      title: "before, behind, and nothing else; inside does not count",
      parameters: { column: "x" },
      columns: { x: "text" },
      rows: [[" a"], ["a\n"], [" "], ["a b"], [""], [null]],
      outcome: { kind: "value", value: 3, warnings: [] },
      ratio: 0.6,
    },
    {
      title: "all equal",
      parameters: { column: "x" },
      columns: { x: "text" },
      rows: [["a "], ["a "]],
      outcome: { kind: "value", value: 2, warnings: [] },
      ratio: 1,
    },
    {
      title: "one row, a no-break space",
      parameters: { column: "x" },
      columns: { x: "text" },
      rows: [["\u00a0a"]],
      outcome: { kind: "value", value: 1, warnings: [] },
      ratio: 1,
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
