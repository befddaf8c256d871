import { InvalidArgumentError, type SqlValue, showValue } from "@dqx/common";
import { type ExactNumber, exactNumber } from "../state/exact-number.js";

/** The result of a counting aggregate. @throws {@link InvalidArgumentError} when the engine gave no count */
export function countResult(results: readonly SqlValue[], index: number): number {
  const value = results[index];
  const whole = typeof value === "bigint" || (typeof value === "number" && Number.isInteger(value));
  if (whole && value >= 0) return Number(value);
  throw new InvalidArgumentError(`Aggregate ${index} is ${showValue(value)}, not a count.`);
}

/**
 * The result of an aggregate over values; null when there were none.
 *
 * @throws {@link InvalidArgumentError} when the engine gave no such result, or one that is no number
 */
export function numberResult(results: readonly SqlValue[], index: number): ExactNumber | null {
  const value = results[index];
  // An aggregate that the engine did not answer must not pass for one that had no values.
  if (value === undefined) throw new InvalidArgumentError(`Aggregate ${index} has no result.`);
  return value === null ? null : exactNumber(value);
}
