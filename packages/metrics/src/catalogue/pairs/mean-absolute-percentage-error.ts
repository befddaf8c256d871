import { defineMetric } from "../../definition/define-metric.js";
import { columnField } from "../../definition/parameter-field.js";
import { showName } from "../../definition/show-name.js";
import { abs, col } from "../../row/builders.js";
import { averageMeasurement, averageOutcome, averageState } from "../numbers/average-state.js";

/** The mean distance of one column from another, as a share of the first. */
export const meanAbsolutePercentageError = defineMetric({
  type: "meanAbsolutePercentageError",
  summary:
    "The mean of |actual - predicted| / |actual| over the rows in which both are not null and actual is not 0; 0.1 is 10 %. No value without such rows, nor when a quotient is NaN or ±Infinity.",
  arguments: ["actual", "predicted"],
  parameters: { actual: columnField, predicted: columnField },
  display: ({ actual, predicted }) => [showName(actual), showName(predicted)],
  measurement: (columns) => averageMeasurement(errorOf(columns)),
  state: averageState,
  outcomeOf: (state, columns) => averageOutcome(state, errorOf(columns)),
  examples: [
    {
      title: "a row with a null, and one whose actual value is 0, are left out",
      parameters: { actual: "x", predicted: "y" },
      columns: { x: "double", y: "integer" },
      rows: [
        [4, 2n],
        [-1, -2n],
        [0, 5n],
        [null, 100n],
        [100, null],
      ],
      outcome: { kind: "value", value: 0.75, warnings: [], arithmetic: "double" },
    },
    {
      title: "whole numbers past 2^53",
      parameters: { actual: "x", predicted: "y" },
      columns: { x: "bigint", y: "bigint" },
      rows: [[9223372036854775807n, 9223372036854775807n]],
      outcome: { kind: "value", value: 0, warnings: [], arithmetic: "double" },
    },
    {
      title: "decimals",
      parameters: { actual: "x", predicted: "y" },
      columns: { x: "decimal(38,10)", y: "decimal(38,10)" },
      rows: [["0.4000000000", "0.1000000000"]],
      outcome: { kind: "value", value: 0.75, warnings: [], arithmetic: "double" },
    },
    {
      title: "all equal",
      parameters: { actual: "x", predicted: "y" },
      columns: { x: "integer", y: "integer" },
      rows: [
        [2n, 1n],
        [2n, 1n],
      ],
      outcome: { kind: "value", value: 0.5, warnings: [], arithmetic: "double" },
    },
    {
      title: "NaN and infinity",
      parameters: { actual: "x", predicted: "y" },
      columns: { x: "double", y: "double" },
      rows: [
        [Number.NaN, 1],
        [1, Number.POSITIVE_INFINITY],
        [1, 1],
      ],
      outcome: { kind: "failed", reason: "'abs(x - y) / abs(x)' has 2 values that are NaN or infinite" },
    },
    {
      title: "zeros only",
      parameters: { actual: "x", predicted: "y" },
      columns: { x: "double", y: "double" },
      rows: [[0, 1]],
      outcome: { kind: "empty", reason: "no rows with a value" },
    },
    {
      title: "no rows",
      parameters: { actual: "x", predicted: "y" },
      columns: { x: "double", y: "double" },
      rows: [],
      outcome: { kind: "empty", reason: "no rows with a value" },
    },
  ],
});

function errorOf({ actual, predicted }: { readonly actual: string; readonly predicted: string }) {
  return abs(col(actual).sub(col(predicted))).div(abs(col(actual)));
}
