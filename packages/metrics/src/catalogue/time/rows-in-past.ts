import type { Aggregate } from "../../aggregate/aggregate.js";
import { defineCount } from "../../definition/define-count.js";
import { choiceField, columnField } from "../../definition/parameter-field.js";
import { showName } from "../../definition/show-name.js";
import { ago, all, col } from "../../row/builders.js";
import { plainColumn } from "../../row/plain-expression.js";
import { type TimeUnit, timeUnits } from "../../row/time-unit.js";
import type { CountState, countState } from "../../state/count-state.js";
import { countOf } from "../counts/count-of.js";
import { pastUnitsField } from "./past-units-field.js";

/** The parameters of {@link rowsInPast}. */
export interface RowsInPastParameters {
  readonly column: string;
  /** How many units; 1 or more. */
  readonly n: number;
  readonly unit: TimeUnit;
}

/** How many values of a column lie in the time before the run. */
export const rowsInPast = defineCount<
  RowsInPastParameters,
  CountState,
  typeof countState,
  readonly ["column", "n", "unit"]
>({
  type: "rowsInPast",
  summary:
    "The number of values in the n units before the reference time of the run: later than that time less n units, and not behind it. Days have 24 hours and weeks 7 days; months and years are those of the calendar, whose last days stand for those that a month does not have. A day is its first instant; days and timestamps are those of UTC. Nulls are not tested. The ratio is of the values that are not null.",
  arguments: ["column", "n", "unit"],
  parameters: { column: columnField, n: pastUnitsField, unit: choiceField(timeUnits) },
  display: ({ column, n, unit }) => [showName(column), `${n} ${unit}${n === 1 ? "" : "s"}`],
  ...countOf(({ column, n, unit }: RowsInPastParameters) =>
    all(col(column).isGt(ago(n, unit)), col(column).isLeq(ago(0, "hour"))),
  ),
  tested: ({ column }): Aggregate => ({ kind: "nonNull", of: plainColumn(column) }),
  examples: [
    {
      title: "an hour: its end is in it, its beginning is not",
      parameters: { column: "x", n: 1, unit: "hour" },
      columns: { x: "timestamptz" },
      rows: [
        ["2024-03-01 11:00:00+00"],
        ["2024-03-01 11:00:00.000001+00"],
        ["2024-03-01 12:00:00+00"],
        ["2024-03-01 12:00:00.000001+00"],
        [null],
      ],
      outcome: { kind: "value", value: 2, warnings: [] },
      ratio: 0.5,
    },
    {
      title: "a day, of days: that of the reference time",
      parameters: { column: "x", n: 1, unit: "day" },
      columns: { x: "date" },
      rows: [["2024-02-29"], ["2024-03-01"], ["2024-03-02"]],
      outcome: { kind: "value", value: 1, warnings: [] },
      ratio: 1 / 3,
    },
    {
      title: "a year before a leap day's month",
      parameters: { column: "x", n: 1, unit: "year" },
      columns: { x: "timestamp" },
      rows: [["2023-03-01 12:00:00"], ["2023-03-01 12:00:01"], ["2024-02-29 00:00:00"]],
      outcome: { kind: "value", value: 2, warnings: [] },
      ratio: 2 / 3,
    },
    {
      title: "two weeks",
      parameters: { column: "x", n: 2, unit: "week" },
      columns: { x: "date" },
      rows: [["2024-02-16"], ["2024-02-17"]],
      outcome: { kind: "value", value: 1, warnings: [] },
      ratio: 0.5,
    },
    {
      title: "one row, a month back",
      parameters: { column: "x", n: 1, unit: "month" },
      columns: { x: "date" },
      rows: [["2024-02-02"]],
      outcome: { kind: "value", value: 1, warnings: [] },
      ratio: 1,
    },
    {
      title: "all equal, ninety minutes",
      parameters: { column: "x", n: 90, unit: "minute" },
      columns: { x: "timestamp" },
      rows: [["2024-03-01 10:30:00"], ["2024-03-01 10:30:00"]],
      outcome: { kind: "value", value: 0, warnings: [] },
      ratio: 0,
    },
    {
      title: "nulls only",
      parameters: { column: "x", n: 1, unit: "day" },
      columns: { x: "date" },
      rows: [[null]],
      outcome: { kind: "value", value: 0, warnings: [] },
      ratio: null,
    },
    {
      title: "no rows",
      parameters: { column: "x", n: 1, unit: "day" },
      columns: { x: "timestamptz" },
      rows: [],
      outcome: { kind: "value", value: 0, warnings: [] },
      ratio: null,
    },
  ],
});
