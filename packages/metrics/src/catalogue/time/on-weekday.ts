import { defineMetric } from "../../definition/define-metric.js";
import { columnField } from "../../definition/parameter-field.js";
import { showName } from "../../definition/show-name.js";
import { plainCall, plainColumn } from "../../row/plain-expression.js";
import { type NullPolicy, nullPolicyField, passingRows, showNullPolicy } from "../counts/null-policy.js";
import { type ShareState, shareOf, type shareState } from "../counts/share-of.js";
import { type Weekday, WORKING_DAYS, weekdayNumber, weekdaysField } from "./weekday.js";

/** The parameters of {@link onWeekday}. */
export interface OnWeekdayParameters {
  readonly column: string;
  /** Monday to Friday by default. */
  readonly days?: readonly Weekday[];
  /** What a null counts as; `ignore` by default: it is not tested. */
  readonly nulls?: NullPolicy;
}

/** The share of the values of a column that are on some days of the week. */
export const onWeekday = defineMetric<
  OnWeekdayParameters,
  ShareState,
  typeof shareState,
  readonly ["column"]
>({
  type: "onWeekday",
  summary:
    "The share of the tested values that are on some days of the week, Monday to Friday by default, from 0 to 1. Instants are cut into days in UTC. Nulls and infinite values are not tested, fail or pass, as `nulls` says. No value when nothing is tested.",
  arguments: ["column"],
  parameters: { column: columnField, days: weekdaysField, nulls: nullPolicyField },
  display: ({ column, days = WORKING_DAYS, nulls }) => [
    showName(column),
    ...(days.join() === WORKING_DAYS.join() ? [] : [`[${days.join(", ")}]`]),
    ...showNullPolicy(nulls),
  ],
  ...shareOf(({ column, days = WORKING_DAYS, nulls }) =>
    passingRows(
      {
        kind: "in",
        of: plainCall("weekday", plainColumn(column)),
        values: days.map(weekdayNumber),
      },
      nulls,
    ),
  ),
  examples: [
    {
      title: "Monday to Sunday",
      parameters: { column: "x" },
      columns: { x: "date" },
      rows: [
        ["2024-02-26"],
        ["2024-02-27"],
        ["2024-02-28"],
        ["2024-02-29"],
        ["2024-03-01"],
        ["2024-03-02"],
        ["2024-03-03"],
        [null],
      ],
      outcome: {
        kind: "value",
        value: 5 / 7,
        warnings: [],
        detail: { kind: "share", counted: 5, tested: 7 },
      },
    },
    {
      title: "instants by their day in UTC",
      parameters: { column: "x", days: ["sunday"] },
      columns: { x: "timestamptz" },
      rows: [["2024-03-04 00:30:00+01"], ["2024-03-03 23:30:00-01"]],
      outcome: {
        kind: "value",
        value: 0.5,
        warnings: [],
        detail: { kind: "share", counted: 1, tested: 2 },
      },
    },
    {
      title: "nulls fail; Thursdays, the first day of 1970 and the last before",
      parameters: { column: "x", days: ["thursday", "wednesday"], nulls: "fail" },
      columns: { x: "timestamp" },
      rows: [["1970-01-01 00:00:00"], ["1969-12-31 23:59:59"], [null], ["1969-12-30 23:59:59"]],
      outcome: {
        kind: "value",
        value: 0.5,
        warnings: [],
        detail: { kind: "share", counted: 2, tested: 4 },
      },
    },
    {
      title: "one row",
      parameters: { column: "x" },
      columns: { x: "date" },
      rows: [["2024-03-02"]],
      outcome: {
        kind: "value",
        value: 0,
        warnings: [],
        detail: { kind: "share", counted: 0, tested: 1 },
      },
    },
    {
      title: "all equal",
      parameters: { column: "x" },
      columns: { x: "date" },
      rows: [["2024-03-01"], ["2024-03-01"]],
      outcome: {
        kind: "value",
        value: 1,
        warnings: [],
        detail: { kind: "share", counted: 2, tested: 2 },
      },
    },
    {
      title: "nulls only",
      parameters: { column: "x" },
      columns: { x: "date" },
      rows: [[null]],
      outcome: { kind: "empty", reason: "no rows were tested" },
    },
    {
      title: "no rows",
      parameters: { column: "x" },
      columns: { x: "timestamptz" },
      rows: [],
      outcome: { kind: "empty", reason: "no rows were tested" },
    },
  ],
});
