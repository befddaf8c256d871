import { defineCount } from "../../definition/define-count.js";
import { valueOutcome } from "../../definition/metric-outcome.js";
import { allRows, ofKeys } from "./key-counts.js";

/** How many rows there are beside the first of each key. */
export const duplicateCount = defineCount({
  type: "duplicateCount",
  summary:
    "The number of rows less the number of distinct keys that are not entirely null (as DQX in Python): rows without a key count. With `where: col(x).isNotNull()` they do not; duplicateRowCount counts all rows of a key that repeats.",
  ...ofKeys,
  tested: allRows,
  outcomeOf: ({ rows, distinct }) => valueOutcome(rows - distinct),
  examples: [
    {
      title: "five rows and two keys",
      parameters: { columns: ["x"] },
      columns: { x: "text" },
      rows: [["a"], ["a"], ["b"], ["a"], [null]],
      outcome: { kind: "value", value: 3, warnings: [] },
      ratio: 3 / 5,
    },
    {
      title: "one row",
      parameters: { columns: ["x"] },
      columns: { x: "double" },
      rows: [[Number.NaN]],
      outcome: { kind: "value", value: 0, warnings: [] },
      ratio: 0,
    },
    {
      title: "a composite key that is partly null",
      parameters: { columns: ["x", "y"] },
      columns: { x: "text", y: "bigint" },
      rows: [
        ["a", 1n],
        ["a", null],
        ["a", null],
        [null, null],
        [null, null],
      ],
      outcome: { kind: "value", value: 3, warnings: [] },
      ratio: 3 / 5,
    },
    {
      title: "no rows",
      parameters: { columns: ["x"] },
      columns: { x: "text" },
      rows: [],
      outcome: { kind: "value", value: 0, warnings: [] },
      ratio: null,
    },
  ],
});
