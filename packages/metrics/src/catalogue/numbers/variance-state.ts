import { countResult, numberResult } from "../../aggregate/aggregate-result.js";
import type { ScanMeasurement } from "../../definition/measurement.js";
import {
  computedOutcome,
  emptyOutcome,
  type MetricOutcome,
  nonFiniteOutcome,
} from "../../definition/metric-outcome.js";
import type { RowExpression } from "../../row/row-expression.js";
import {
  addWhole,
  divideExact,
  type ExactNumber,
  scaledDeviations,
  toDouble,
  type WholeOrDecimal,
} from "../../state/exact-number.js";
import { fieldsCodec, type MergeableStateDefinition } from "../../state/state.js";
import { optionalNumber, requireDouble, type StateList } from "../../state/state-field.js";

/** Sums that are not rounded. */
interface ExactSums {
  /** Σ x. */
  readonly sum: WholeOrDecimal;
  /** Σ x². */
  readonly squares: WholeOrDecimal;
}

/** Count, mean and sum of squared deviations from the mean of the finite values, and how many others there are. */
export interface VarianceState {
  readonly count: number;
  readonly mean: number;
  /** Σ (x - mean)². */
  readonly m2: number;
  readonly nonFinite: number;
  /** What the mean and the deviations come from; absent where values are floats. */
  readonly exact?: ExactSums;
}

/** The state of a variance, and of all that is computed from one. */
export const varianceState: MergeableStateDefinition<VarianceState> = {
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

/**
 * How the variance of numbers is measured, whatever is made of it.
 *
 * @param of - the numbers
 */
export function varianceMeasurement(of: RowExpression): ScanMeasurement<VarianceState> {
  return {
    kind: "scan",
    aggregates: [
      { kind: "nonNull", of },
      { kind: "sum", of },
      { kind: "populationVariance", of },
      { kind: "nonFinite", of },
      { kind: "sumOfSquares", of },
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
  };
}

/** What a variance is over, and how it is divided. */
export interface VarianceOf {
  readonly of: RowExpression;
  /** Whether the sum of squared deviations is divided by n; by n - 1 otherwise. */
  readonly population: boolean | undefined;
}

/**
 * The outcome of a variance, or of what is computed from one.
 *
 * @param state - what was measured
 * @param variance - what it is over
 * @param compute - what is made of the variance; itself by default
 */
export function varianceOutcome(
  variance: VarianceState,
  { of, population = false }: VarianceOf,
  compute: (variance: ExactNumber) => ExactNumber = (value) => value,
): MetricOutcome {
  const { count, m2, nonFinite, exact } = variance;
  if (nonFinite > 0) return nonFiniteOutcome(of, nonFinite);
  if (count === 0) return emptyOutcome("no rows with a value");
  if (count === 1 && !population) {
    return emptyOutcome("one row with a value, and the sample variance needs two");
  }
  const divisor = population ? count : count - 1;
  if (exact !== undefined) {
    const deviations = scaledDeviations(count, exact.sum, exact.squares);
    return computedOutcome(compute(divideExact(deviations, BigInt(count) * BigInt(divisor))));
  }
  const outcome = computedOutcome(compute(m2 / divisor));
  return outcome.kind === "value"
    ? { ...outcome, warnings: [...outcome.warnings, ...lostDigits(variance)] }
    : outcome;
}

function exactState(count: number, nonFinite: number, exact: ExactSums): VarianceState {
  if (count === 0) return { ...varianceState.identity, nonFinite };
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
