import { countResult } from "../../aggregate/aggregate-result.js";
import { defineMetric } from "../../definition/define-metric.js";
import { emptyOutcome, valueOutcome } from "../../definition/metric-outcome.js";
import { columnField } from "../../definition/parameter-field.js";
import { showName } from "../../definition/show-name.js";
import { distinctState } from "../../state/distinct-state.js";

/** Whether all values of a column are equal: 1 when they are, 0 when two differ. */
export const constantColumn = defineMetric({
  type: "constantColumn",
  summary:
    "1 when all values that are not null are equal, 0 when two of them differ; NaN equals NaN. No value for an empty input, nor for nulls only.",
  arguments: ["column"],
  parameters: { column: columnField },
  display: ({ column }) => [showName(column)],
  measurement: ({ column }) => ({
    kind: "scan",
    aggregates: [{ kind: "countDistinct", of: [{ kind: "column", name: column }] }],
    stateOf: (results) => ({ count: countResult(results, 0) }),
  }),
  state: distinctState,
  outcomeOf: ({ count }) =>
    count === 0 ? emptyOutcome("no rows with a value") : valueOutcome(count === 1 ? 1 : 0),
  examples: [
    {
      title: "all equal, nulls beside them",
      parameters: { column: "x" },
      columns: { x: "text" },
      rows: [["a"], [null], ["a"]],
      outcome: { kind: "value", value: 1, warnings: [] },
    },
    {
      title: "two that differ past 2^53",
      parameters: { column: "x" },
      columns: { x: "bigint" },
      rows: [[9007199254740993n], [9007199254740992n]],
      outcome: { kind: "value", value: 0, warnings: [] },
    },
    {
      title: "NaN equals NaN",
      parameters: { column: "x" },
      columns: { x: "double" },
      rows: [[Number.NaN], [Number.NaN]],
      outcome: { kind: "value", value: 1, warnings: [] },
    },
    {
      title: "NaN and infinity differ",
      parameters: { column: "x" },
      columns: { x: "double" },
      rows: [[Number.NaN], [Number.POSITIVE_INFINITY]],
      outcome: { kind: "value", value: 0, warnings: [] },
    },
    {
      title: "one row, a decimal",
      parameters: { column: "x" },
      columns: { x: "decimal(38,10)" },
      rows: [["1.5000000000"]],
      outcome: { kind: "value", value: 1, warnings: [] },
    },
    {
      title: "nulls only",
      parameters: { column: "x" },
      columns: { x: "boolean" },
      rows: [[null]],
      outcome: { kind: "empty", reason: "no rows with a value" },
    },
    {
      title: "no rows",
      parameters: { column: "x" },
      columns: { x: "date" },
      rows: [],
      outcome: { kind: "empty", reason: "no rows with a value" },
    },
  ],
});
