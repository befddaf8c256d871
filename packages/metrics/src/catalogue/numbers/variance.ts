import { countResult, numberResult } from "../../aggregate/aggregate-result.js";
import { columnExample } from "../../definition/column-example.js";
import { defineMetric } from "../../definition/define-metric.js";
import {
  computedOutcome,
  emptyOutcome,
  nonFiniteOutcome,
  valueOutcome,
} from "../../definition/metric-outcome.js";
import { columnField } from "../../definition/parameter-field.js";
import { showName } from "../../definition/show-name.js";
import { addExact, type Decimal, divideExact, scaledDeviations, toDouble } from "../../state/exact-number.js";
import { fieldsCodec, type MergeableStateDefinition } from "../../state/state.js";
import { optionalNumber, requireDouble, type StateList } from "../../state/state-field.js";

/** Sums that are not rounded. */
interface ExactSums {
  /** Σ x. */
  readonly sum: bigint | Decimal;
  /** Σ x². */
  readonly squares: bigint | Decimal;
}

/** Count, mean and sum of squared deviations from the mean of the finite values, and how many others there are. */
interface VarianceState {
  readonly count: number;
  readonly mean: number;
  /** Σ (x - mean)². */
  readonly m2: number;
  readonly nonFinite: number;
  /** What the mean and the deviations come from; absent where values are floats. */
  readonly exact?: ExactSums;
}

const state: MergeableStateDefinition<VarianceState> = {
  identity: { count: 0, mean: 0, m2: 0, nonFinite: 0 },
  merge: mergeVariance,
  ...fieldsCodec<VarianceState>(
    2,
    ({ count, mean, m2, nonFinite, exact }) => [
      count,
      mean,
      m2,
      nonFinite,
      exact?.sum ?? null,
      exact?.squares ?? null,
    ],
    (fields) => ({ ...readMoments(fields), ...readExact(fields) }),
    new Map([[1, { fields: 4, read: readMoments }]]),
  ),
};

function readMoments(fields: StateList): VarianceState {
  return {
    count: requireDouble(fields, 0),
    mean: requireDouble(fields, 1),
    m2: requireDouble(fields, 2),
    nonFinite: requireDouble(fields, 3),
  };
}

function readExact(fields: StateList): Pick<VarianceState, "exact"> {
  const [sum, squares] = [optionalNumber(fields, 4), optionalNumber(fields, 5)];
  if (sum === null || squares === null) return {};
  if (typeof sum === "number" || typeof squares === "number") throw new RangeError("a sum is a double");
  return { exact: { sum, squares } };
}

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
      { kind: "sumOfSquares", of: { kind: "column", name: column } },
    ],
    stateOf(results) {
      const nonFinite = countResult(results, 3);
      const count = countResult(results, 0) - nonFinite;
      const sum = numberResult(results, 1) ?? 0;
      const populationVariance = toDouble(numberResult(results, 2) ?? 0).value;
      const squares = numberResult(results, 4);
      if (squares !== null && typeof squares !== "number" && typeof sum !== "number") {
        return exactState(count, nonFinite, { sum, squares });
      }
      const mean = count === 0 ? 0 : toDouble(sum).value / count;
      return { count, mean, m2: populationVariance * count, nonFinite };
    },
  }),
  state,
  outcomeOf(variance, { column }) {
    const { count, m2, nonFinite, exact } = variance;
    if (nonFinite > 0) return nonFiniteOutcome(column, nonFinite);
    if (count === 0) return emptyOutcome("no rows with a value");
    if (count === 1) return emptyOutcome("one row with a value, and the sample variance needs two");
    if (exact !== undefined) {
      const deviations = scaledDeviations(count, exact.sum, exact.squares);
      return computedOutcome(divideExact(deviations, BigInt(count) * BigInt(count - 1)));
    }
    const outcome = computedOutcome(m2 / (count - 1));
    return outcome.kind === "value"
      ? { ...outcome, warnings: [...outcome.warnings, ...lostDigits(variance)] }
      : outcome;
  },
  examples: [
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
  ],
});

function exactState(count: number, nonFinite: number, exact: ExactSums): VarianceState {
  if (count === 0) return { ...state.identity, nonFinite };
  const deviations = scaledDeviations(count, exact.sum, exact.squares);
  return {
    count,
    mean: toDouble(divideExact(exact.sum, count)).value,
    m2: toDouble(divideExact(deviations, count)).value,
    nonFinite,
    exact,
  };
}

/** The largest relative error of a variance of doubles that goes without a warning. */
const TOLERANCE = 1e-9;

// The condition number of the variance, mean / deviation, says how rounding of the values' digits is enlarged:
// Chan, Golub and LeVeque, "Algorithms for computing the sample variance" (1983).
function lostDigits({ count, mean, m2 }: VarianceState): readonly string[] {
  const condition = Math.abs(mean) / Math.sqrt(m2 / count);
  if (m2 === 0 || condition * Number.EPSILON <= TOLERANCE) return [];
  const lost = Math.min(16, Math.ceil(Math.log10(condition)));
  return [
    `about ${lost} of the 16 digits of the variance are lost, since the doubles differ little from their mean of ${mean}; measure the difference to a constant in the source's query, or a column of decimals`,
  ];
}

// Pairwise update of the second moment: Chan, Golub and LeVeque, "Updating formulae and a pairwise algorithm
// for computing sample variances" (1979), equation 2.1.
function mergeVariance(a: VarianceState, b: VarianceState): VarianceState {
  const nonFinite = a.nonFinite + b.nonFinite;
  const count = a.count + b.count;
  if (a.count === 0) return { ...b, nonFinite };
  if (b.count === 0) return { ...a, nonFinite };
  if (a.exact !== undefined && b.exact !== undefined) {
    const exact = {
      sum: addWhole(a.exact.sum, b.exact.sum),
      squares: addWhole(a.exact.squares, b.exact.squares),
    };
    return exactState(count, nonFinite, exact);
  }
  const delta = b.mean - a.mean;
  return {
    count,
    mean: a.mean + (delta * b.count) / count,
    m2: a.m2 + b.m2 + (delta * delta * a.count * b.count) / count,
    nonFinite,
  };
}

function addWhole(a: bigint | Decimal, b: bigint | Decimal): bigint | Decimal {
  const sum = addExact(a, b);
  if (typeof sum === "number") throw new RangeError("the sum of exact numbers is a double");
  return sum;
}
