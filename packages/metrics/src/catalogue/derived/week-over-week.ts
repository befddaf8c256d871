import { defineExtendedMetric } from "../../definition/define-extended-metric.js";

/** The ratio of a metric's value to its value seven days before. */
export const weekOverWeek = defineExtendedMetric<Record<never, never>>({
  type: "weekOverWeek",
  summary: "The ratio value(date) / value(date - 7).",
  parameters: {},
  display: () => [],
  lags: () => [0, 7],
});
