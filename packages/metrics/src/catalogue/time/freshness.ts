import { numberResult } from "../../aggregate/aggregate-result.js";
import { columnExample } from "../../definition/column-example.js";
import { defineMetric } from "../../definition/define-metric.js";
import { computedOutcome, emptyOutcome, type MetricOutcome } from "../../definition/metric-outcome.js";
import { columnField } from "../../definition/parameter-field.js";
import { showName } from "../../definition/show-name.js";
import { extremeState } from "../../state/extreme-state.js";
import { ageInSeconds, inHours } from "./age.js";

const state = extremeState(-1);

/** How old the newest value of a column is. */
export const freshness = defineMetric({
  type: "freshness",
  summary:
    "The age of the newest value in hours: (reference time - maximum) / 3600 seconds, where the reference time is that of the run, also for days before. A day is its first instant; days and timestamps are those of UTC. Negative when the newest value is in the future. Nulls and infinite values are no values. No value when there are none.",
  arguments: ["column"],
  parameters: { column: columnField },
  display: ({ column }) => [showName(column)],
  measurement: ({ column }) => ({
    kind: "scan",
    aggregates: [{ kind: "minimum", of: ageInSeconds(column) }],
    stateOf: (results) => ({ extreme: numberResult(results, 0) }),
  }),
  state,
  outcomeOf: ({ extreme }) =>
    extreme === null ? emptyOutcome("no rows with a value") : computedOutcome(inHours(extreme)),
  examples: [
    columnExample(
      "an hour and a half before the reference time; nulls are passed over",
      "timestamptz",
      ["2024-03-01 10:30:00+00", null, "2024-03-01 11:00:00+02"],
      hours(1.5),
    ),
    columnExample("timestamps are those of UTC", "timestamp", ["2024-02-29 12:00:00"], hours(24)),
    columnExample("a day is its first instant", "date", ["2024-02-28", "2024-02-29"], hours(36)),
    columnExample(
      "in the future, by half a second",
      "timestamptz",
      ["2024-03-01 12:00:00.5+00", "1970-01-01 00:00:00+00"],
      { kind: "value", value: -0.5 / 3600, warnings: [], arithmetic: "double" },
    ),
    columnExample("all equal", "timestamp", ["2024-03-01 12:00:00", "2024-03-01 12:00:00"], hours(0)),
    columnExample("long ago", "date", ["0001-01-01"], hours(17_734_692)),
    columnExample("nulls only", "timestamptz", [null, null], emptyOutcome("no rows with a value")),
    columnExample("no rows", "date", [], emptyOutcome("no rows with a value")),
  ],
});

function hours(value: number): MetricOutcome {
  return { kind: "value", value, warnings: [], arithmetic: "decimal" };
}
