import { defineExtendedMetric } from "../../definition/define-extended-metric.js";

/** The ratio of a metric's value to its value one day before. */
export const dayOverDay = defineExtendedMetric<Record<never, never>>({
  type: "dayOverDay",
  summary: "The ratio value(date) / value(date - 1).",
  parameters: {},
  display: () => [],
  lags: () => [0, 1],
});
