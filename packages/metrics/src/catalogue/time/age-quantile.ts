import { defineMetric } from "../../definition/define-metric.js";
import { computedOutcome, emptyOutcome } from "../../definition/metric-outcome.js";
import { columnField, shareField } from "../../definition/parameter-field.js";
import { showName } from "../../definition/show-name.js";
import { toDouble } from "../../state/exact-number.js";
import { measureOrder, orderStatisticsState, quantileOf } from "../ordered/order-statistics.js";
import { ageInSeconds, inHours } from "./age.js";

/** The parameters of {@link ageQuantile}. */
export interface AgeQuantileParameters {
  readonly column: string;
  /** From 0, the newest value, to 1, the oldest. */
  readonly share: number;
}

/** The age that a share of the values of a column does not exceed. */
export const ageQuantile = defineMetric({
  type: "ageQuantile",
  summary:
    "The age in hours, (reference time - value) / 3600 seconds, below which a share of the values lies: interpolated between the ages around (n - 1) · share (R-7 of Hyndman and Fan, percentile_cont). The reference time is that of the run, also for days before. A day is its first instant; days and timestamps are those of UTC. Nulls and infinite values are no values. No value when there are none.",
  arguments: ["column", "share"],
  parameters: { column: columnField, share: shareField },
  display: ({ column, share }: AgeQuantileParameters) => [showName(column), String(share)],
  measurement: ({ column, share }) => measureOrder(ageInSeconds(column), [share]),
  state: orderStatisticsState,
  outcomeOf({ count, statistics: [statistic] }, { share }) {
    if (statistic === undefined) return emptyOutcome("no rows with a value");
    const { base, rest } = quantileOf(count, statistic, share, "linear");
    return computedOutcome(inHours(rest === 0 ? base : toDouble(base).value + rest));
  },
  examples: [
    {
      title: "half of the values are no older than a day",
      parameters: { column: "x", share: 0.5 },
      columns: { x: "timestamptz" },
      rows: [["2024-02-29 12:00:00+00"], ["2024-03-01 12:00:00+00"], [null], ["2024-01-01 00:00:00+00"]],
      outcome: { kind: "value", value: 24, warnings: [], arithmetic: "decimal" },
    },
    {
      title: "between two days",
      parameters: { column: "x", share: 0.25 },
      columns: { x: "date" },
      rows: [["2024-03-01"], ["2024-02-28"]],
      outcome: { kind: "value", value: 24, warnings: [], arithmetic: "double" },
    },
    {
      title: "the newest of all is in the future",
      parameters: { column: "x", share: 0 },
      columns: { x: "timestamp" },
      rows: [["2024-03-01 13:00:00"], ["2024-03-01 11:00:00"]],
      outcome: { kind: "value", value: -1, warnings: [], arithmetic: "decimal" },
    },
    {
      title: "one row",
      parameters: { column: "x", share: 0.9 },
      columns: { x: "timestamp" },
      rows: [["2024-03-01 11:30:00"]],
      outcome: { kind: "value", value: 0.5, warnings: [], arithmetic: "decimal" },
    },
    {
      title: "all equal",
      parameters: { column: "x", share: 1 },
      columns: { x: "date" },
      rows: [["2024-03-01"], ["2024-03-01"], ["2024-03-01"]],
      outcome: { kind: "value", value: 12, warnings: [], arithmetic: "decimal" },
    },
    {
      title: "nulls only",
      parameters: { column: "x", share: 0.5 },
      columns: { x: "date" },
      rows: [[null]],
      outcome: { kind: "empty", reason: "no rows with a value" },
    },
    {
      title: "no rows",
      parameters: { column: "x", share: 0.5 },
      columns: { x: "timestamptz" },
      rows: [],
      outcome: { kind: "empty", reason: "no rows with a value" },
    },
  ],
});
