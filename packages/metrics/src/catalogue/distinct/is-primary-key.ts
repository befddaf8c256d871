import { defineMetric } from "../../definition/define-metric.js";
import { emptyOutcome } from "../../definition/metric-outcome.js";
import { ofKeys } from "./key-counts.js";

/** Whether columns are a primary key. */
export const isPrimaryKey = defineMetric({
  type: "isPrimaryKey",
  summary:
    "1 when no column of the key is null in any row and no key repeats, otherwise 0; what breaks it is in the detail. No value for an empty input, over which anything holds.",
  ...ofKeys,
  outcomeOf({ rows, keyed, single, incomplete }) {
    if (rows === 0) return emptyOutcome("no rows");
    const repeated = keyed - single;
    return {
      kind: "value",
      value: incomplete === 0 && repeated === 0 ? 1 : 0,
      warnings: [],
      detail: { kind: "key", rows, incomplete, repeated },
    };
  },
  examples: [
    {
      title: "a composite key",
      parameters: { columns: ["x", "y"] },
      columns: { x: "text", y: "bigint" },
      rows: [
        ["a", 1n],
        ["a", 2n],
        ["b", 1n],
      ],
      outcome: {
        kind: "value",
        value: 1,
        warnings: [],
        detail: { kind: "key", rows: 3, incomplete: 0, repeated: 0 },
      },
    },
    {
      title: "a null in one column",
      parameters: { columns: ["x", "y"] },
      columns: { x: "text", y: "bigint" },
      rows: [
        ["a", 1n],
        ["a", null],
      ],
      outcome: {
        kind: "value",
        value: 0,
        warnings: [],
        detail: { kind: "key", rows: 2, incomplete: 1, repeated: 0 },
      },
    },
    {
      title: "a key that repeats",
      parameters: { columns: ["x"] },
      columns: { x: "bigint" },
      rows: [[1n], [2n], [1n]],
      outcome: {
        kind: "value",
        value: 0,
        warnings: [],
        detail: { kind: "key", rows: 3, incomplete: 0, repeated: 2 },
      },
    },
    {
      title: "one row",
      parameters: { columns: ["x"] },
      columns: { x: "text" },
      rows: [["a"]],
      outcome: {
        kind: "value",
        value: 1,
        warnings: [],
        detail: { kind: "key", rows: 1, incomplete: 0, repeated: 0 },
      },
    },
    {
      title: "nulls only",
      parameters: { columns: ["x"] },
      columns: { x: "text" },
      rows: [[null]],
      outcome: {
        kind: "value",
        value: 0,
        warnings: [],
        detail: { kind: "key", rows: 1, incomplete: 1, repeated: 0 },
      },
    },
    {
      title: "no rows",
      parameters: { columns: ["x"] },
      columns: { x: "text" },
      rows: [],
      outcome: { kind: "empty", reason: "no rows" },
    },
  ],
});
