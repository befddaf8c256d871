import { defineCount } from "../../definition/define-count.js";
import { columnField } from "../../definition/parameter-field.js";
import { showName } from "../../definition/show-name.js";
import { plainCall, plainColumn } from "../../row/plain-expression.js";
import type { CountState, countState } from "../../state/count-state.js";
import { countOf } from "../counts/count-of.js";
import { dayNumberOf, SENTINELS, sentinelsField } from "./sentinel-days.js";

/** The parameters of {@link epochSentinelCount}. */
export interface EpochSentinelParameters {
  readonly column: string;
  /** The days, as ISO dates; the first days of usual calendars and clocks and 9999-12-31 by default. */
  readonly sentinels?: readonly string[];
}

/** How many values of a column are days that programs write where they have none. */
export const epochSentinelCount = defineCount<
  EpochSentinelParameters,
  CountState,
  typeof countState,
  readonly ["column"]
>({
  type: "epochSentinelCount",
  summary:
    "The number of values on one of the days that programs write where they have none, such as 1970-01-01, 1900-01-01 and 9999-12-31; `sentinels` gives others. Instants are cut into days in UTC. Nulls and infinite values are not tested. The ratio is of the values that are.",
  arguments: ["column"],
  parameters: { column: columnField, sentinels: sentinelsField },
  display: ({ column, sentinels = SENTINELS }) => [
    showName(column),
    ...(sentinels.join() === SENTINELS.join() ? [] : [`[${sentinels.join(", ")}]`]),
  ],
  ...countOf(({ column, sentinels = SENTINELS }: EpochSentinelParameters) => ({
    kind: "in",
    of: plainCall("dayNumber", plainColumn(column)),
    values: sentinels.map(dayNumberOf),
  })),
  examples: [
    {
      title: "the usual days, at any time of theirs",
      parameters: { column: "x" },
      columns: { x: "timestamp" },
      rows: [
        ["1970-01-01 00:00:00"],
        ["1970-01-01 23:59:59"],
        ["1970-01-02 00:00:00"],
        ["9999-12-31 23:59:59"],
        ["0001-01-01 00:00:00"],
        [null],
      ],
      outcome: { kind: "value", value: 4, warnings: [] },
      ratio: 0.8,
    },
    {
      title: "instants by their day in UTC",
      parameters: { column: "x" },
      columns: { x: "timestamptz" },
      rows: [["1970-01-01 01:00:00+02"], ["1969-12-31 23:30:00-01"]],
      outcome: { kind: "value", value: 1, warnings: [] },
      ratio: 0.5,
    },
    {
      title: "days of one's own",
      parameters: { column: "x", sentinels: ["2099-12-31", "1900-01-01"] },
      columns: { x: "date" },
      rows: [["1970-01-01"], ["2099-12-31"], ["1900-01-01"], ["1900-01-02"]],
      outcome: { kind: "value", value: 2, warnings: [] },
      ratio: 0.5,
    },
    {
      title: "one row",
      parameters: { column: "x" },
      columns: { x: "date" },
      rows: [["2024-02-29"]],
      outcome: { kind: "value", value: 0, warnings: [] },
      ratio: 0,
    },
    {
      title: "all equal",
      parameters: { column: "x" },
      columns: { x: "date" },
      rows: [["1900-01-01"], ["1900-01-01"]],
      outcome: { kind: "value", value: 2, warnings: [] },
      ratio: 1,
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
