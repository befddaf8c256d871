import { createHash } from "node:crypto";
import type { SqlValue } from "@dqx/common";
import { compareExact, type ExactNumber, exactNumber, type RowFunction, toDouble } from "../src/index.js";

/** A row of a table that is held in an array. */
export type Row = Readonly<Record<string, SqlValue>>;

/** Whether a value is neither NaN nor infinite. */
export function isFiniteValue(value: SqlValue): boolean {
  return typeof value !== "number" || Number.isFinite(value);
}

/** The order of two values that are not null: that of numbers, or of texts. */
export function compareValues(a: SqlValue, b: SqlValue): number {
  if (isTime(a) && isTime(b)) return compareExact(microseconds(a), microseconds(b));
  const [x, y] = [numberOf(a, b), numberOf(b, a)];
  if (x !== undefined && y !== undefined) return compareExact(x, y);
  return String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0;
}

// Decimals are text, as engines give them; a number beside one is the decimal that it is written as.
function numberOf(value: SqlValue, other: SqlValue): ExactNumber | undefined {
  if (typeof value === "number" && typeof other === "string" && /^-?\d+(\.\d+)?$/.test(String(value))) {
    return exactNumber(String(value));
  }
  if (typeof value === "number" || typeof value === "bigint") return value;
  return typeof value === "string" && /^-?\d+(\.\d+)?$/.test(value) ? exactNumber(value) : undefined;
}

/** What the functions give that are the same on every engine, over values that are not null. */
export function canonicalValue(
  name: Extract<
    RowFunction,
    | "concat"
    | "canonicalText"
    | "hashBucket"
    | "hashRest"
    | "logBucket"
    | "leadingDigit"
    | "epochSeconds"
    | "epochMicroseconds"
    | "dayNumber"
    | "hourNumber"
    | "monthNumber"
    | "weekday"
  >,
  operands: readonly SqlValue[],
): SqlValue {
  const [a = null, b = null] = operands;
  switch (name) {
    case "concat":
      return operands.join("");
    case "canonicalText":
      return canonicalText(a);
    case "hashBucket":
      return hash(a) >> 52n;
    case "hashRest":
      return hash(a) & (2n ** 52n - 1n);
    case "logBucket": {
      const number = doubleOf(a);
      if (number === 0) return 0n;
      return BigInt(Math.sign(number) * (2 ** 20 + Math.ceil(Math.log(Math.abs(number)) / doubleOf(b))));
    }
    case "leadingDigit": {
      const [digit] = /[1-9]/.exec(String(a)) ?? [];
      return digit === undefined ? null : BigInt(digit);
    }
    case "epochSeconds":
      return epochSeconds(a);
    case "epochMicroseconds":
      return microseconds(a);
    case "dayNumber":
      return BigInt(Math.floor(Date.parse(utc(a)) / 86_400_000));
    case "hourNumber":
      return BigInt(Math.floor(Date.parse(utc(a)) / 3_600_000));
    case "monthNumber": {
      const time = new Date(utc(a));
      return BigInt((time.getUTCFullYear() - 1970) * 12 + time.getUTCMonth());
    }
    case "weekday":
      return BigInt(new Date(utc(a)).getUTCDay() || 7);
  }
}

function doubleOf(value: SqlValue): number {
  return toDouble(exactNumber(value)).value;
}

function canonicalText(value: SqlValue): string {
  if (typeof value === "number" && !Number.isInteger(value)) {
    if (Number.isNaN(value)) return "NaN";
    return `d${new BigInt64Array(Float64Array.of(value).buffer)[0]}`;
  }
  if (typeof value === "number" && Object.is(value, -0)) return "0";
  return String(value)
    .replace(/^(-?\d+\.\d*?)0*$/, "$1")
    .replace(/^(-?\d+)\.$/, "$1");
}

function hash(value: SqlValue): bigint {
  return createHash("md5").update(String(value)).digest().readBigUInt64LE(0);
}

/** Whether a value is the text of a day, timestamp or instant. */
export function isTime(value: SqlValue): value is string {
  return typeof value === "string" && /^\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d|$)/.test(value);
}

/** The seconds since 1970, as a decimal of six digits behind the point. */
export function epochSeconds(value: SqlValue): string {
  const micros = microseconds(value);
  const digits = String(micros < 0n ? -micros : micros).padStart(7, "0");
  return `${micros < 0n ? "-" : ""}${digits.slice(0, -6)}.${digits.slice(-6)}`;
}

// JavaScript's instants end at the millisecond.
function microseconds(value: SqlValue): bigint {
  const fraction = /\.(\d+)/.exec(String(value))?.[1] ?? "";
  const whole = Date.parse(utc(String(value).replace(/\.\d+/, "")));
  return BigInt(whole) * 1000n + BigInt(fraction.padEnd(6, "0"));
}

function utc(value: SqlValue): string {
  const text = String(value).replace(" ", "T");
  if (!text.includes("T")) return `${text}T00:00:00Z`;
  return /(?:Z|[+-]\d\d(?::?\d\d)?)$/.test(text) ? text.replace(/([+-]\d\d)$/, "$1:00") : `${text}Z`;
}
