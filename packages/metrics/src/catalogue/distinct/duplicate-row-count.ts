import { defineCount } from "../../definition/define-count.js";
import { valueOutcome } from "../../definition/metric-outcome.js";
import { keyedRows, ofKeys } from "./key-counts.js";

/** How many rows have a key that another row has, too. */
export const duplicateRowCount = defineCount({
  type: "duplicateRowCount",
  summary:
    "The number of rows whose key, which is not entirely null, at least one other row has (as GX and the DUPLICATE of Snowflake): both rows of a pair count.",
  ...ofKeys,
  tested: keyedRows,
  outcomeOf: ({ keyed, single }) => valueOutcome(keyed - single),
  examples: [
    {
      title: "three rows share a value; nulls share none",
      parameters: { columns: ["x"] },
      columns: { x: "text" },
      rows: [["a"], ["a"], ["b"], ["a"], [null], [null]],
      outcome: { kind: "value", value: 3, warnings: [] },
      ratio: 3 / 4,
    },
    {
      title: "all equal",
      parameters: { columns: ["x"] },
      columns: { x: "bigint" },
      rows: [[7n], [7n]],
      outcome: { kind: "value", value: 2, warnings: [] },
      ratio: 1,
    },
    {
      title: "one row",
      parameters: { columns: ["x"] },
      columns: { x: "date" },
      rows: [["2024-06-01"]],
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
      outcome: { kind: "value", value: 2, warnings: [] },
      ratio: 2 / 3,
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
