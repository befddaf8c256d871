import type { ExactNumber } from "../src/index.js";

/** A fraction; the denominator is positive. */
export interface Rational {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** The exact value of a number as a fraction; that of a double is read from its bits (IEEE 754, binary64). */
export function rational(number: ExactNumber): Rational {
  if (typeof number === "bigint") return { numerator: number, denominator: 1n };
  if (typeof number !== "number")
    return { numerator: number.unscaled, denominator: 10n ** BigInt(number.scale) };
  const bits = new BigInt64Array(new Float64Array([number]).buffer)[0] ?? 0n;
  const sign = bits < 0n ? -1n : 1n;
  const exponent = (bits >> 52n) & 0x7ffn;
  const fraction = bits & 0xfffffffffffffn;
  const significand = sign * (exponent === 0n ? fraction : fraction | (1n << 52n));
  const power = (exponent === 0n ? 1n : exponent) - 1075n;
  return power >= 0n
    ? { numerator: significand << power, denominator: 1n }
    : { numerator: significand, denominator: 1n << -power };
}

/** The sign of `a - b`. */
export function compareRational(a: Rational, b: Rational): number {
  const difference = a.numerator * b.denominator - b.numerator * a.denominator;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** `|a - b|`. */
export function distance(a: Rational, b: Rational): Rational {
  const difference = a.numerator * b.denominator - b.numerator * a.denominator;
  return {
    numerator: difference < 0n ? -difference : difference,
    denominator: a.denominator * b.denominator,
  };
}

/** The next double away from zero. */
export function nextDouble(double: number): number {
  const bits = new BigInt64Array(new Float64Array([double]).buffer)[0] ?? 0n;
  return new Float64Array(new BigInt64Array([bits + 1n]).buffer)[0] ?? Number.NaN;
}
