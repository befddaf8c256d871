import { columnExample } from "../../definition/column-example.js";
import { defineMetric } from "../../definition/define-metric.js";
import { computedOutcome, emptyOutcome, valueOutcome } from "../../definition/metric-outcome.js";
import { columnField, flagField } from "../../definition/parameter-field.js";
import { showName } from "../../definition/show-name.js";
import { col } from "../../row/builders.js";
import { type VarianceState, varianceMeasurement, varianceOutcome, varianceState } from "./variance-state.js";

/** The parameters of {@link variance} and of what is computed from it. */
export interface VarianceParameters {
  readonly column: string;
  /** Whether the values are the whole population, so that it is divided by n and not by n - 1. */
  readonly population?: boolean;
}

/** The sample variance (n - 1) of a column; with `population`, that of the population (n). */
export const variance = defineMetric<
  VarianceParameters,
  VarianceState,
  typeof varianceState,
  readonly ["column"]
>({
  type: "variance",
  summary:
    "The sample variance (n - 1) of the values that are not null; with `population`, that of the population (n). No value for fewer than two (for none of a population), nor when one is NaN or ±Infinity.",
  arguments: ["column"],
  parameters: { column: columnField, population: flagField("whether the values are the whole population") },
  display: ({ column, population }) => [showName(column), ...(population ? ["population"] : [])],
  measurement: ({ column }) => varianceMeasurement(col(column)),
  state: varianceState,
  stateKey: ({ column }) => ({ type: "variance", parameters: { column } }),
  outcomeOf: (state, { column, population }) => varianceOutcome(state, { of: col(column), population }),
  examples: [
    {
      title: "five values and a null",
      parameters: { column: "x" },
      columns: { x: "double" },
      rows: [[1], [2], [null], [4], [5], [8]],
      outcome: { kind: "value", value: 7.5, warnings: [], arithmetic: "double" },
    },
    // Two values a and b have the sample variance (a - b)² / 2.
    columnExample("two whole numbers", "integer", [1n, null, 4n], computedOutcome(4.5)),
    columnExample("two doubles", "double", [1, null, 4], computedOutcome(4.5)),
    columnExample("six whole numbers", "bigint", [1n, 2n, 3n, 4n, 5n, 6n], computedOutcome(3.5)),
    columnExample(
      "whole numbers at 2^53",
      "bigint",
      [2n ** 53n + 1n, 2n ** 53n + 2n, 2n ** 53n + 3n],
      valueOutcome(1),
    ),
    columnExample(
      "whole numbers at 10^18",
      "bigint",
      [10n ** 18n + 4n, 10n ** 18n + 7n, 10n ** 18n + 13n],
      valueOutcome(21),
    ),
    columnExample("the ends of 64 bits", "bigint", [-(2n ** 63n), 2n ** 63n - 1n], {
      kind: "value",
      value: Number((2n ** 64n - 1n) ** 2n / 2n),
      warnings: [],
      arithmetic: "double",
    }),
    columnExample(
      "decimals at 10^12",
      "decimal(38,10)",
      ["1000000000000.1", "1000000000000.2", "1000000000000.3"],
      { kind: "value", value: 0.01, warnings: [], arithmetic: "decimal" },
    ),
    columnExample(
      "one value",
      "bigint",
      [7n],
      emptyOutcome("one row with a value, and the sample variance needs two"),
    ),
    columnExample("NaN and ±Infinity", "double", [2, Number.NaN, 5, Infinity, null, -Infinity], {
      kind: "failed",
      reason: "column 'x' holds 3 values that are NaN or infinite; nanCount counts them",
    }),
    columnExample("nulls only", "integer", [null, null], emptyOutcome("no rows with a value")),
    columnExample("no rows", "decimal(38,10)", [], emptyOutcome("no rows with a value")),
    {
      title: "of a population",
      parameters: { column: "x", population: true },
      columns: { x: "double" },
      rows: [[1], [2], [null], [4], [5], [8]],
      outcome: { kind: "value", value: 6, warnings: [], arithmetic: "double" },
    },
    {
      title: "whole numbers past 2^53, exactly",
      parameters: { column: "x", population: true },
      columns: { x: "bigint" },
      rows: [[9223372036854775807n], [9223372036854775805n]],
      outcome: { kind: "value", value: 1, warnings: [] },
    },
    {
      title: "decimals, exactly",
      parameters: { column: "x", population: true },
      columns: { x: "decimal(38,10)" },
      rows: [["1.5000000000"], ["2.5000000000"]],
      outcome: { kind: "value", value: 0.25, warnings: [], arithmetic: "decimal" },
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
      outcome: { kind: "value", value: 0, warnings: [] },
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
