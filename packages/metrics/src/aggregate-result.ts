import { InvalidArgumentError, type SqlValue, showValue } from "@dqx/common";
import { type ExactNumber, exactNumber } from "./exact-number.js";

/** The result of a counting aggregate. @throws {@link InvalidArgumentError} when the engine gave no count */
export function countResult(results: readonly SqlValue[], index: number): number {
  const value = results[index];
  if ((typeof value === "bigint" || typeof value === "number") && value >= 0) return Number(value);
  throw new InvalidArgumentError(`Aggregate ${index} is ${showValue(value)}, not a count.`);
}

/** The result of an aggregate over values; null when there were none. */
export function numberResult(results: readonly SqlValue[], index: number): ExactNumber | null {
  const value = results[index];
  return value === undefined || value === null ? null : exactNumber(value);
}
