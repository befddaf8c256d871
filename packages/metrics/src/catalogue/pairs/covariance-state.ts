import type { SqlValue } from "@dqx/common";
import { countResult, numberResult } from "../../aggregate/aggregate-result.js";
import type { ScanMeasurement } from "../../definition/measurement.js";
import { emptyOutcome, failedOutcome, type MetricOutcome } from "../../definition/metric-outcome.js";
import { all, col, not } from "../../row/builders.js";
import {
  addWhole,
  divideExact,
  scaledDeviations,
  scaledProducts,
  toDouble,
  type WholeOrDecimal,
} from "../../state/exact-number.js";
import { fieldsCodec, type MergeableStateDefinition } from "../../state/state.js";
import { optionalNumber, requireDouble, type StateList } from "../../state/state-field.js";

/** The two columns of a covariance. */
export interface PairParameters {
  readonly column: string;
  readonly other: string;
}

/** Sums of x and y that are not rounded: Σ x, Σ y, Σ x², Σ y², Σ xy. */
interface PairSums {
  readonly x: WholeOrDecimal;
  readonly y: WholeOrDecimal;
  readonly xx: WholeOrDecimal;
  readonly yy: WholeOrDecimal;
  readonly xy: WholeOrDecimal;
}

/** What is kept of the pairs of values in which both are finite, and how many other pairs there are. */
export interface CovarianceState {
  readonly count: number;
  readonly nonFinite: number;
  readonly meanX: number;
  readonly meanY: number;
  /** Σ (x - mean x)². */
  readonly m2x: number;
  /** Σ (y - mean y)². */
  readonly m2y: number;
  /** Σ (x - mean x)(y - mean y). */
  readonly comoment: number;
  /** What all of these come from; absent where one of both columns is of floats. */
  readonly exact?: PairSums;
}

/** The state of what is computed from two columns and their product. */
export const covarianceState: MergeableStateDefinition<CovarianceState> = {
  identity: { count: 0, nonFinite: 0, meanX: 0, meanY: 0, m2x: 0, m2y: 0, comoment: 0 },
  merge: mergeCovariance,
  ...fieldsCodec<CovarianceState>(
    1,
    ({ count, nonFinite, meanX, meanY, m2x, m2y, comoment, exact }) => [
      ...[count, nonFinite, meanX, meanY, m2x, m2y, comoment],
      exact === undefined ? null : [exact.x, exact.y, exact.xx, exact.yy, exact.xy],
    ],
    (fields) => ({
      count: requireDouble(fields, 0),
      nonFinite: requireDouble(fields, 1),
      meanX: requireDouble(fields, 2),
      meanY: requireDouble(fields, 3),
      m2x: requireDouble(fields, 4),
      m2y: requireDouble(fields, 5),
      comoment: requireDouble(fields, 6),
      ...readSums(fields[7] ?? null),
    }),
  ),
};

function readSums(field: StateList[number]): Pick<CovarianceState, "exact"> {
  if (field === null) return {};
  const sums = Array.isArray(field) ? field : [];
  const [x, y, xx, yy, xy] = [0, 1, 2, 3, 4].map((index) => {
    const number = optionalNumber(sums, index);
    if (number === null || typeof number === "number") throw new RangeError("a sum is a double");
    return number;
  });
  if (x === undefined || y === undefined || xx === undefined || yy === undefined || xy === undefined) {
    throw new RangeError("a sum is absent");
  }
  return { exact: { x, y, xx, yy, xy } };
}

/** How the covariance of two columns is measured, whatever is made of it: over the rows in which both have a value. */
export function covarianceMeasurement({ column, other }: PairParameters): ScanMeasurement<CovarianceState> {
  const [x, y] = [col(column), col(other)];
  const there = all(x.isNotNull(), y.isNotNull());
  const where = all(x.isFinite(), y.isFinite());
  return {
    kind: "scan",
    aggregates: [
      { kind: "sum", of: x, where },
      { kind: "sum", of: y, where },
      { kind: "sumOfSquares", of: x, where },
      { kind: "sumOfSquares", of: y, where },
      { kind: "sumOfProducts", of: x, with: y, where },
      { kind: "populationVariance", of: x, where },
      { kind: "populationVariance", of: y, where },
      { kind: "populationCovariance", of: x, with: y, where },
      { kind: "countIf", predicate: where },
      { kind: "countIf", predicate: all(there, not(where)) },
    ],
    stateOf: covarianceOf,
  };
}

function covarianceOf(results: readonly SqlValue[]): CovarianceState {
  const [x, y, xx, yy, xy] = [0, 1, 2, 3, 4].map((index) => numberResult(results, index));
  const [varianceX = 0, varianceY = 0, covariance = 0] = [5, 6, 7].map(
    (index) => toDouble(numberResult(results, index) ?? 0).value,
  );
  const [count, nonFinite] = [countResult(results, 8), countResult(results, 9)];
  if (count === 0) return { ...covarianceState.identity, nonFinite };
  if (isWhole(x) && isWhole(y) && isWhole(xx) && isWhole(yy) && isWhole(xy)) {
    return exactState(count, nonFinite, { x, y, xx, yy, xy });
  }
  return {
    count,
    nonFinite,
    meanX: toDouble(x ?? 0).value / count,
    meanY: toDouble(y ?? 0).value / count,
    m2x: isWhole(x) && isWhole(xx) ? deviations(count, x, xx) : varianceX * count,
    m2y: isWhole(y) && isWhole(yy) ? deviations(count, y, yy) : varianceY * count,
    comoment: covariance * count,
  };
}

function isWhole(number: unknown): number is WholeOrDecimal {
  return typeof number === "bigint" || (typeof number === "object" && number !== null);
}

function deviations(count: number, sum: WholeOrDecimal, squares: WholeOrDecimal): number {
  return toDouble(divideExact(scaledDeviations(count, sum, squares), count)).value;
}

function exactState(count: number, nonFinite: number, exact: PairSums): CovarianceState {
  const { x, y, xx, yy, xy } = exact;
  return {
    count,
    nonFinite,
    meanX: toDouble(divideExact(x, count)).value,
    meanY: toDouble(divideExact(y, count)).value,
    m2x: deviations(count, x, xx),
    m2y: deviations(count, y, yy),
    comoment: toDouble(divideExact(scaledProducts(count, x, y, xy), count)).value,
    exact,
  };
}

// Pairwise update of the co-moment: Pébay, "Formulas for robust, one-pass parallel computation of covariances and
// arbitrary-order statistical moments" (2008), equation 3.5.
function mergeCovariance(a: CovarianceState, b: CovarianceState): CovarianceState {
  const nonFinite = a.nonFinite + b.nonFinite;
  const count = a.count + b.count;
  if (a.count === 0) return { ...b, nonFinite };
  if (b.count === 0) return { ...a, nonFinite };
  if (a.exact !== undefined && b.exact !== undefined) {
    return exactState(count, nonFinite, {
      x: addWhole(a.exact.x, b.exact.x),
      y: addWhole(a.exact.y, b.exact.y),
      xx: addWhole(a.exact.xx, b.exact.xx),
      yy: addWhole(a.exact.yy, b.exact.yy),
      xy: addWhole(a.exact.xy, b.exact.xy),
    });
  }
  const [deltaX, deltaY] = [b.meanX - a.meanX, b.meanY - a.meanY];
  const weight = (a.count * b.count) / count;
  return {
    count,
    nonFinite,
    meanX: a.meanX + (deltaX * b.count) / count,
    meanY: a.meanY + (deltaY * b.count) / count,
    m2x: a.m2x + b.m2x + deltaX * deltaX * weight,
    m2y: a.m2y + b.m2y + deltaY * deltaY * weight,
    comoment: a.comoment + b.comoment + deltaX * deltaY * weight,
  };
}

/** Why there is no covariance; nothing when there is one. */
export function withoutCovariance(
  { count, nonFinite }: CovarianceState,
  { column, other }: PairParameters,
): MetricOutcome | undefined {
  if (nonFinite > 0) {
    return failedOutcome(
      `columns '${column}' and '${other}' hold NaN or infinite values in ${nonFinite === 1 ? "1 row" : `${nonFinite} rows`}; nanCount counts them`,
    );
  }
  return count === 0 ? emptyOutcome("no rows with both values") : undefined;
}
