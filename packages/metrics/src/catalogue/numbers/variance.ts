import { countResult, numberResult } from "../../aggregate/aggregate-result.js";
import { defineMetric } from "../../definition/define-metric.js";
import { computedOutcome, emptyOutcome, nonFiniteOutcome } from "../../definition/metric-outcome.js";
import { columnField } from "../../definition/parameter-field.js";
import { showName } from "../../definition/show-name.js";
import { toDouble } from "../../state/exact-number.js";
import { fieldsCodec, type MergeableStateDefinition } from "../../state/state.js";
import { requireDouble } from "../../state/state-field.js";

/** Count, mean and sum of squared deviations from the mean of the finite values, and how many others there are. */
interface VarianceState {
  readonly count: number;
  readonly mean: number;
  /** Σ (x - mean)². */
  readonly m2: number;
  readonly nonFinite: number;
}

const state: MergeableStateDefinition<VarianceState> = {
  identity: { count: 0, mean: 0, m2: 0, nonFinite: 0 },
  merge: mergeVariance,
  ...fieldsCodec<VarianceState>(
    1,
    ({ count, mean, m2, nonFinite }) => [count, mean, m2, nonFinite],
    (fields) => ({
      count: requireDouble(fields, 0),
      mean: requireDouble(fields, 1),
      m2: requireDouble(fields, 2),
      nonFinite: requireDouble(fields, 3),
    }),
  ),
};

/** The sample variance (n - 1) of a column. */
export const variance = defineMetric({
  type: "variance",
  summary:
    "The sample variance (n - 1) of the values that are not null. No value for fewer than two, nor when one is NaN or ±Infinity.",
  arguments: ["column"],
  parameters: { column: columnField },
  display: ({ column }) => [showName(column)],
  measurement: ({ column }) => ({
    kind: "scan",
    aggregates: [
      { kind: "nonNull", of: { kind: "column", name: column } },
      { kind: "sum", of: { kind: "column", name: column } },
      { kind: "populationVariance", of: { kind: "column", name: column } },
      { kind: "nonFinite", of: { kind: "column", name: column } },
    ],
    stateOf(results) {
      const nonFinite = countResult(results, 3);
      const count = countResult(results, 0) - nonFinite;
      const sum = toDouble(numberResult(results, 1) ?? 0).value;
      const populationVariance = toDouble(numberResult(results, 2) ?? 0).value;
      return { count, mean: count === 0 ? 0 : sum / count, m2: populationVariance * count, nonFinite };
    },
  }),
  state,
  outcomeOf({ count, m2, nonFinite }, { column }) {
    if (nonFinite > 0) return nonFiniteOutcome(column, nonFinite);
    if (count === 0) return emptyOutcome("no rows with a value");
    if (count === 1) return emptyOutcome("one row with a value, and the sample variance needs two");
    return computedOutcome(m2 / (count - 1));
  },
});

// Pairwise update of the second moment: Chan, Golub and LeVeque, "Updating formulae and a pairwise algorithm
// for computing sample variances" (1979), equation 2.1.
function mergeVariance(a: VarianceState, b: VarianceState): VarianceState {
  const nonFinite = a.nonFinite + b.nonFinite;
  const count = a.count + b.count;
  if (a.count === 0) return { ...b, nonFinite };
  if (b.count === 0) return { ...a, nonFinite };
  const delta = b.mean - a.mean;
  return {
    count,
    mean: a.mean + (delta * b.count) / count,
    m2: a.m2 + b.m2 + (delta * delta * a.count * b.count) / count,
    nonFinite,
  };
}
