import { InvalidArgumentError, type SqlValue, showValue } from "@dqx/common";
import { type ExactNumber, exactNumber } from "../state/exact-number.js";

/** The result of a counting aggregate. @throws {@link InvalidArgumentError} when the engine gave no count */
export function countResult(results: readonly SqlValue[], index: number): number {
  const value = results[index];
  const whole = typeof value === "bigint" || (typeof value === "number" && Number.isInteger(value));
  if (whole && value >= 0) return Number(value);
  throw new InvalidArgumentError(`Aggregate ${index} is ${showValue(value)}, not a count.`);
}

/** How many bits the limbs of a number have that comes as a list. */
const LIMB_BITS = 32n;

/**
 * The result of an aggregate over values; null when there were none.
 *
 * A number that has more digits than the types of an engine may come as a list: how many digits stand behind the
 * point, then the whole numbers that have to be multiplied with 1, 2^32, 2^64 and so on to give its digits.
 *
 * @throws {@link InvalidArgumentError} when the engine gave no such result, or one that is no number
 */
export function numberResult(results: readonly SqlValue[], index: number): ExactNumber | null {
  const value = results[index];
  // An aggregate that the engine did not answer must not pass for one that had no values.
  if (value === undefined) throw new InvalidArgumentError(`Aggregate ${index} has no result.`);
  if (value === null) return null;
  return isList(value) ? fromLimbs(value, index) : exactNumber(value);
}

function fromLimbs([scale, ...limbs]: readonly SqlValue[], index: number): ExactNumber | null {
  if (limbs.every((limb) => limb === null)) return null;
  const whole = limbs.reduce<bigint>((sum, limb, place) => {
    if (typeof limb === "bigint") return sum + (limb << (LIMB_BITS * BigInt(place)));
    throw new InvalidArgumentError(`Aggregate ${index} has the part ${showValue(limb)}, not a whole number.`);
  }, 0n);
  return scale === 0n ? whole : { unscaled: whole, scale: Number(scale) };
}

function isList(value: SqlValue): value is readonly SqlValue[] {
  return Array.isArray(value);
}
