import { defineCount } from "../../definition/define-count.js";
import { valueOutcome } from "../../definition/metric-outcome.js";
import { keyedRows, ofKeys } from "./key-counts.js";

/** How many distinct keys one or more columns hold, from the statement that the other metrics of keys need. */
export const uniqueCount = defineCount({
  type: "uniqueCount",
  summary:
    "The exact number of distinct keys that are not entirely null; inside a key NULL equals NULL. As countDistinct, but read from the groups of equal keys.",
  ...ofKeys,
  tested: keyedRows,
  outcomeOf: ({ distinct }) => valueOutcome(distinct),
  examples: [
    {
      title: "a null is no value; NaN is one",
      parameters: { columns: ["x"] },
      columns: { x: "double" },
      rows: [[1.5], [Number.NaN], [Number.NaN], [null], [1.5], [0]],
      outcome: { kind: "value", value: 3, warnings: [] },
      ratio: 3 / 5,
    },
    {
      title: "inside a key NULL equals NULL; a key of nulls is none",
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
    {
      title: "neighbours beyond the digits of a double",
      parameters: { columns: ["x"] },
      columns: { x: "bigint" },
      rows: [[9007199254740992n], [9007199254740993n], [9007199254740993n]],
      outcome: { kind: "value", value: 2, warnings: [] },
      ratio: 2 / 3,
    },
  ],
});
