import { defineMetric } from "../../definition/define-metric.js";
import { emptyOutcome, valueOutcome } from "../../definition/metric-outcome.js";
import { divideExact } from "../../state/exact-number.js";
import { ofKeys } from "./key-counts.js";

/** The distinct keys, as a share of the rows that have one. */
export const distinctness = defineMetric({
  type: "distinctness",
  summary:
    "The number of distinct keys divided by the number of rows whose key is not entirely null, from 0 to 1 (as Deequ): 1 when no key repeats. No value when no row has a key.",
  ...ofKeys,
  outcomeOf: ({ keyed, distinct }) =>
    keyed === 0
      ? emptyOutcome("no rows with a key that is not null")
      : valueOutcome(divideExact(BigInt(distinct), keyed)),
  examples: [
    {
      title: "three values in four rows with a value",
      parameters: { columns: ["x"] },
      columns: { x: "text" },
      rows: [["a"], ["a"], ["b"], ["c"], [null]],
      outcome: { kind: "value", value: 0.75, warnings: [] },
    },
    {
      title: "all equal",
      parameters: { columns: ["x"] },
      columns: { x: "decimal(38,10)" },
      rows: [["1.5"], ["1.5"], ["1.5"], ["1.5"]],
      outcome: { kind: "value", value: 0.25, warnings: [] },
    },
    {
      title: "one row",
      parameters: { columns: ["x"] },
      columns: { x: "date" },
      rows: [["2024-02-29"]],
      outcome: { kind: "value", value: 1, warnings: [] },
    },
    {
      title: "nulls only",
      parameters: { columns: ["x"] },
      columns: { x: "text" },
      rows: [[null], [null]],
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
