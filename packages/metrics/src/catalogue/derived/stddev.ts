import { Either } from "@dqx/common";
import { defineDerivedMetric } from "../../definition/define-derived-metric.js";
import { metricField, onDays } from "../../definition/metric-input.js";
import { daysField } from "../../definition/parameter-field.js";
import { numRows } from "../counts/num-rows.js";
import { sampleStandardDeviation } from "./sample-standard-deviation.js";

/** The sample standard deviation of a metric's daily values; 0 for one day. */
export const stddev = defineDerivedMetric({
  type: "stddev",
  summary: "The sample standard deviation of the values of `size` days ending at the date; one day gives 0.",
  arguments: ["base"],
  parameters: { base: metricField, size: daysField(1) },
  optionNames: { size: "n", lag: "offset" },
  display: ({ base, size }) => [base.name, `${size} days`],
  inputs: ({ base, size }) =>
    onDays(
      base,
      Array.from({ length: size }, (_, lag) => lag),
    ),
  compute(readings, { size }) {
    // From the earliest day on.
    const deviation = sampleStandardDeviation(readings.toReversed());
    return Number.isFinite(deviation)
      ? Either.right(deviation)
      : Either.left({ kind: "notFinite", calculation: `the deviation of ${size} values` });
  },
  examples: [
    { parameters: { base: numRows.spec({}), size: 3 }, readings: [6, 8, 4], outcome: 2 },
    { parameters: { base: numRows.spec({}), size: 1 }, readings: [7], outcome: 0 },
  ],
});
