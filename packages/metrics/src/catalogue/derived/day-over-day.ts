import { defineDerivedMetric } from "../../definition/define-derived-metric.js";
import { metricField, onDays } from "../../definition/metric-input.js";
import { numRows } from "../counts/num-rows.js";
import { ratio } from "./ratio.js";

/** The ratio of a metric's value to its value one day before. */
export const dayOverDay = defineDerivedMetric({
  type: "dayOverDay",
  summary: "The ratio value(date) / value(date - 1).",
  arguments: ["base"],
  parameters: { base: metricField },
  display: ({ base }) => [base.name],
  inputs: ({ base }) => onDays(base, [0, 1]),
  compute: ratio,
  examples: [
    { parameters: { base: numRows.spec({}) }, readings: [10, 8], outcome: 1.25 },
    { parameters: { base: numRows.spec({}) }, readings: [-3, 4], outcome: -0.75 },
    {
      parameters: { base: numRows.spec({}) },
      readings: [5, 0],
      outcome: { kind: "zeroDenominator", input: 1 },
    },
  ],
});
