import { defineCount } from "../../definition/define-count.js";
import { countOfColumn } from "../counts/count-of.js";

/** How many texts of a column have white space in them. */
export const containsSpaceCount = defineCount({
  type: "containsSpaceCount",
  summary:
    "The number of texts with white space anywhere (as \\s in JavaScript: no-break spaces and line ends, too); nulls are not tested. Its ratio is over the texts that are not null.",
  ...countOfColumn((value) => value.matches(/\s/)),
  examples: [
    {
      title: "anywhere",
      parameters: { column: "x" },
      columns: { x: "text" },
      rows: [["a b"], [" a"], ["a"], [""], [null]],
      outcome: { kind: "value", value: 2, warnings: [] },
      ratio: 0.5,
    },
    {
      title: "all equal",
      parameters: { column: "x" },
      columns: { x: "text" },
      rows: [["a b"], ["a b"]],
      outcome: { kind: "value", value: 2, warnings: [] },
      ratio: 1,
    },
    {
      title: "one row, a line end",
      parameters: { column: "x" },
      columns: { x: "text" },
      rows: [["a\nb"]],
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
