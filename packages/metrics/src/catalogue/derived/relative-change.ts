import { Either } from "@dqx/common";
import type { DerivationFailure } from "../../definition/derivation-failure.js";

/**
 * The relative change of a metric's value: |today - then| / |then|.
 *
 * @param readings - today's value, and the earlier one
 * @returns the change, 0 or more; a failure when the earlier value is 0, or no double holds the change
 */
export function relativeChange([today = Number.NaN, then = Number.NaN]: readonly number[]): Either.Either<
  number,
  DerivationFailure
> {
  if (then === 0) return Either.left({ kind: "zeroDenominator", input: 1 });
  const value = Math.abs(today - then) / Math.abs(then);
  return Number.isFinite(value)
    ? Either.right(value)
    : Either.left({ kind: "notFinite", calculation: `|${today} - ${then}| / |${then}|` });
}
