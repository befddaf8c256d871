import { defineMetric } from "../../definition/define-metric.js";
import { columnField, flagField } from "../../definition/parameter-field.js";
import { showName } from "../../definition/show-name.js";
import { col } from "../../row/builders.js";
import { toDouble } from "../../state/exact-number.js";
import type { VarianceParameters } from "./variance.js";
import { type VarianceState, varianceMeasurement, varianceOutcome, varianceState } from "./variance-state.js";

/** The sample standard deviation (n - 1) of a column; with `population`, that of the population (n). */
export const standardDeviation = defineMetric<
  VarianceParameters,
  VarianceState,
  typeof varianceState,
  readonly ["column"]
>({
  type: "standardDeviation",
  summary:
    "The square root of the sample variance (n - 1) of the values that are not null; with `population`, that of the population (n). No value for fewer than two (for none of a population), nor when one is NaN or ±Infinity.",
  arguments: ["column"],
  parameters: { column: columnField, population: flagField("whether the values are the whole population") },
  display: ({ column, population }) => [showName(column), ...(population ? ["population"] : [])],
  measurement: ({ column }) => varianceMeasurement(col(column)),
  state: varianceState,
  stateKey: ({ column }) => ({ type: "variance", parameters: { column } }),
  outcomeOf: (state, { column, population }) =>
    varianceOutcome(state, { of: col(column), population }, (variance) =>
      Math.sqrt(toDouble(variance).value),
    ),
  examples: [
    {
      title: "five values and a null",
      parameters: { column: "x" },
      columns: { x: "double" },
      rows: [[1], [2], [null], [4], [5], [8]],
      outcome: { kind: "value", value: Math.sqrt(7.5), warnings: [], arithmetic: "double" },
    },
    {
      title: "of a population",
      parameters: { column: "x", population: true },
      columns: { x: "double" },
      rows: [[1], [2], [null], [4], [5], [8]],
      outcome: { kind: "value", value: Math.sqrt(6), warnings: [], arithmetic: "double" },
    },
    {
      title: "whole numbers past 2^53, exactly",
      parameters: { column: "x", population: true },
      columns: { x: "bigint" },
      rows: [[9223372036854775807n], [9223372036854775805n]],
      outcome: { kind: "value", value: 1, warnings: [], arithmetic: "double" },
    },
    {
      title: "decimals, exactly",
      parameters: { column: "x", population: true },
      columns: { x: "decimal(38,10)" },
      rows: [["1.5000000000"], ["2.5000000000"]],
      outcome: { kind: "value", value: 0.5, warnings: [], arithmetic: "double" },
    },
    {
      title: "all equal",
      parameters: { column: "x" },
      columns: { x: "double" },
      rows: [[0.5], [0.5], [0.5]],
      outcome: { kind: "value", value: 0, warnings: [], arithmetic: "double" },
    },
    {
      title: "one row",
      parameters: { column: "x" },
      columns: { x: "integer" },
      rows: [[7n]],
      outcome: { kind: "empty", reason: "one row with a value, and the sample variance needs two" },
    },
    {
      title: "one row of a population",
      parameters: { column: "x", population: true },
      columns: { x: "integer" },
      rows: [[7n]],
      outcome: { kind: "value", value: 0, warnings: [], arithmetic: "double" },
    },
    {
      title: "NaN and infinity",
      parameters: { column: "x" },
      columns: { x: "double" },
      rows: [[1], [Number.NaN], [Number.POSITIVE_INFINITY]],
      outcome: {
        kind: "failed",
        reason: "column 'x' holds 2 values that are NaN or infinite; nanCount counts them",
      },
    },
    {
      title: "nulls only",
      parameters: { column: "x" },
      columns: { x: "double" },
      rows: [[null]],
      outcome: { kind: "empty", reason: "no rows with a value" },
    },
    {
      title: "no rows",
      parameters: { column: "x", population: true },
      columns: { x: "bigint" },
      rows: [],
      outcome: { kind: "empty", reason: "no rows with a value" },
    },
  ],
});
