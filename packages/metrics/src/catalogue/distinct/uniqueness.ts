import { defineMetric } from "../../definition/define-metric.js";
import { shareOutcome } from "../../definition/metric-outcome.js";
import { ofKeys } from "./key-counts.js";

/** The keys that are seen exactly once, as a share of the rows that have one. */
export const uniqueness = defineMetric({
  type: "uniqueness",
  summary:
    "The number of keys that exactly one row has, divided by the number of rows whose key is not entirely null, from 0 to 1 (as Deequ). No value when no row has a key.",
  ...ofKeys,
  outcomeOf: ({ keyed, single }) => shareOutcome(single, keyed, "no rows with a key that is not null"),
  examples: [
    {
      title: "two of four values are seen once; a null is no value",
      parameters: { columns: ["x"] },
      columns: { x: "text" },
      rows: [["a"], ["a"], ["b"], ["c"], [null]],
      outcome: { kind: "value", value: 0.5, warnings: [], detail: { kind: "share", counted: 2, tested: 4 } },
    },
    {
      title: "all equal",
      parameters: { columns: ["x"] },
      columns: { x: "boolean" },
      rows: [[true], [true]],
      outcome: { kind: "value", value: 0, warnings: [], detail: { kind: "share", counted: 0, tested: 2 } },
    },
    {
      title: "one row",
      parameters: { columns: ["x"] },
      columns: { x: "bigint" },
      rows: [[9223372036854775807n]],
      outcome: { kind: "value", value: 1, warnings: [], detail: { kind: "share", counted: 1, tested: 1 } },
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
      outcome: {
        kind: "value",
        value: 1 / 3,
        warnings: [],
        detail: { kind: "share", counted: 1, tested: 3 },
      },
    },
    {
      title: "no rows",
      parameters: { columns: ["x"] },
      columns: { x: "text" },
      rows: [],
      outcome: { kind: "empty", reason: "no rows with a key that is not null" },
    },
  ],
});
