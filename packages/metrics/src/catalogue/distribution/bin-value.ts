import { InvalidArgumentError, type SqlValue, showValue } from "@dqx/common";
import type { MetricLiteral } from "../../row/metric-literal.js";
import { compareExact, type ExactNumber, exactNumber, showExact } from "../../state/exact-number.js";
import { optionalNumber, requireDouble, type StateField, type StateList } from "../../state/state-field.js";

/** A value of a column. */
export type BinValue = null | boolean | number | bigint | string;

/** A key of a group as a value. @throws `InvalidArgumentError` when it is bytes or a list */
export function binValue(value: SqlValue): BinValue {
  if (typeof value === "object" && value !== null) {
    throw new InvalidArgumentError(
      `${showValue(value)} cannot be a bin. Give a column of texts, numbers, booleans or dates, or cast it to text.`,
    );
  }
  // 0 and -0 are equal, and so in one group.
  return value === 0 ? 0 : value;
}

/** Equal for equal values, of whatever rows. */
export function binIdentity(value: BinValue): string {
  return `${typeof value} ${String(value)}`;
}

/**
 * The order of the values of one column: texts by their code points, NaN behind all numbers, null behind everything.
 *
 * @returns below 0 when the first comes first, 0 for equal values
 */
export function compareBinValues(a: BinValue, b: BinValue): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  if (typeof a === "string" && typeof b === "string") return compareCodePoints(a, b);
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  return a < b ? -1 : a > b ? 1 : 0;
}

// Of code units the surrogates would come before the last of those that are code points.
function compareCodePoints(a: string, b: string): number {
  const [left, right] = [[...a], [...b]];
  const place = left.findIndex((character, index) => character !== right[index]);
  const [one, other] = [left[place]?.codePointAt(0), right[place]?.codePointAt(0)];
  return one === undefined ? left.length - right.length : one - (other ?? -1);
}

/** The value as a field of a state; {@link readBinValue} reads it. A list of one number is a boolean. */
export function writeBinValue(value: BinValue): StateField {
  if (typeof value === "string") return { text: value };
  return typeof value === "boolean" ? [value ? 1 : 0] : value;
}

/** Reads the value at the head of a list of fields. */
export function readBinValue(bin: StateList): BinValue {
  const [field = null] = bin;
  if (field !== null && typeof field === "object" && "text" in field) return field.text;
  if (Array.isArray(field)) return requireDouble(field, 0) === 1;
  const number: ExactNumber | null = optionalNumber(bin, 0);
  if (number !== null && typeof number === "object")
    throw new RangeError(`${showExact(number)} is a decimal`);
  return number;
}

/** The value as plain JSON: whole numbers past 2^53 and numbers that are not finite are text. */
export function plainBinValue(value: BinValue): null | boolean | number | string {
  if (typeof value === "bigint") {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : String(value);
  }
  return typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
}

/** Whether a value is the one that is wanted. */
export function isBinValue(value: BinValue, wanted: MetricLiteral | null): boolean {
  // Decimals come as text, and a number as it was written: they meet by their value.
  if (value === wanted) return true;
  if (typeof wanted !== "number" && typeof wanted !== "bigint") return false;
  if (value === null || typeof value === "boolean") return false;
  try {
    return compareExact(exactNumber(value), decimalOf(wanted)) === 0;
  } catch (cause) {
    if (cause instanceof InvalidArgumentError) return false;
    throw cause;
  }
}

function decimalOf(wanted: number | bigint): ExactNumber {
  const digits = String(wanted);
  return typeof wanted === "number" && !digits.includes("e") ? exactNumber(digits) : wanted;
}
