import { defineExtendedMetric } from "../../definition/define-extended-metric.js";
import { wholeNumberField } from "../../definition/parameter-field.js";

/** The sample standard deviation of a metric's daily values. */
export const stddev = defineExtendedMetric<{ readonly size: number }>({
  type: "stddev",
  summary: "The sample standard deviation of the values of `size` days ending at the date; one day gives 0.",
  parameters: { size: wholeNumberField(1) },
  display: ({ size }) => [`${size} days`],
  lags: ({ size }) => Array.from({ length: size }, (_, lag) => lag),
});
