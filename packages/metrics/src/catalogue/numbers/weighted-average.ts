import { defineMetric } from "../../definition/define-metric.js";
import { columnField } from "../../definition/parameter-field.js";
import { showName } from "../../definition/show-name.js";
import { col } from "../../row/builders.js";
import { quotientMeasurement, quotientOutcome, quotientState } from "./quotient-of-sums.js";

/** The mean of a column in which each value counts by another column. */
export const weightedAverage = defineMetric({
  type: "weightedAverage",
  summary:
    "The sum of value · weight divided by the sum of the weights, over the rows in which both are not null. No value without such rows, when the weights sum to 0, nor when a value is NaN or ±Infinity.",
  arguments: ["column", "weight"],
  parameters: { column: columnField, weight: columnField },
  display: ({ column, weight }) => [showName(column), `by ${showName(weight)}`],
  measurement: ({ column, weight }) =>
    quotientMeasurement([column, weight], col(column).mul(col(weight)), col(weight)),
  state: quotientState,
  outcomeOf: (state, { column, weight }) =>
    quotientOutcome(state, [column, weight], "the sum of the weights"),
  examples: [
    {
      title: "a row with a null is left out of both sums",
      parameters: { column: "x", weight: "y" },
      columns: { x: "double", y: "integer" },
      rows: [
        [2, 3n],
        [10, 1n],
        [null, 100n],
        [7, null],
      ],
      outcome: { kind: "value", value: 4, warnings: [], arithmetic: "double" },
    },
    {
      title: "whole numbers past 2^53, exactly",
      parameters: { column: "x", weight: "y" },
      columns: { x: "bigint", y: "bigint" },
      rows: [
        [9007199254740993n, 1n],
        [9007199254740987n, 2n],
      ],
      outcome: { kind: "value", value: 9007199254740989, warnings: [] },
    },
    {
      title: "decimals, exactly",
      parameters: { column: "x", weight: "y" },
      columns: { x: "decimal(38,10)", y: "decimal(38,10)" },
      rows: [
        ["0.3000000000", "1.0000000000"],
        ["0.1000000000", "1.0000000000"],
      ],
      outcome: { kind: "value", value: 0.2, warnings: [], arithmetic: "decimal" },
    },
    {
      title: "all equal",
      parameters: { column: "x", weight: "y" },
      columns: { x: "integer", y: "integer" },
      rows: [
        [5n, 3n],
        [5n, 3n],
      ],
      outcome: { kind: "value", value: 5, warnings: [] },
    },
    {
      title: "one row",
      parameters: { column: "x", weight: "y" },
      columns: { x: "integer", y: "double" },
      rows: [[5n, 0.5]],
      outcome: { kind: "value", value: 5, warnings: [], arithmetic: "double" },
    },
    {
      title: "weights that sum to 0",
      parameters: { column: "x", weight: "y" },
      columns: { x: "integer", y: "integer" },
      rows: [
        [1n, 3n],
        [1n, -3n],
      ],
      outcome: { kind: "empty", reason: "the sum of the weights is 0" },
    },
    {
      title: "NaN and infinity",
      parameters: { column: "x", weight: "y" },
      columns: { x: "double", y: "double" },
      rows: [
        [Number.NaN, 1],
        [1, Number.POSITIVE_INFINITY],
        [1, 1],
      ],
      outcome: {
        kind: "failed",
        reason: "columns 'x' and 'y' hold NaN or infinite values in 2 rows; nanCount counts them",
      },
    },
    {
      title: "nulls only",
      parameters: { column: "x", weight: "y" },
      columns: { x: "double", y: "double" },
      rows: [
        [null, 1],
        [1, null],
      ],
      outcome: { kind: "empty", reason: "no rows with both values" },
    },
    {
      title: "no rows",
      parameters: { column: "x", weight: "y" },
      columns: { x: "double", y: "double" },
      rows: [],
      outcome: { kind: "empty", reason: "no rows with both values" },
    },
  ],
});
