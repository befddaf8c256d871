import { columnExample } from "../../definition/column-example.js";
import { defineMetric } from "../../definition/define-metric.js";
import type { PassesMeasurement } from "../../definition/measurement.js";
import { computedOutcome, emptyOutcome } from "../../definition/metric-outcome.js";
import { columnField, flagField } from "../../definition/parameter-field.js";
import { showName } from "../../definition/show-name.js";
import {
  type HigherMoments,
  higherMomentsMeasurement,
  higherMomentsState,
  type ShapeParameters,
  withoutShape,
} from "./higher-moments-state.js";

/** The skewness of a column: that of the values themselves; with `sample`, an estimate of the population's. */
export const skewness = defineMetric<
  ShapeParameters,
  HigherMoments,
  typeof higherMomentsState,
  readonly ["column"],
  PassesMeasurement<HigherMoments>
>({
  type: "skewness",
  summary:
    "The third standardized moment of the values that are not null, with the moments of the population: g1 = m3 / m2^1.5, where mk = Σ (x - mean)^k / n. With `sample`, the estimate of a population's skewness G1 = g1 · √(n (n - 1)) / (n - 2) (Joanes and Gill, 1998). No value for fewer than three values, when all are equal, nor when one is NaN or ±Infinity. Computed in doubles, of distances that are exact.",
  arguments: ["column"],
  parameters: { column: columnField, sample: flagField("whether the values are a sample of a population") },
  display: ({ column, sample }) => [showName(column), ...(sample ? ["sample"] : [])],
  measurement: higherMomentsMeasurement,
  state: higherMomentsState,
  stateKey: ({ column }) => ({ type: "higherMoments", parameters: { column } }),
  outcomeOf(state, { column, sample = false }) {
    const without = withoutShape(state, column, 3);
    if (without !== undefined) return without;
    const { count, m2, m3 } = state;
    const ofValues = (Math.sqrt(count) * m3) / m2 ** 1.5;
    return computedOutcome(sample ? (ofValues * Math.sqrt(count * (count - 1))) / (count - 2) : ofValues);
  },
  examples: [
    // Of three values of which two are equal: 1 / √2, whatever their distance.
    columnExample(
      "two equal values and a larger one",
      "bigint",
      [4n, 4n, null, 7n],
      computedOutcome(Math.SQRT1_2),
    ),
    columnExample(
      "two equal values and a smaller one",
      "double",
      [-0.5, -0.5, -8],
      computedOutcome(-Math.SQRT1_2),
    ),
    columnExample("an even distribution", "double", [1, 2, 3, 4], computedOutcome(0)),
    {
      title: "of a population, estimated from a sample",
      parameters: { column: "x", sample: true },
      columns: { x: "integer" },
      rows: [[0n], [0n], [1n]],
      outcome: computedOutcome(Math.sqrt(3)),
    },
    columnExample(
      "whole numbers that doubles cannot tell apart",
      "bigint",
      [9223372036854775805n, 9223372036854775805n, 9223372036854775807n],
      computedOutcome(Math.SQRT1_2),
    ),
    columnExample(
      "decimals at 10^12",
      "decimal(38,10)",
      ["1000000000000.1", "1000000000000.1", "1000000000000.1000000001"],
      computedOutcome(Math.SQRT1_2),
    ),
    columnExample("all equal", "double", [0.1, 0.1, 0.1], emptyOutcome("all values of column 'x' are equal")),
    columnExample("two values", "integer", [1n, 5n], emptyOutcome("too few rows: 2 with a value, of 3")),
    columnExample("one value", "bigint", [7n, null], emptyOutcome("too few rows: 1 with a value, of 3")),
    columnExample("NaN and ±Infinity", "double", [2, Number.NaN, 5, Infinity, null, 7], {
      kind: "failed",
      reason: "column 'x' holds 2 values that are NaN or infinite; nanCount counts them",
    }),
    columnExample("nulls only", "double", [null, null], emptyOutcome("no rows with a value")),
    columnExample("no rows", "decimal(38,10)", [], emptyOutcome("no rows with a value")),
  ],
});
