import { defineMetric } from "../../definition/define-metric.js";
import { emptyOutcome, valueOutcome } from "../../definition/metric-outcome.js";
import { divideExact } from "../../state/exact-number.js";
import { ofKeys } from "./key-counts.js";

/** The keys that are seen exactly once, as a share of the distinct keys. */
export const uniqueValueRatio = defineMetric({
  type: "uniqueValueRatio",
  summary:
    "The number of keys that exactly one row has, divided by the number of distinct keys that are not entirely null, from 0 to 1 (as Deequ and DQDL). No value when no row has a key.",
  ...ofKeys,
  outcomeOf: ({ distinct, single }) =>
    distinct === 0
      ? emptyOutcome("no rows with a key that is not null")
      : valueOutcome(divideExact(BigInt(single), distinct)),
  examples: [
    {
      title: "one of two values is seen once",
      parameters: { columns: ["x"] },
      columns: { x: "text" },
      rows: [["a"], ["a"], ["b"], [null]],
      outcome: { kind: "value", value: 0.5, warnings: [] },
    },
    {
      title: "all equal",
      parameters: { columns: ["x"] },
      columns: { x: "timestamp" },
      rows: [["2024-06-01 00:00:00"], ["2024-06-01 00:00:00"]],
      outcome: { kind: "value", value: 0, warnings: [] },
    },
    {
      title: "nulls only",
      parameters: { columns: ["x"] },
      columns: { x: "double" },
      rows: [[null]],
      outcome: { kind: "empty", reason: "no rows with a key that is not null" },
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
