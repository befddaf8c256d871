import { defineCount } from "../../definition/define-count.js";
import { countOfColumn } from "../counts/count-of.js";
import { referenceTime } from "./age.js";

/** How many values of a column are in the future. */
export const futureCount = defineCount({
  type: "futureCount",
  summary:
    "The number of values that lie behind the reference time of the run. A day is its first instant; days and timestamps are those of UTC. Nulls are not tested; an infinite value is in the future. The ratio is of the values that are not null.",
  ...countOfColumn((value) => value.isGt(referenceTime)),
  examples: [
    {
      title: "a microsecond behind it, and at it",
      parameters: { column: "x" },
      columns: { x: "timestamptz" },
      rows: [
        ["2024-03-01 12:00:00.000001+00"],
        ["2024-03-01 12:00:00+00"],
        [null],
        ["2024-03-01 13:30:00+02"],
        ["9999-12-31 23:59:59+00"],
      ],
      outcome: { kind: "value", value: 2, warnings: [] },
      ratio: 0.5,
    },
    {
      title: "the day of the reference time has begun, the next one has not",
      parameters: { column: "x" },
      columns: { x: "date" },
      rows: [["2024-03-01"], ["2024-03-02"]],
      outcome: { kind: "value", value: 1, warnings: [] },
      ratio: 0.5,
    },
    {
      title: "all equal timestamps",
      parameters: { column: "x" },
      columns: { x: "timestamp" },
      rows: [["2024-03-01 12:00:01"], ["2024-03-01 12:00:01"]],
      outcome: { kind: "value", value: 2, warnings: [] },
      ratio: 1,
    },
    {
      title: "one row",
      parameters: { column: "x" },
      columns: { x: "timestamp" },
      rows: [["2024-02-29 23:59:59"]],
      outcome: { kind: "value", value: 0, warnings: [] },
      ratio: 0,
    },
    {
      title: "nulls only",
      parameters: { column: "x" },
      columns: { x: "date" },
      rows: [[null]],
      outcome: { kind: "value", value: 0, warnings: [] },
      ratio: null,
    },
    {
      title: "no rows",
      parameters: { column: "x" },
      columns: { x: "timestamptz" },
      rows: [],
      outcome: { kind: "value", value: 0, warnings: [] },
      ratio: null,
    },
  ],
});
