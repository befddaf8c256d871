import { InvalidArgumentError, type SqlValue, showValue } from "@dqx/common";

/** A decimal number: `unscaled / 10 ** scale`. */
export interface Decimal {
  readonly unscaled: bigint;
  /** Digits behind the point; 0 or more. */
  readonly scale: number;
}

/** A number as exact as the engine gave it: a double, a whole number of any size, or a decimal. */
export type ExactNumber = number | bigint | Decimal;

/** A double, and whether it shows all digits of what it was made from. */
export interface DoubleConversion {
  readonly value: number;
  /** False when the exact number has digits that the double does not. */
  readonly exact: boolean;
}

const DECIMAL = /^([+-]?)(\d+)(?:\.(\d+))?$/;

/**
 * Reads a number that an engine gave.
 *
 * @param value - a number, a bigint, or the text of a decimal such as `"1.10"`
 * @returns the number with all its digits
 * @throws {@link InvalidArgumentError} when it is no number
 */
export function exactNumber(value: SqlValue): ExactNumber {
  if (typeof value === "number" || typeof value === "bigint") return value;
  const decimal = typeof value === "string" ? parseDecimal(value) : undefined;
  if (decimal === undefined) throw new InvalidArgumentError(`${showValue(value)} is not a number.`);
  return decimal;
}

/**
 * Adds two numbers: exactly when neither is a double, in double precision otherwise.
 *
 * @returns the sum, in the wider of both kinds
 */
export function addExact(a: ExactNumber, b: ExactNumber): ExactNumber {
  if (typeof a === "number" || typeof b === "number") return toDouble(a).value + toDouble(b).value;
  if (typeof a === "bigint" && typeof b === "bigint") return a + b;
  const [left, right] = [asDecimal(a), asDecimal(b)];
  const scale = Math.max(left.scale, right.scale);
  return { unscaled: rescale(left, scale) + rescale(right, scale), scale };
}

/**
 * Compares two numbers without rounding the exact ones.
 *
 * @returns negative when `a` is the smaller, positive when it is the larger, 0 when they are equal
 */
export function compareExact(a: ExactNumber, b: ExactNumber): number {
  if (typeof a === "number" || typeof b === "number") return toDouble(a).value - toDouble(b).value;
  const [left, right] = [asDecimal(a), asDecimal(b)];
  const scale = Math.max(left.scale, right.scale);
  const difference = rescale(left, scale) - rescale(right, scale);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/**
 * The double nearest to an exact number: the final conversion.
 *
 * @returns the double, and whether it still shows all the digits
 */
export function toDouble(number: ExactNumber): DoubleConversion {
  if (typeof number === "number") return { value: number, exact: true };
  if (typeof number === "bigint") {
    const value = Number(number);
    return { value, exact: Number.isFinite(value) && BigInt(value) === number };
  }
  const value = Number(showExact(number));
  const back = parseDecimal(fixedNotation(value));
  return { value, exact: back !== undefined && compareExact(back, number) === 0 };
}

/**
 * Writes a number with all its digits.
 *
 * @returns for example `9007199254740993`, `1.10` or `1e+300`
 */
export function showExact(number: ExactNumber): string {
  if (typeof number === "number") return Object.is(number, -0) ? "-0" : String(number);
  if (typeof number === "bigint") return String(number);
  const sign = number.unscaled < 0n ? "-" : "";
  const digits = String(number.unscaled < 0n ? -number.unscaled : number.unscaled).padStart(
    number.scale + 1,
    "0",
  );
  const point = digits.length - number.scale;
  return number.scale === 0 ? sign + digits : `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}

function parseDecimal(text: string): Decimal | undefined {
  const match = DECIMAL.exec(text);
  if (match === null) return undefined;
  const [, sign = "", whole = "", fraction = ""] = match;
  const magnitude = BigInt(whole + fraction);
  return { unscaled: sign === "-" ? -magnitude : magnitude, scale: fraction.length };
}

function asDecimal(number: bigint | Decimal): Decimal {
  return typeof number === "bigint" ? { unscaled: number, scale: 0 } : number;
}

function rescale(number: Decimal, scale: number): bigint {
  return number.unscaled * 10n ** BigInt(scale - number.scale);
}

// JavaScript writes doubles past 1e21 and below 1e-6 with an exponent; this writes their shortest digits without.
function fixedNotation(value: number): string {
  const [mantissa = "", exponent] = String(value).split("e");
  if (exponent === undefined) return mantissa;
  const [whole = "", fraction = ""] = mantissa.replace("-", "").split(".");
  const point = whole.length + Number(exponent);
  const digits = whole + fraction;
  const padded = digits.padEnd(point, "0").padStart(digits.length - point + 1, "0");
  const sign = value < 0 ? "-" : "";
  if (point >= digits.length) return sign + padded;
  return `${sign}0.${padded.slice(1)}`;
}
