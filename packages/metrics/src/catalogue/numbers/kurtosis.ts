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

/** The excess kurtosis of a column: that of the values themselves; with `sample`, an estimate of the population's. */
export const kurtosis = defineMetric<
  ShapeParameters,
  HigherMoments,
  typeof higherMomentsState,
  readonly ["column"],
  PassesMeasurement<HigherMoments>
>({
  type: "kurtosis",
  summary:
    "The excess kurtosis of the values that are not null, with the moments of the population: g2 = m4 / m2² - 3, where mk = Σ (x - mean)^k / n; 0 for a normal distribution. With `sample`, the estimate of a population's excess kurtosis G2 = (n - 1) ((n + 1) g2 + 6) / ((n - 2) (n - 3)) (Joanes and Gill, 1998). No value for fewer than four values, when all are equal, nor when one is NaN or ±Infinity. Computed in doubles, of distances that are exact.",
  arguments: ["column"],
  parameters: { column: columnField, sample: flagField("whether the values are a sample of a population") },
  display: ({ column, sample }) => [showName(column), ...(sample ? ["sample"] : [])],
  measurement: higherMomentsMeasurement,
  state: higherMomentsState,
  stateKey: ({ column }) => ({ type: "higherMoments", parameters: { column } }),
  outcomeOf(state, { column, sample = false }) {
    const without = withoutShape(state, column, 4);
    if (without !== undefined) return without;
    const { count, m2, m4 } = state;
    const ofValues = (count * m4) / m2 ** 2 - 3;
    return computedOutcome(
      sample ? ((count - 1) * ((count + 1) * ofValues + 6)) / ((count - 2) * (count - 3)) : ofValues,
    );
  },
  examples: [
    // Two values, equally often, have the smallest kurtosis of all distributions.
    columnExample("two values, equally often", "bigint", [4n, 4n, null, 7n, 7n], computedOutcome(-2)),
    // p = 1/4 of a Bernoulli distribution: (1 - 6 p (1 - p)) / (p (1 - p)).
    columnExample("one value of four is another", "double", [1.5, 1.5, 1.5, -9], computedOutcome(-2 / 3)),
    // Of the whole numbers from 1 to n: -6/5 · (n² + 1) / (n² - 1).
    columnExample("an even distribution", "integer", [1n, 2n, 3n, 4n], computedOutcome(-1.36)),
    {
      title: "of a population, estimated from a sample",
      parameters: { column: "x", sample: true },
      columns: { x: "integer" },
      rows: [[1n], [2n], [3n], [4n]],
      outcome: computedOutcome(-1.2),
    },
    columnExample(
      "whole numbers that doubles cannot tell apart",
      "bigint",
      [9223372036854775804n, 9223372036854775805n, 9223372036854775806n, 9223372036854775807n],
      computedOutcome(-1.36),
    ),
    columnExample(
      "decimals at 10^12",
      "decimal(38,10)",
      ["1000000000000.1", "1000000000000.1", "1000000000000.1", "1000000000000.1000000001"],
      computedOutcome(-2 / 3),
    ),
    columnExample(
      "all equal",
      "double",
      [0.1, 0.1, 0.1, 0.1],
      emptyOutcome("all values of column 'x' are equal"),
    ),
    columnExample(
      "three values",
      "integer",
      [1n, 5n, 9n],
      emptyOutcome("too few rows: 3 with a value, of 4"),
    ),
    columnExample("one value", "bigint", [7n, null], emptyOutcome("too few rows: 1 with a value, of 4")),
    columnExample("NaN and ±Infinity", "double", [2, Number.NaN, 5, Infinity, null, 7], {
      kind: "failed",
      reason: "column 'x' holds 2 values that are NaN or infinite; nanCount counts them",
    }),
    columnExample("nulls only", "double", [null, null], emptyOutcome("no rows with a value")),
    columnExample("no rows", "decimal(38,10)", [], emptyOutcome("no rows with a value")),
  ],
});
