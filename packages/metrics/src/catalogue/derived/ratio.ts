import { Either } from "@dqx/common";
import type { DerivationFailure } from "../../definition/derivation-failure.js";

/**
 * The ratio of a metric's value to an earlier one: today / then.
 *
 * @param readings - today's value, and the earlier one
 * @returns the ratio; a failure when the earlier value is 0, or no double holds the ratio
 */
export function ratio([today = Number.NaN, then = Number.NaN]: readonly number[]): Either.Either<
  number,
  DerivationFailure
> {
  if (then === 0) return Either.left({ kind: "zeroDenominator", input: 1 });
  const value = today / then;
  return Number.isFinite(value)
    ? Either.right(value)
    : Either.left({ kind: "notFinite", calculation: `${today} / ${then}` });
}
