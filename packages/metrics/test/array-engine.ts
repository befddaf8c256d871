import type { SqlValue } from "@dqx/common";
import type { Aggregate, RowExpression } from "../src/index.js";

/** A row of a table that is held in an array. */
export type Row = Readonly<Record<string, SqlValue>>;

/**
 * What an engine answers to an aggregate, computed the naive way over an array: whole numbers as bigint,
 * decimals (text with two digits behind the point) as text, doubles as doubles.
 */
export function compute(aggregate: Aggregate, rows: readonly Row[]): SqlValue {
  switch (aggregate.kind) {
    case "rows":
      return BigInt(rows.length);
    case "nonNull":
      return BigInt(values(rows, nameOf(aggregate.of)).length);
    case "nonFinite":
      return BigInt(values(rows, nameOf(aggregate.of)).filter((value) => !isFiniteValue(value)).length);
    case "sum":
      return sum(finite(rows, nameOf(aggregate.of)));
    case "minimum":
      return extreme(finite(rows, nameOf(aggregate.of)), -1);
    case "maximum":
      return extreme(finite(rows, nameOf(aggregate.of)), 1);
    case "populationVariance":
      return populationVariance(finite(rows, nameOf(aggregate.of)).map(Number));
    case "first":
      return first(rows, nameOf(aggregate.of), nameOf(aggregate.orderBy));
    case "countDistinct":
      return BigInt(distinctKeys(rows, aggregate.of.map(nameOf)).size);
    case "countEqual": {
      const { values: literals } = aggregate;
      return BigInt(values(rows, nameOf(aggregate.of)).filter((value) => literals.includes(value)).length);
    }
  }
}

/** The name of the column that an expression is. This engine computes no other expressions. */
export function nameOf(expression: RowExpression): string {
  if (expression.kind !== "column") throw new Error("a column");
  return expression.name;
}

/** The values of a column that are not null. */
export function values(rows: readonly Row[], column: string): readonly Exclude<SqlValue, null>[] {
  return rows.map((row) => row[column] ?? null).filter((value) => value !== null);
}

function finite(rows: readonly Row[], column: string): readonly Exclude<SqlValue, null>[] {
  return values(rows, column).filter(isFiniteValue);
}

function isFiniteValue(value: SqlValue): boolean {
  return typeof value !== "number" || Number.isFinite(value);
}

function sum(numbers: readonly Exclude<SqlValue, null>[]): SqlValue {
  const [head] = numbers;
  if (head === undefined) return null;
  if (typeof head === "number") return numbers.map(Number).reduce((a, b) => a + b);
  if (typeof head === "bigint") return numbers.map(BigInt).reduce((a, b) => a + b);
  return fromCents(numbers.map(toCents).reduce((a, b) => a + b));
}

function extreme(numbers: readonly Exclude<SqlValue, null>[], sign: 1 | -1): SqlValue {
  return numbers.toSorted((a, b) => sign * (Number(b) - Number(a)))[0] ?? null;
}

function populationVariance(numbers: readonly number[]): SqlValue {
  if (numbers.length === 0) return null;
  const mean = numbers.reduce((a, b) => a + b, 0) / numbers.length;
  return numbers.reduce((total, number) => total + (number - mean) ** 2, 0) / numbers.length;
}

function first(rows: readonly Row[], column: string, orderBy: string): SqlValue {
  const candidates = rows
    .filter((row) => row[column] !== null && row[orderBy] !== null && isFiniteValue(row[column] ?? null))
    .toSorted((a, b) => Number(a[orderBy]) - Number(b[orderBy]) || Number(a[column]) - Number(b[column]));
  return candidates[0]?.[column] ?? null;
}

function distinctKeys(rows: readonly Row[], columns: readonly string[]): ReadonlySet<string> {
  const keys = rows.map((row) => columns.map((column) => row[column] ?? null));
  return new Set(keys.filter((key) => key.some((part) => part !== null)).map((key) => key.join("\u0000")));
}

/** `-1.05` as -105n. */
export function toCents(decimal: SqlValue): bigint {
  return BigInt(String(decimal).replace(".", ""));
}

/** -105n as `-1.05`. */
export function fromCents(cents: bigint): string {
  const digits = String(cents < 0n ? -cents : cents).padStart(3, "0");
  return `${cents < 0n ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
