import type { ColumnType } from "../../dialect/column-type.js";

/** A number as a double; null stays null. */
export function toDouble(value: string): string {
  return `toFloat64(${value})`;
}

/** A value as one of a column: −0 is 0, and every NaN the same one, which ClickHouse tells apart by their bits. */
export function groupKey(value: string, type: ColumnType): string {
  return type.kind === "float" ? `if(isNaN(${value}), nan, ${value} + 0)` : value;
}

/** The digits of the widest numbers that DQX computes with. */
const DIGITS = 38;

/**
 * A sum or difference of which no digit is lost; an error when it has more than 38.
 *
 * @param type - the one in which it is computed
 */
export function addition(sign: "+" | "-", a: string, b: string, type: ColumnType): string {
  if (type.kind === "integer") return wholeResult(a, sign, b);
  if (type.kind !== "decimal") return `(${a} ${sign} ${b})`;
  const { scale } = type;
  const isLarge = [a, b].map((value) => `abs(${toDouble(value)}) >= 1e${DIGITS}`).join(" OR ");
  return decimalResult(isLarge, `toDecimal256(${a}, ${scale}) ${sign} toDecimal256(${b}, ${scale})`, scale);
}

/**
 * A product of which no digit is lost; an error when it has more than 38.
 *
 * @param type - the one in which it is computed
 */
export function product(a: string, b: string, type: ColumnType): string {
  if (type.kind === "integer") return wholeResult(a, "*", b);
  if (type.kind !== "decimal") return `(${a} * ${b})`;
  const isLarge = `abs(${toDouble(a)} * ${toDouble(b)}) >= 1e${DIGITS - type.scale}`;
  return decimalResult(isLarge, `toDecimal256(1, 0) * ${a} * ${b}`, type.scale);
}

/** A number without its sign. */
export function magnitude(value: string, type: ColumnType): string {
  return type.kind === "integer" ? bits128(`abs(${value})`) : `abs(${value})`;
}

// The result of operands of 128 bits fits into 256; whether it does into 128 is checked.
function wholeResult(a: string, sign: "+" | "-" | "*", b: string): string {
  return bits128(`toInt256(${bits128(a)}) ${sign} toInt256(${bits128(b)})`);
}

function bits128(value: string): string {
  return `accurateCast(${value}, 'Nullable(Int128)')`;
}

// What is too large by the doubles of its operands would wrap around silently: it becomes a number that cannot be
// converted.
function decimalResult(isLarge: string, result: string, scale: number): string {
  const tooLarge = `toDecimal256('1${"0".repeat(DIGITS + 1 - scale)}', ${scale})`;
  return `toDecimal128(if(${isLarge}, ${tooLarge}, ${result}), ${scale})`;
}

/** The largest whole number not above a number, or the smallest not below it. */
export function rounded(name: "floor" | "ceil", value: string, type: ColumnType): string {
  if (type.kind === "integer") return value;
  // A decimal keeps its scale, and the type that DQX expects has none.
  return type.kind === "decimal" ? `toDecimal128(${name}(${value}), 0)` : `${name}(${value})`;
}
