import { countResult, numberResult } from "../../aggregate/aggregate-result.js";
import { type PassesMeasurement, resultColumn } from "../../definition/measurement.js";
import {
  emptyOutcome,
  failedOutcome,
  type MetricOutcome,
  nonFiniteOutcome,
} from "../../definition/metric-outcome.js";
import { plainCall, plainColumn } from "../../row/plain-expression.js";
import { compareExact, type ExactNumber, subtractExact, toDouble } from "../../state/exact-number.js";
import { fieldsCodec, type MergeableStateDefinition } from "../../state/state.js";
import { optionalNumber, requireDouble } from "../../state/state-field.js";
import { finiteValues } from "../ordered/order-statistics.js";

/** The parameters of a metric that is made of the third or fourth moment. */
export interface ShapeParameters {
  readonly column: string;
  /** Whether the population's is estimated from a sample; that of the values themselves by default. */
  readonly sample?: boolean;
}

/**
 * The first four moments of the finite values. Distances are kept as shares of the range, from 0 to 1: the fourth
 * power of those overflows for no data.
 */
export interface HigherMoments {
  readonly count: number;
  readonly nonFinite: number;
  /** Null when there are no values. */
  readonly minimum: ExactNumber | null;
  readonly maximum: ExactNumber | null;
  /** (mean - minimum) / range. */
  readonly mean: number;
  /** Σ ((x - mean) / range)². */
  readonly m2: number;
  /** Σ ((x - mean) / range)³. */
  readonly m3: number;
  /** Σ ((x - mean) / range)⁴. */
  readonly m4: number;
}

type Shape = Pick<HigherMoments, "mean" | "m2" | "m3" | "m4">;

const EVEN: Shape = { mean: 0, m2: 0, m3: 0, m4: 0 };

/** The state of what is made of the third and the fourth moment. */
export const higherMomentsState: MergeableStateDefinition<HigherMoments> = {
  identity: { count: 0, nonFinite: 0, minimum: null, maximum: null, ...EVEN },
  merge: mergeMoments,
  ...fieldsCodec<HigherMoments>(
    1,
    ({ count, nonFinite, minimum, maximum, mean, m2, m3, m4 }) => [
      ...[count, nonFinite, minimum, maximum],
      ...[mean, m2, m3, m4],
    ],
    (fields) => ({
      count: requireDouble(fields, 0),
      nonFinite: requireDouble(fields, 1),
      minimum: optionalNumber(fields, 2),
      maximum: optionalNumber(fields, 3),
      mean: requireDouble(fields, 4),
      m2: requireDouble(fields, 5),
      m3: requireDouble(fields, 6),
      m4: requireDouble(fields, 7),
    }),
  ),
};

/**
 * How the moments are measured: the ends of the column first, then the mean of the distances from the lower one, then
 * the powers of the distances from the mean. The lower end is subtracted before anything becomes a double, so that
 * whole numbers past 2^53, decimals and values around 10⁹ lose no digit that tells them apart.
 */
export function higherMomentsMeasurement({ column }: ShapeParameters): PassesMeasurement<HigherMoments> {
  const of = plainColumn(column);
  const [minimum, maximum, count, sum] = [resultColumn(0), resultColumn(1), resultColumn(2), resultColumn(3)];
  const distance = plainCall("div", plainCall("sub", of, minimum), 1);
  const deviation = plainCall(
    "div",
    plainCall("sub", distance, plainCall("div", sum, count)),
    plainCall("sub", maximum, minimum),
  );
  const square = plainCall("mul", deviation, deviation);
  return {
    kind: "passes",
    before: [
      [{ kind: "minimum", of }, { kind: "maximum", of }, finiteValues(of)],
      [{ kind: "sum", of: distance }],
    ],
    aggregates: [
      finiteValues(of),
      { kind: "nonFinite", of },
      { kind: "minimum", of },
      { kind: "maximum", of },
      { kind: "sum", of: distance },
      { kind: "sum", of: deviation },
      { kind: "sum", of: square },
      { kind: "sum", of: plainCall("mul", square, deviation) },
      { kind: "sum", of: plainCall("mul", square, square) },
    ],
    stateOf(results) {
      const [count, nonFinite] = [countResult(results, 0), countResult(results, 1)];
      const [minimum, maximum] = [numberResult(results, 2), numberResult(results, 3)];
      const [total = 0, ...sums] = [4, 5, 6, 7, 8].map(
        (index) => toDouble(numberResult(results, index) ?? 0).value,
      );
      const scale = rangeOf(minimum, maximum);
      if (scale === 0) return { count, nonFinite, minimum, maximum, ...EVEN };
      return { count, nonFinite, minimum, maximum, ...centred(count, total / count / scale, sums) };
    },
  };
}

// The mean that the engine subtracted was rounded: what the deviations from it sum to corrects that.
function centred(count: number, mean: number, [s1 = 0, s2 = 0, s3 = 0, s4 = 0]: readonly number[]): Shape {
  const rest = s1 / count;
  return {
    mean: mean + rest,
    m2: s2 - count * rest ** 2,
    m3: s3 - 3 * rest * s2 + 2 * count * rest ** 3,
    m4: s4 - 4 * rest * s3 + 6 * rest ** 2 * s2 - 3 * count * rest ** 4,
  };
}

/**
 * Why there is nothing to say of the shape of a column; nothing when there is.
 *
 * @param moments - what was measured
 * @param column - its name
 * @param needed - how many values there have to be, as a word
 */
export function withoutShape(
  { count, nonFinite, minimum, maximum }: HigherMoments,
  column: string,
  needed: 3 | 4,
): MetricOutcome | undefined {
  if (nonFinite > 0) return nonFiniteOutcome(column, nonFinite);
  if (count === 0) return emptyOutcome("no rows with a value");
  if (count < needed) return emptyOutcome(`too few rows: ${count} with a value, of ${needed}`);
  const range = rangeOf(minimum, maximum);
  if (range === 0) return emptyOutcome(`all values of column '${column}' are equal`);
  return Number.isFinite(range)
    ? undefined
    : failedOutcome(`the values of column '${column}' are too far apart for a double`);
}

function rangeOf(minimum: ExactNumber | null, maximum: ExactNumber | null): number {
  return minimum === null || maximum === null ? 0 : toDouble(subtractExact(maximum, minimum)).value;
}

// Pairwise updates of the central moments: Pébay, "Formulas for robust, one-pass parallel computation of covariances
// and arbitrary-order statistical moments" (2008), equations 2.1, 2.3 and 2.5, all in shares of the whole's range.
function mergeMoments(a: HigherMoments, b: HigherMoments): HigherMoments {
  const nonFinite = a.nonFinite + b.nonFinite;
  if (a.minimum === null || a.maximum === null) return { ...b, nonFinite };
  if (b.minimum === null || b.maximum === null) return { ...a, nonFinite };
  const count = a.count + b.count;
  const minimum = compareExact(a.minimum, b.minimum) <= 0 ? a.minimum : b.minimum;
  const maximum = compareExact(a.maximum, b.maximum) >= 0 ? a.maximum : b.maximum;
  const scale = rangeOf(minimum, maximum);
  if (scale === 0) return { count, nonFinite, minimum, maximum, ...EVEN };
  const [left, right] = [within(a, minimum, scale), within(b, minimum, scale)];
  const delta = right.mean - left.mean;
  const [p, q] = [a.count / count, b.count / count];
  return {
    count,
    nonFinite,
    minimum,
    maximum,
    mean: left.mean + delta * q,
    m2: left.m2 + right.m2 + delta ** 2 * a.count * q,
    m3: left.m3 + right.m3 + delta ** 3 * a.count * q * (p - q) + 3 * delta * (p * right.m2 - q * left.m2),
    m4:
      left.m4 +
      right.m4 +
      delta ** 4 * a.count * q * (p * p - p * q + q * q) +
      6 * delta ** 2 * (p * p * right.m2 + q * q * left.m2) +
      4 * delta * (p * right.m3 - q * left.m3),
  };
}

// The moments of a part, as shares of the range of the whole.
function within(
  { minimum, maximum, mean, m2, m3, m4 }: HigherMoments,
  from: ExactNumber,
  scale: number,
): Shape {
  const share = rangeOf(minimum, maximum) / scale;
  const offset = minimum === null ? 0 : toDouble(subtractExact(minimum, from)).value / scale;
  return { mean: offset + mean * share, m2: m2 * share ** 2, m3: m3 * share ** 3, m4: m4 * share ** 4 };
}
