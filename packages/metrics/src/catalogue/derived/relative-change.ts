import { type Either, left, right } from "effect/Either";
import type { DerivationFailure } from "../../definition/derivation-failure.js";

/**
 * The relative change of a metric's value: |today - then| / |then|.
 *
 * @param readings - today's value, and the earlier one
 * @returns the change, 0 or more; a failure when the earlier value is 0, or no double holds the change
 */
export function relativeChange([today = Number.NaN, then = Number.NaN]: readonly number[]): Either<
  number,
  DerivationFailure
> {
  if (then === 0) return left({ kind: "zeroDenominator", input: 1 });
  const value = Math.abs(today - then) / Math.abs(then);
  return Number.isFinite(value)
    ? right(value)
    : left({ kind: "notFinite", calculation: `|${today} - ${then}| / |${then}|` });
}
