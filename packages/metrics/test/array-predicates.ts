import type { SqlValue } from "@dqx/common";
import {
  type ComparisonOperator,
  EXAMPLE_TIME,
  exactNumber,
  type Predicate,
  type RowExpression,
  type RowFunction,
  type TimeUnit,
} from "../src/index.js";
import { hasFormat } from "./array-formats.js";
import { canonicalValue, compareValues, type Row } from "./array-rows.js";
import { compareRational, type Rational, rational } from "./rational.js";

/** Decides a predicate for a row of an array the naive way; null is unknown. */
export function holds(predicate: Predicate, row: Row): boolean | null {
  switch (predicate.kind) {
    case "isNull":
      return evaluate(predicate.of, row) === null;
    case "not": {
      const inside = holds(predicate.operand, row);
      return inside === null ? null : !inside;
    }
    case "and":
      return both(predicate.operands.map((operand) => holds(operand, row)));
    case "or": {
      const none = both(predicate.operands.map((operand) => holds({ kind: "not", operand }, row)));
      return none === null ? null : !none;
    }
    case "compare":
      return compare(evaluate(predicate.left, row), predicate.operator, evaluate(predicate.right, row));
    case "between": {
      const of = evaluate(predicate.of, row);
      return both([
        compare(of, "geq", evaluate(predicate.from, row)),
        compare(of, "leq", evaluate(predicate.to, row)),
      ]);
    }
    case "in": {
      const of = evaluate(predicate.of, row);
      return of === null ? null : predicate.values.some((value) => isSame(of, value));
    }
    case "isFinite": {
      const of = evaluate(predicate.of, row);
      return of === null ? null : typeof of !== "number" || Number.isFinite(of);
    }
    case "matches": {
      const of = evaluate(predicate.of, row);
      return of === null ? null : new RegExp(predicate.pattern, `${predicate.flags ?? ""}u`).test(String(of));
    }
    case "hasFormat":
      return hasFormat(evaluate(predicate.of, row), predicate.format);
    case "sql":
      throw new Error(`this engine cannot decide ${predicate.kind}`);
  }
}

function both(parts: readonly (boolean | null)[]): boolean | null {
  if (parts.includes(false)) return false;
  return parts.includes(null) ? null : true;
}

function compare(a: SqlValue, operator: ComparisonOperator, b: SqlValue): boolean | null {
  if (a === null || b === null) return null;
  if (Number.isNaN(a) || Number.isNaN(b)) return operator === "neq";
  const order = compareValues(a, b);
  switch (operator) {
    case "eq":
      return order === 0;
    case "neq":
      return order !== 0;
    case "lt":
      return order < 0;
    case "leq":
      return order <= 0;
    case "gt":
      return order > 0;
    case "geq":
      return order >= 0;
  }
}

// Whether a value equals a literal: numbers by their exact value, and a decimal is text.
function isSame(value: SqlValue, literal: SqlValue): boolean {
  const isNumber = typeof literal === "number" || typeof literal === "bigint";
  if (!isNumber || typeof value === "boolean" || (typeof value === "number" && !Number.isFinite(value)))
    return value === literal;
  // A literal of a program is the decimal that it is written as.
  const written = (number: SqlValue): Rational =>
    typeof number === "number" && typeof value === "string"
      ? fromText(number)
      : rational(exactNumber(number));
  return compareRational(written(value), written(literal)) === 0;
}

function fromText(number: number): Rational {
  const [mantissa = "0", exponent = "0"] = String(number).split("e");
  const { numerator, denominator } = rational(exactNumber(mantissa));
  const power = 10n ** BigInt(Math.abs(Number(exponent)));
  return Number(exponent) < 0
    ? { numerator, denominator: denominator * power }
    : { numerator: numerator * power, denominator };
}

/** The value of an expression for a row, computed the naive way. */
export function evaluate(expression: RowExpression, row: Row): SqlValue {
  switch (expression.kind) {
    case "column":
      return row[expression.name] ?? null;
    case "literal":
      return expression.value;
    case "ago":
      return ago(expression.amount, expression.unit);
    case "call":
      return call(
        expression.name,
        expression.arguments.map((argument) => evaluate(argument, row)),
      );
    case "sql":
      throw new Error("this engine has no SQL");
  }
}

// An instant before the reference time of the examples.
function ago(amount: number, unit: TimeUnit): string {
  const time = new Date(EXAMPLE_TIME);
  switch (unit) {
    case "minute":
      time.setUTCMinutes(time.getUTCMinutes() - amount);
      break;
    case "hour":
      time.setUTCHours(time.getUTCHours() - amount);
      break;
    case "day":
      time.setUTCDate(time.getUTCDate() - amount);
      break;
    case "week":
      time.setUTCDate(time.getUTCDate() - 7 * amount);
      break;
    case "month":
    case "year":
      // The reference time is the first of a month, which every month has.
      time.setUTCMonth(time.getUTCMonth() - amount * (unit === "year" ? 12 : 1));
      break;
  }
  return time.toISOString();
}

function call(name: RowFunction, operands: readonly SqlValue[]): SqlValue {
  const [a = null, b = null] = operands;
  if (name === "coalesce") return operands.find((operand) => operand !== null) ?? null;
  if (name === "nullIf") return compare(a, "eq", b) === true ? null : a;
  if (operands.includes(null)) return null;
  switch (name) {
    case "length":
      return BigInt(Array.isArray(a) ? a.length : [...String(a)].length);
    case "lower":
      return String(a).toLowerCase();
    case "upper":
      return String(a).toUpperCase();
    case "trim":
      return String(a).replace(/^[ \t-\r]+|[ \t-\r]+$/g, "");
    case "abs":
      return typeof a === "bigint" ? (a < 0n ? -a : a) : decimal(a, (x) => (x < 0n ? -x : x), Math.abs);
    case "floor":
      return typeof a === "bigint" ? a : Math.floor(Number(a));
    case "ceiling":
      return typeof a === "bigint" ? a : Math.ceil(Number(a));
    case "add":
      return arithmetic(
        a,
        b,
        (x, y) => x + y,
        (x, y) => x + y,
      );
    case "sub":
      return arithmetic(
        a,
        b,
        (x, y) => x - y,
        (x, y) => x - y,
      );
    case "mul":
      return product(a, b);
    case "ln":
      return Number(a) > 0 ? Math.log(Number(a)) : null;
    case "div":
      return Number(b) === 0 ? null : Number(a) / Number(b);
    case "concat":
    case "canonicalText":
    case "hashBucket":
    case "hashRest":
    case "logBucket":
    case "leadingDigit":
    case "epochSeconds":
    case "epochMicroseconds":
    case "dayNumber":
    case "hourNumber":
    case "monthNumber":
    case "weekday":
      return canonicalValue(name, operands);
  }
}

/** Decimals are texts, with as many digits behind the point as they have. */
function isDecimal(value: SqlValue): value is string {
  return typeof value === "string" && /^-?\d+\.\d+$/.test(value);
}

function scaleOf(value: SqlValue): number {
  return isDecimal(value) ? (value.split(".")[1] ?? "").length : 0;
}

function unscaled(value: SqlValue, scale: number): bigint {
  const [whole = "", fraction = ""] = String(value).split(".");
  return BigInt(whole + fraction.padEnd(scale, "0"));
}

function decimalText(digits: bigint, scale: number): SqlValue {
  if (scale === 0) return digits;
  const text = String(digits < 0n ? -digits : digits).padStart(scale + 1, "0");
  return `${digits < 0n ? "-" : ""}${text.slice(0, -scale)}.${text.slice(-scale)}`;
}

function decimal(value: SqlValue, exact: (x: bigint) => bigint, double: (x: number) => number): SqlValue {
  if (!isDecimal(value)) return double(Number(value));
  const scale = scaleOf(value);
  return decimalText(exact(unscaled(value, scale)), scale);
}

function arithmetic(
  a: SqlValue,
  b: SqlValue,
  exact: (x: bigint, y: bigint) => bigint,
  double: (x: number, y: number) => number,
): SqlValue {
  if (typeof a === "number" || typeof b === "number") return double(Number(a), Number(b));
  const scale = Math.max(scaleOf(a), scaleOf(b));
  return decimalText(exact(unscaled(a, scale), unscaled(b, scale)), scale);
}

function product(a: SqlValue, b: SqlValue): SqlValue {
  if (typeof a === "number" || typeof b === "number") return Number(a) * Number(b);
  const [x, y] = [scaleOf(a), scaleOf(b)];
  return decimalText(unscaled(a, x) * unscaled(b, y), x + y);
}
