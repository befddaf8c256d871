import { defineDerivedMetric } from "../../definition/define-derived-metric.js";
import { metricField, onDays } from "../../definition/metric-input.js";
import { numRows } from "../counts/num-rows.js";
import { relativeChange } from "./relative-change.js";

/** The relative change of a metric's value since seven days before; 0 or more. */
export const weekOverWeekChange = defineDerivedMetric({
  type: "weekOverWeekChange",
  summary: "The relative change |value(date) - value(date - 7)| / |value(date - 7)|.",
  arguments: ["base"],
  parameters: { base: metricField },
  display: ({ base }) => [base.name],
  inputs: ({ base }) => onDays(base, [0, 7]),
  compute: relativeChange,
  examples: [
    { parameters: { base: numRows.spec({}) }, readings: [10, 8], outcome: 0.25 },
    { parameters: { base: numRows.spec({}) }, readings: [-3, 4], outcome: 1.75 },
    {
      parameters: { base: numRows.spec({}) },
      readings: [5, 0],
      outcome: { kind: "zeroDenominator", input: 1 },
    },
  ],
});
