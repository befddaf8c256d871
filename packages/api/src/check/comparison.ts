import { InvalidArgumentError, showValue } from "@dqx/common";

/** What an assertion demands of its expression's value. Bounds are finite; tolerances are absolute, 0 or more. */
export type Comparison =
  | { readonly kind: "noop" }
  | {
      readonly kind: "greater" | "atLeast" | "less" | "atMost" | "equal" | "notEqual";
      readonly bound: number;
      readonly tolerance: number;
    }
  | {
      readonly kind: "between" | "notBetween";
      readonly lower: number;
      readonly upper: number;
      readonly tolerance: number;
    };

/** Options of a comparison. */
export interface ToleranceOptions {
  /**
   * How far apart two numbers may be and still count as equal, absolute. `isGt`, `isEq` and `isLt` with the
   * same tolerance exclude each other, and one of them always holds.
   */
  readonly tolerance?: number;
}

/** The tolerance of comparisons for equality unless told otherwise; that of all others is 0. */
export const DEFAULT_EQUALITY_TOLERANCE = 1e-9;

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
      return value - comparison.bound > comparison.tolerance;
    case "atLeast":
      return value - comparison.bound >= -comparison.tolerance;
    case "less":
      return comparison.bound - value > comparison.tolerance;
    case "atMost":
      return comparison.bound - value >= -comparison.tolerance;
    case "equal":
      return Math.abs(value - comparison.bound) <= comparison.tolerance;
    case "notEqual":
      return Math.abs(value - comparison.bound) > comparison.tolerance;
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
 * @returns for example `> 5`, `in [0.8, 1.2]` or `= 1 ± 1e-9`
 */
export function showComparison(comparison: Comparison): string {
  switch (comparison.kind) {
    case "noop":
      return "is only collected";
    case "greater":
      return `> ${comparison.bound}${showTolerance(comparison.tolerance)}`;
    case "atLeast":
      return `≥ ${comparison.bound}${showTolerance(comparison.tolerance)}`;
    case "less":
      return `< ${comparison.bound}${showTolerance(comparison.tolerance)}`;
    case "atMost":
      return `≤ ${comparison.bound}${showTolerance(comparison.tolerance)}`;
    case "equal":
      return `= ${comparison.bound}${showTolerance(comparison.tolerance)}`;
    case "notEqual":
      return `≠ ${comparison.bound}${showTolerance(comparison.tolerance)}`;
    case "between":
      return `in [${comparison.lower}, ${comparison.upper}]${showTolerance(comparison.tolerance)}`;
    case "notBetween":
      return `not in [${comparison.lower}, ${comparison.upper}]${showTolerance(comparison.tolerance)}`;
  }
}

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
  return comparison;
}

function isWithin(interval: { lower: number; upper: number; tolerance: number }, value: number): boolean {
  return value - interval.lower >= -interval.tolerance && interval.upper - value >= -interval.tolerance;
}

function nearestBound(comparison: Exclude<Comparison, { kind: "noop" }>, value: number): number {
  if ("bound" in comparison) return comparison.bound;
  return value < comparison.lower ? comparison.lower : comparison.upper;
}

function showTolerance(tolerance: number): string {
  return tolerance === 0 ? "" : ` ± ${tolerance}`;
}
