import { InvalidArgumentError, showValue } from "@dqx/common";

/**
 * What an assertion demands of its expression's value. Bounds are finite, and `null` where a bound is an expression that
 * has no value.
 */
export type Comparison<Bound extends number | null = number> =
  | { readonly kind: "noop" }
  | (Tolerances & {
      readonly kind: "greater" | "atLeast" | "less" | "atMost" | "equal" | "notEqual";
      readonly bound: Bound;
      /** The expression that the bound is the value of; absent when it was given as a number. */
      readonly from?: string;
    })
  | (Tolerances & {
      readonly kind: "between" | "notBetween";
      readonly lower: Bound;
      readonly upper: Bound;
      /** What the interval is made of, for example `sum(x, lag 7) ± 5 %`; absent when it was given as numbers. */
      readonly from?: string;
    });

/**
 * How far apart two numbers may be and still count as equal: `a` equals `b` when
 * `|a − b| ≤ max(relativeTolerance × max(|a|, |b|), tolerance)`, which is the formula of Python's `math.isclose`.
 */
export interface Tolerances {
  /** The absolute tolerance, 0 or more. */
  readonly tolerance: number;
  /** The relative tolerance, 0 or more and less than 1; 0 when absent. */
  readonly relativeTolerance?: number;
}

/** Options of a comparison. */
export interface ToleranceOptions {
  /**
   * How far apart two numbers may be and still count as equal, absolute. `isGt`, `isEq` and `isLt` with the
   * same tolerance exclude each other, and one of them always holds.
   */
  readonly tolerance?: number;
  /** The same as a share of the larger of both numbers, 0 or more and less than 1. The wider tolerance counts. */
  readonly relativeTolerance?: number;
}

/**
 * The tolerances of comparisons for equality unless told otherwise, for values that are computed in doubles:
 * their last digits depend on the order of the operations. Exact values, such as counts, have none.
 */
export const DEFAULT_EQUALITY_TOLERANCES = {
  tolerance: 1e-9,
  relativeTolerance: 1e-9,
} as const satisfies Tolerances;

/**
 * Tells whether a value meets a comparison, on unrounded doubles.
 *
 * @param comparison - what is demanded
 * @param value - a finite number
 */
export function holds(comparison: Comparison, value: number): boolean {
  switch (comparison.kind) {
    case "noop":
      return true;
    case "greater":
      return value - comparison.bound > toleranceAt(comparison, value, comparison.bound);
    case "atLeast":
      return value - comparison.bound >= -toleranceAt(comparison, value, comparison.bound);
    case "less":
      return comparison.bound - value > toleranceAt(comparison, value, comparison.bound);
    case "atMost":
      return comparison.bound - value >= -toleranceAt(comparison, value, comparison.bound);
    case "equal":
      return Math.abs(value - comparison.bound) <= toleranceAt(comparison, value, comparison.bound);
    case "notEqual":
      return Math.abs(value - comparison.bound) > toleranceAt(comparison, value, comparison.bound);
    case "between":
      return isWithin(comparison, value);
    case "notBetween":
      return !isWithin(comparison, value);
  }
}

/**
 * How far a value is from meeting a comparison that it fails.
 *
 * @returns for example `0.3 below 0.8`, the difference in six digits
 */
export function describeMiss(comparison: Exclude<Comparison, { kind: "noop" }>, value: number): string {
  if (comparison.kind === "notBetween") return `inside of [${comparison.lower}, ${comparison.upper}]`;
  const bound = nearestBound(comparison, value);
  if (value === bound) return `equal to ${bound}`;
  return `${Number(Math.abs(value - bound).toPrecision(6))} ${value < bound ? "below" : "above"} ${bound}`;
}

/**
 * Writes a comparison as it reads behind a value.
 *
 * @param comparison - what is demanded
 * @param value - the value that it is demanded of, which a relative tolerance depends on
 * @returns for example `> 5`, `in [0.8, 1.2]` or `= 1 ± 1e-9`
 */
export function showComparison(comparison: Comparison<number | null>, value?: number): string {
  if (comparison.kind === "noop") return "is only collected";
  const { kind, from } = comparison;
  if (!isKnown(comparison)) return `${SIGNS[kind]} ${from}`;
  const shown = "bound" in comparison ? comparison.bound : `[${comparison.lower}, ${comparison.upper}]`;
  const tolerance = showTolerance(comparison, value);
  return `${SIGNS[kind]} ${shown}${tolerance}${from === undefined ? "" : ` = ${from}`}`;
}

/** Whether all bounds of a comparison have values. */
export function isKnown<C extends Comparison<number | null>>(comparison: C): comparison is C & Comparison {
  if (comparison.kind === "noop") return true;
  return "bound" in comparison
    ? comparison.bound !== null
    : comparison.lower !== null && comparison.upper !== null;
}

type KnownComparison = Exclude<Comparison, { kind: "noop" }>;

const SIGNS: Readonly<Record<KnownComparison["kind"], string>> = {
  greater: ">",
  atLeast: "≥",
  less: "<",
  atMost: "≤",
  equal: "=",
  notEqual: "≠",
  between: "in",
  notBetween: "not in",
};

/**
 * Checks the numbers of a comparison.
 *
 * @param method - the method that was called, for messages
 * @param comparison - the comparison
 * @returns the same comparison
 * @throws {@link InvalidArgumentError} naming a bound that is not finite, an empty interval or a bad tolerance
 */
export function requireValid(method: string, comparison: Comparison): Comparison {
  if (comparison.kind === "noop") return comparison;
  const bounds = "bound" in comparison ? [comparison.bound] : [comparison.lower, comparison.upper];
  for (const bound of bounds) {
    if (typeof bound !== "number" || !Number.isFinite(bound)) {
      throw new InvalidArgumentError(`${method} got the bound ${showValue(bound)}. Give a finite number.`);
    }
  }
  if ("lower" in comparison && comparison.lower > comparison.upper) {
    throw new InvalidArgumentError(
      `${method} got the lower bound ${comparison.lower} above the upper bound ${comparison.upper}. Swap them.`,
    );
  }
  if (!(comparison.tolerance >= 0 && Number.isFinite(comparison.tolerance))) {
    throw new InvalidArgumentError(
      `${method} got the tolerance ${showValue(comparison.tolerance)}. Give a finite number, 0 or more.`,
    );
  }
  const { relativeTolerance = 0 } = comparison;
  if (!(relativeTolerance >= 0 && relativeTolerance < 1)) {
    throw new InvalidArgumentError(
      `${method} got the relative tolerance ${showValue(relativeTolerance)}. Give a number that is 0 or more and less than 1.`,
    );
  }
  return comparison;
}

function isWithin(interval: Tolerances & { lower: number; upper: number }, value: number): boolean {
  return (
    value - interval.lower >= -toleranceAt(interval, value, interval.lower) &&
    interval.upper - value >= -toleranceAt(interval, value, interval.upper)
  );
}

// The wider of both tolerances, as in math.isclose.
function toleranceAt({ tolerance, relativeTolerance = 0 }: Tolerances, a: number, b: number): number {
  return Math.max(relativeTolerance * Math.max(Math.abs(a), Math.abs(b)), tolerance);
}

function nearestBound(comparison: KnownComparison, value: number): number {
  if ("bound" in comparison) return comparison.bound;
  return value < comparison.lower ? comparison.lower : comparison.upper;
}

function showTolerance(comparison: KnownComparison, value: number | undefined): string {
  const { tolerance, relativeTolerance = 0 } = comparison;
  if (value !== undefined) {
    const width = toleranceAt(comparison, value, nearestBound(comparison, value));
    return width === 0 ? "" : ` ± ${Number(width.toPrecision(3))}`;
  }
  if (relativeTolerance === 0) return tolerance === 0 ? "" : ` ± ${tolerance}`;
  if (tolerance === relativeTolerance) return ` ± ${tolerance}`;
  return tolerance === 0
    ? ` ± ${relativeTolerance} relative`
    : ` ± ${tolerance} or ${relativeTolerance} relative`;
}
