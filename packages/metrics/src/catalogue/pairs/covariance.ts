import { defineMetric } from "../../definition/define-metric.js";
import { computedOutcome, emptyOutcome } from "../../definition/metric-outcome.js";
import { columnField, flagField } from "../../definition/parameter-field.js";
import { showName } from "../../definition/show-name.js";
import { divideExact, scaledProducts } from "../../state/exact-number.js";
import {
  type CovarianceState,
  covarianceMeasurement,
  covarianceState,
  type PairParameters,
  withoutCovariance,
} from "./covariance-state.js";

/** The parameters of {@link covariance}. */
export interface CovarianceParameters extends PairParameters {
  /** Whether the values are the whole population, so that it is divided by n and not by n - 1. */
  readonly population?: boolean;
}

/** The sample covariance (n - 1) of two columns; with `population`, that of the population (n). */
export const covariance = defineMetric<
  CovarianceParameters,
  CovarianceState,
  typeof covarianceState,
  readonly ["column", "other"]
>({
  type: "covariance",
  summary:
    "The sample covariance (n - 1) of two columns over the rows in which both are not null; with `population`, that of the population (n). No value for fewer than two rows (for none of a population), nor when a value is NaN or ±Infinity.",
  arguments: ["column", "other"],
  parameters: {
    column: columnField,
    other: columnField,
    population: flagField("whether the values are the whole population"),
  },
  display: ({ column, other, population }) => [
    showName(column),
    showName(other),
    ...(population ? ["population"] : []),
  ],
  measurement: covarianceMeasurement,
  state: covarianceState,
  stateKey: ({ column, other }) => ({ type: "covariance", parameters: { column, other } }),
  outcomeOf(state, parameters) {
    const without = withoutCovariance(state, parameters);
    if (without !== undefined) return without;
    const { count, comoment, exact } = state;
    const divisor = parameters.population === true ? count : count - 1;
    if (divisor === 0) return emptyOutcome("one row with both values, and the sample covariance needs two");
    if (exact === undefined) return computedOutcome(comoment / divisor);
    const products = scaledProducts(count, exact.x, exact.y, exact.xy);
    return computedOutcome(divideExact(products, BigInt(count) * BigInt(divisor)));
  },
  examples: [
    {
      title: "a row with a null is left out",
      parameters: { column: "x", other: "y" },
      columns: { x: "double", y: "integer" },
      rows: [
        [1, 2n],
        [3, 6n],
        [5, 10n],
        [null, 100n],
        [100, null],
      ],
      outcome: { kind: "value", value: 8, warnings: [], arithmetic: "double" },
    },
    {
      title: "of a population",
      parameters: { column: "x", other: "y", population: true },
      columns: { x: "double", y: "double" },
      rows: [
        [1, -2],
        [3, -6],
      ],
      outcome: { kind: "value", value: -2, warnings: [], arithmetic: "double" },
    },
    {
      title: "whole numbers past 2^53, exactly",
      parameters: { column: "x", other: "y" },
      columns: { x: "bigint", y: "bigint" },
      rows: [
        [9223372036854775807n, -9223372036854775808n],
        [9223372036854775805n, -9223372036854775806n],
      ],
      outcome: { kind: "value", value: -2, warnings: [] },
    },
    {
      title: "decimals, exactly",
      parameters: { column: "x", other: "y", population: true },
      columns: { x: "decimal(38,10)", y: "decimal(38,10)" },
      rows: [
        ["0.1000000000", "0.2000000000"],
        ["0.3000000000", "0.6000000000"],
      ],
      outcome: { kind: "value", value: 0.02, warnings: [], arithmetic: "decimal" },
    },
    {
      title: "all equal",
      parameters: { column: "x", other: "y" },
      columns: { x: "double", y: "double" },
      rows: [
        [0.1, 1],
        [0.1, 2],
        [0.1, 4],
      ],
      outcome: { kind: "value", value: 0, warnings: [], arithmetic: "double" },
    },
    {
      title: "one row",
      parameters: { column: "x", other: "y" },
      columns: { x: "integer", y: "integer" },
      rows: [[7n, 1n]],
      outcome: { kind: "empty", reason: "one row with both values, and the sample covariance needs two" },
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
