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

// The digits of the largest count and of a double, and some more, so that cutting the quotient off does not show.
const GUARD_DIGITS = 40n;
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

/** The number with the other sign. */
export function negateExact(number: ExactNumber): ExactNumber {
  if (typeof number === "number" || typeof number === "bigint") return -number;
  return { ...number, unscaled: -number.unscaled };
}

/**
 * Subtracts a number from another: exactly when neither is a double, in double precision otherwise.
 *
 * @returns the difference, in the wider of both kinds
 */
export function subtractExact(a: ExactNumber, b: ExactNumber): ExactNumber {
  if (typeof b === "number") return addExact(a, -b);
  return addExact(a, typeof b === "bigint" ? -b : { ...b, unscaled: -b.unscaled });
}

/**
 * Divides two numbers: without rounding the operands when neither is a double, to the nearest double then.
 *
 * @param divisor - not 0
 */
export function quotientOf(dividend: ExactNumber, divisor: ExactNumber): ExactNumber {
  if (typeof dividend === "number" || typeof divisor === "number") {
    return toDouble(dividend).value / toDouble(divisor).value;
  }
  const [over, under] = [asDecimal(dividend), asDecimal(divisor)];
  const sign = under.unscaled < 0n ? -1n : 1n;
  return divideExact(
    { unscaled: sign * over.unscaled * 10n ** BigInt(under.scale), scale: over.scale },
    sign * under.unscaled,
  );
}

/**
 * Divides by a count: exactly when the quotient has no more digits behind the point than the dividend, to the
 * nearest double otherwise.
 *
 * @param count - 1 or more
 */
export function divideExact(number: ExactNumber, count: number | bigint): ExactNumber {
  if (typeof number === "number") return number / Number(count);
  const { unscaled, scale } = asDecimal(number);
  const divisor = BigInt(count);
  if (unscaled % divisor === 0n) return { unscaled: unscaled / divisor, scale };
  const guarded = {
    unscaled: (unscaled * 10n ** GUARD_DIGITS) / divisor,
    scale: scale + Number(GUARD_DIGITS),
  };
  return toDouble(guarded).value;
}

/** A number that is not rounded: no double. */
export type WholeOrDecimal = Exclude<ExactNumber, number>;

/**
 * The sum of squared deviations from the mean, times their count: n · Σ x² - (Σ x)², without rounding.
 *
 * @param count - n
 * @param sum - Σ x
 * @param squares - Σ x²
 */
export function scaledDeviations(count: number, sum: WholeOrDecimal, squares: WholeOrDecimal): Decimal {
  return scaledProducts(count, sum, sum, squares);
}

/**
 * The sum of the products of deviations from two means, times their count: n · Σ xy - Σ x · Σ y, without rounding.
 *
 * @param count - n
 * @param sumX - Σ x
 * @param sumY - Σ y
 * @param products - Σ xy
 */
export function scaledProducts(
  count: number,
  sumX: WholeOrDecimal,
  sumY: WholeOrDecimal,
  products: WholeOrDecimal,
): Decimal {
  const [x, y, product] = [asDecimal(sumX), asDecimal(sumY), asDecimal(products)];
  const scale = Math.max(x.scale + y.scale, product.scale);
  const own = rescale({ unscaled: x.unscaled * y.unscaled, scale: x.scale + y.scale }, scale);
  return { unscaled: BigInt(count) * rescale(product, scale) - own, scale };
}

/** {@link addExact} of numbers that are not doubles. */
export function addWhole(a: WholeOrDecimal, b: WholeOrDecimal): WholeOrDecimal {
  const sum = addExact(a, b);
  if (typeof sum === "number") throw new RangeError("the sum of exact numbers is a double");
  return sum;
}

/**
 * Compares two numbers without rounding either.
 *
 * @returns negative when `a` is the smaller, positive when it is the larger, 0 when they are equal
 */
export function compareExact(a: ExactNumber, b: ExactNumber): number {
  if (typeof a === "number" && typeof b === "number") return order(a, b);
  // An infinite double has no digits, and everything finite is on one side of it.
  if (isInfinite(a) || isInfinite(b)) return order(toDouble(a).value, toDouble(b).value);
  const [left, right] = [asDecimal(a), asDecimal(b)];
  const scale = Math.max(left.scale, right.scale);
  return order(rescale(left, scale), rescale(right, scale));
}

/**
 * The double nearest to an exact number: the final conversion.
 *
 * @returns the double, and whether no digit was lost: it equals the number, or is shown with the same digits
 */
export function toDouble(number: ExactNumber): DoubleConversion {
  if (typeof number === "number") return { value: number, exact: true };
  const value = Number(showExact(number));
  const exact =
    Number.isFinite(value) &&
    (compareExact(shownDigits(value), number) === 0 || compareExact(value, number) === 0);
  return { value, exact };
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

function asDecimal(number: ExactNumber): Decimal {
  if (typeof number === "number") return decimalOf(number);
  return typeof number === "bigint" ? { unscaled: number, scale: 0 } : number;
}

// A finite double is a whole number over a power of two, and 1 / 2^n = 5^n / 10^n. Doubling never rounds.
function decimalOf(double: number): Decimal {
  let whole = double;
  let scale = 0;
  while (!Number.isInteger(whole)) {
    whole *= 2;
    scale += 1;
  }
  return { unscaled: BigInt(whole) * 5n ** BigInt(scale), scale };
}

// The digits that JavaScript shows, the fewest that lead back to the double: `1.5e-7`, `1e+21`, `0.1`.
function shownDigits(double: number): Decimal {
  const [mantissa = "0", exponent = "0"] = String(double).split("e");
  const [whole = "0", fraction = ""] = mantissa.split(".");
  const unscaled = BigInt(whole + fraction);
  const scale = fraction.length - Number(exponent);
  return scale < 0 ? { unscaled: unscaled * 10n ** BigInt(-scale), scale: 0 } : { unscaled, scale };
}

function rescale(number: Decimal, scale: number): bigint {
  return number.unscaled * 10n ** BigInt(scale - number.scale);
}

function isInfinite(number: ExactNumber): boolean {
  return typeof number === "number" && !Number.isFinite(number);
}

function order<T extends number | bigint>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
