import { defineMetric } from "../../definition/define-metric.js";
import { columnField } from "../../definition/parameter-field.js";
import { showName } from "../../definition/show-name.js";
import { abs, col } from "../../row/builders.js";
import { averageMeasurement, averageOutcome, averageState } from "../numbers/average-state.js";

/** The mean distance of one column from another. */
export const meanAbsoluteError = defineMetric({
  type: "meanAbsoluteError",
  summary:
    "The mean of |actual - predicted| over the rows in which both are not null. No value without such rows, nor when a difference is NaN or ±Infinity.",
  arguments: ["actual", "predicted"],
  parameters: { actual: columnField, predicted: columnField },
  display: ({ actual, predicted }) => [showName(actual), showName(predicted)],
  measurement: (columns) => averageMeasurement(errorOf(columns)),
  state: averageState,
  outcomeOf: (state, columns) => averageOutcome(state, errorOf(columns)),
  examples: [
    {
      title: "a row with a null is left out",
      parameters: { actual: "x", predicted: "y" },
      columns: { x: "double", y: "integer" },
      rows: [
        [1.5, 2n],
        [4, 2n],
        [null, 100n],
        [100, null],
      ],
      outcome: { kind: "value", value: 1.25, warnings: [], arithmetic: "double" },
    },
    {
      title: "whole numbers past 2^53, exactly",
      parameters: { actual: "x", predicted: "y" },
      columns: { x: "bigint", y: "bigint" },
      rows: [
        [9223372036854775807n, 9223372036854775804n],
        [-1n, 0n],
      ],
      outcome: { kind: "value", value: 2, warnings: [] },
    },
    {
      title: "decimals, exactly",
      parameters: { actual: "x", predicted: "y" },
      columns: { x: "decimal(38,10)", y: "decimal(38,10)" },
      rows: [["0.3000000000", "0.1000000000"]],
      outcome: { kind: "value", value: 0.2, warnings: [], arithmetic: "decimal" },
    },
    {
      title: "all equal",
      parameters: { actual: "x", predicted: "y" },
      columns: { x: "integer", y: "integer" },
      rows: [
        [1n, 1n],
        [1n, 1n],
      ],
      outcome: { kind: "value", value: 0, warnings: [] },
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
      outcome: { kind: "failed", reason: "'abs(x - y)' has 2 values that are NaN or infinite" },
    },
    {
      title: "nulls only",
      parameters: { actual: "x", predicted: "y" },
      columns: { x: "double", y: "double" },
      rows: [
        [null, 1],
        [1, null],
      ],
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
  return abs(col(actual).sub(col(predicted)));
}
