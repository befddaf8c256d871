import { defineMetric } from "../../definition/define-metric.js";
import { computedOutcome, emptyOutcome } from "../../definition/metric-outcome.js";
import { columnField } from "../../definition/parameter-field.js";
import { showName } from "../../definition/show-name.js";
import { scaledDeviations, scaledProducts, toDouble } from "../../state/exact-number.js";
import {
  type CovarianceState,
  covarianceMeasurement,
  covarianceState,
  type PairParameters,
  withoutCovariance,
} from "./covariance-state.js";

/** Pearson's correlation of two columns, from -1 to 1. */
export const correlation = defineMetric<
  PairParameters,
  CovarianceState,
  typeof covarianceState,
  readonly ["column", "other"]
>({
  type: "correlation",
  summary:
    "Pearson's correlation of two columns, from -1 to 1, over the rows in which both are not null: their covariance divided by both deviations. No value without such rows, when all values of a column are equal, nor when a value is NaN or ±Infinity.",
  arguments: ["column", "other"],
  parameters: { column: columnField, other: columnField },
  display: ({ column, other }) => [showName(column), showName(other)],
  measurement: covarianceMeasurement,
  state: covarianceState,
  stateKey: ({ column, other }) => ({ type: "covariance", parameters: { column, other } }),
  outcomeOf(state, parameters) {
    const without = withoutCovariance(state, parameters);
    if (without !== undefined) return without;
    const { x, y, xy } = products(state);
    if (x <= 0 || y <= 0) {
      return emptyOutcome(
        `all values of column '${x <= 0 ? parameters.column : parameters.other}' are equal where both columns have one`,
      );
    }
    // Rounding must not lead beyond a perfect correlation.
    return computedOutcome(Math.max(-1, Math.min(1, xy / (Math.sqrt(x) * Math.sqrt(y)))));
  },
  examples: [
    {
      title: "a perfect one; a row with a null is left out",
      parameters: { column: "x", other: "y" },
      columns: { x: "double", y: "integer" },
      rows: [
        [1, 2n],
        [3, 6n],
        [5, 10n],
        [null, 100n],
        [100, null],
      ],
      outcome: { kind: "value", value: 1, warnings: [], arithmetic: "double" },
    },
    {
      title: "against each other",
      parameters: { column: "x", other: "y" },
      columns: { x: "integer", y: "integer" },
      rows: [
        [1n, 3n],
        [2n, 2n],
        [3n, 1n],
      ],
      outcome: { kind: "value", value: -1, warnings: [], arithmetic: "double" },
    },
    {
      title: "none",
      parameters: { column: "x", other: "y" },
      columns: { x: "integer", y: "integer" },
      rows: [
        [-1n, 1n],
        [0n, 0n],
        [1n, 1n],
      ],
      outcome: { kind: "value", value: 0, warnings: [], arithmetic: "double" },
    },
    {
      title: "whole numbers past 2^53, exactly",
      parameters: { column: "x", other: "y" },
      columns: { x: "bigint", y: "bigint" },
      rows: [
        [9223372036854775807n, 1n],
        [9223372036854775806n, 2n],
        [9223372036854775805n, 2n],
      ],
      outcome: { kind: "value", value: -Math.sqrt(3) / 2, warnings: [], arithmetic: "double" },
    },
    {
      title: "decimals",
      parameters: { column: "x", other: "y" },
      columns: { x: "decimal(38,10)", y: "decimal(38,10)" },
      rows: [
        ["0.1000000000", "0.2000000000"],
        ["0.3000000000", "0.6000000000"],
      ],
      outcome: { kind: "value", value: 1, warnings: [], arithmetic: "double" },
    },
    {
      title: "all equal",
      parameters: { column: "x", other: "y" },
      columns: { x: "integer", y: "integer" },
      rows: [
        [1n, 1n],
        [1n, 2n],
      ],
      outcome: { kind: "empty", reason: "all values of column 'x' are equal where both columns have one" },
    },
    {
      title: "one row",
      parameters: { column: "x", other: "y" },
      columns: { x: "integer", y: "integer" },
      rows: [[7n, 1n]],
      outcome: { kind: "empty", reason: "all values of column 'x' are equal where both columns have one" },
    },
    {
      title: "NaN and infinity",
      parameters: { column: "x", other: "y" },
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
      parameters: { column: "x", other: "y" },
      columns: { x: "double", y: "double" },
      rows: [
        [null, 1],
        [1, null],
      ],
      outcome: { kind: "empty", reason: "no rows with both values" },
    },
    {
      title: "no rows",
      parameters: { column: "x", other: "y" },
      columns: { x: "double", y: "double" },
      rows: [],
      outcome: { kind: "empty", reason: "no rows with both values" },
    },
  ],
});

// Both deviations and the co-moment, in whatever unit: it cancels out.
function products({ count, m2x, m2y, comoment, exact }: CovarianceState) {
  if (exact === undefined) return { x: m2x, y: m2y, xy: comoment };
  return {
    x: toDouble(scaledDeviations(count, exact.x, exact.xx)).value,
    y: toDouble(scaledDeviations(count, exact.y, exact.yy)).value,
    xy: toDouble(scaledProducts(count, exact.x, exact.y, exact.xy)).value,
  };
}
