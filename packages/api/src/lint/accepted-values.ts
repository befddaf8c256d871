import type { Comparison, Tolerances } from "../check/comparison.js";
import type { ValueRange } from "./value-range.js";

/** An interval of numbers, and whether its ends belong to it. */
interface Interval extends ValueRange {
  readonly isLowOpen: boolean;
  readonly isHighOpen: boolean;
}

const [MIN, MAX] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];

/** The numbers that a comparison accepts, as intervals from left to right. */
export type AcceptedValues = readonly Interval[];

/**
 * The numbers that a comparison accepts, its tolerances included.
 *
 * @param comparison - with known bounds
 * @returns nothing when all numbers are accepted
 */
export function acceptedValues(comparison: Comparison): AcceptedValues | undefined {
  if (comparison.kind === "noop") return undefined;
  const { kind } = comparison;
  const [low, high] =
    "bound" in comparison ? [comparison.bound, comparison.bound] : [comparison.lower, comparison.upper];
  const [lowWidth, highWidth] = [widthAt(comparison, low), widthAt(comparison, high)];
  switch (kind) {
    case "greater":
      return [interval(low + lowWidth, MAX, true)];
    case "atLeast":
      return [interval(low - lowWidth, MAX)];
    case "less":
      return [interval(MIN, high - highWidth, false, true)];
    case "atMost":
      return [interval(MIN, high + highWidth)];
    case "equal":
    case "between":
      return [interval(low - lowWidth, high + highWidth)];
    case "notEqual":
    case "notBetween":
      return [interval(MIN, low - lowWidth, false, true), interval(high + highWidth, MAX, true)];
  }
}

/** How far from a bound a number still equals it: on the far side the relative tolerance is one of that number. */
function widthAt({ tolerance, relativeTolerance = 0 }: Tolerances, bound: number): number {
  return Math.max(tolerance, (relativeTolerance / (1 - relativeTolerance)) * Math.abs(bound));
}

/** Whether each number of a range is accepted. */
export function acceptsAll(accepted: AcceptedValues, { low, high }: ValueRange): boolean {
  return accepted.some(
    (each) =>
      (each.low < low || (each.low === low && (!each.isLowOpen || low === MIN))) &&
      (each.high > high || (each.high === high && (!each.isHighOpen || high === MAX))),
  );
}

/** Whether some number is in both. */
export function meet(a: AcceptedValues, b: AcceptedValues): boolean {
  return a.some((one) => b.some((other) => overlap(one, other)));
}

/** A range as what is accepted. */
export function accepting({ low, high }: ValueRange): AcceptedValues {
  return [interval(low, high)];
}

function overlap(a: Interval, b: Interval): boolean {
  return startsBeforeEnd(a, b) && startsBeforeEnd(b, a);
}

function startsBeforeEnd(a: Interval, b: Interval): boolean {
  return a.low < b.high || (a.low === b.high && !a.isLowOpen && !b.isHighOpen);
}

function interval(low: number, high: number, isLowOpen = false, isHighOpen = false): Interval {
  return { low, high, isLowOpen, isHighOpen };
}
