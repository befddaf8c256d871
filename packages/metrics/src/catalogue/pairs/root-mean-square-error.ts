import { defineMetric } from "../../definition/define-metric.js";
import { computedOutcome, emptyOutcome, nonFiniteOutcome } from "../../definition/metric-outcome.js";
import { columnField } from "../../definition/parameter-field.js";
import { showName } from "../../definition/show-name.js";
import { col } from "../../row/builders.js";
import { quotientOf, toDouble } from "../../state/exact-number.js";
import { varianceMeasurement, varianceState } from "../numbers/variance-state.js";

/** The root of the mean squared distance of one column from another. */
export const rootMeanSquareError = defineMetric({
  type: "rootMeanSquareError",
  summary:
    "The square root of the mean of (actual - predicted)² over the rows in which both are not null. No value without such rows, nor when a difference is NaN or ±Infinity.",
  arguments: ["actual", "predicted"],
  parameters: { actual: columnField, predicted: columnField },
  display: ({ actual, predicted }) => [showName(actual), showName(predicted)],
  measurement: (columns) => varianceMeasurement(errorOf(columns)),
  state: varianceState,
  outcomeOf: ({ count, mean, m2, nonFinite, exact }, columns) => {
    if (nonFinite > 0) return nonFiniteOutcome(errorOf(columns), nonFinite);
    if (count === 0) return emptyOutcome("no rows with a value");
    // The mean square is the variance plus the squared mean.
    const square =
      exact === undefined
        ? m2 / count + mean * mean
        : toDouble(quotientOf(exact.squares, BigInt(count))).value;
    return computedOutcome(Math.sqrt(square));
  },
  examples: [
    {
      title: "a row with a null is left out",
      parameters: { actual: "x", predicted: "y" },
      columns: { x: "double", y: "integer" },
      rows: [
        [1, 2n],
        [9, 2n],
        [null, 100n],
        [100, null],
      ],
      outcome: { kind: "value", value: 5, warnings: [], arithmetic: "double" },
    },
    {
      title: "whole numbers past 2^53",
      parameters: { actual: "x", predicted: "y" },
      columns: { x: "bigint", y: "bigint" },
      rows: [
        [9223372036854775807n, 9223372036854775804n],
        [-1n, 3n],
        [0n, 0n],
        [0n, 0n],
      ],
      outcome: { kind: "value", value: 2.5, warnings: [], arithmetic: "double" },
    },
    {
      title: "decimals",
      parameters: { actual: "x", predicted: "y" },
      columns: { x: "decimal(38,10)", y: "decimal(38,10)" },
      rows: [["0.3000000000", "0.1000000000"]],
      outcome: { kind: "value", value: 0.2, warnings: [], arithmetic: "double" },
    },
    {
      title: "all equal",
      parameters: { actual: "x", predicted: "y" },
      columns: { x: "integer", y: "integer" },
      rows: [
        [1n, 1n],
        [1n, 1n],
      ],
      outcome: { kind: "value", value: 0, warnings: [], arithmetic: "double" },
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
      outcome: { kind: "failed", reason: "'x - y' has 2 values that are NaN or infinite" },
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
  return col(actual).sub(col(predicted));
}
