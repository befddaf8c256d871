import type { SqlValue } from "@dqx/common";
import {
  type Aggregate,
  keyColumn,
  largestGroups,
  type Measurement,
  type Predicate,
  type RowExpression,
  resultColumn,
  type SchemaColumn,
  type SimpleMetricSpec,
} from "../src/index.js";
import { evaluate, holds } from "./array-predicates.js";
import { compareValues, epochSeconds, isFiniteValue, isTime, type Row } from "./array-rows.js";

export type { Row };

type Cell = Exclude<SqlValue, null>;
type Pair = readonly [Cell, Cell];

/**
 * What an engine answers to an aggregate, computed the naive way over an array: whole numbers as bigint,
 * decimals as text, doubles as doubles.
 */
export function compute(aggregate: Aggregate, table: readonly Row[]): SqlValue {
  const { where } = aggregate;
  const rows = where === undefined ? table : table.filter((row) => holds(where, row) === true);
  switch (aggregate.kind) {
    case "rows":
      return BigInt(rows.length);
    case "nonNull":
      return BigInt(valuesOf(rows, aggregate.of).length);
    case "nonFinite":
      return BigInt(valuesOf(rows, aggregate.of).filter((value) => !isFiniteValue(value)).length);
    case "sum":
      return sum(finite(rows, aggregate.of));
    case "minimum":
      return extreme(points(rows, aggregate.of), -1);
    case "maximum":
      return extreme(points(rows, aggregate.of), 1);
    case "sumOfSquares":
      return sumOfSquares(finite(rows, aggregate.of));
    case "populationVariance":
      return populationVariance(finite(rows, aggregate.of));
    case "sumXLogX": {
      const numbers = finite(rows, aggregate.of)
        .map(Number)
        .filter((x) => x > 0);
      return numbers.length === 0 ? null : numbers.reduce((total, x) => total + x * Math.log(x), 0);
    }
    case "quantile":
      return quantile(finite(rows, aggregate.of), aggregate.at, aggregate.method);
    case "sumOfProducts":
      return sumOfProducts(pairsOf(rows, aggregate.of, aggregate.with));
    case "populationCovariance":
      return populationCovariance(pairsOf(rows, aggregate.of, aggregate.with));
    case "first":
      return atEnd(rows, aggregate.of, aggregate.orderBy, 1);
    case "last":
      return atEnd(rows, aggregate.of, aggregate.orderBy, -1);
    case "countDistinct":
      return BigInt(distinctKeys(rows, aggregate.of).size);
    case "countIf":
      return BigInt(rows.filter((row) => holds(aggregate.predicate, row) === true).length);
    case "custom":
      return customResult(aggregate.text, rows);
    case "countKnown":
      return BigInt(rows.filter((row) => holds(aggregate.predicate, row) !== null).length);
  }
}

// The SQL that examples have: no engine of arrays reads it.
function customResult(text: string, rows: readonly Row[]): SqlValue {
  const x = { kind: "column", name: "x" } as const;
  switch (text) {
    case "sum(x * y) / sum(y)": {
      const pairs = rows.flatMap(({ x: a, y: b }) => (b == null ? [] : [[a, Number(b)] as const]));
      const products = pairs.flatMap(([a, b]) => (a == null ? [] : [Number(a) * b]));
      const add = (total: number, each: number) => total + each;
      if (products.length === 0) return null;
      return products.reduce(add, 0) / pairs.map(([, b]) => b).reduce(add, 0);
    }
    case "max(x) -- the largest":
      return compute({ kind: "maximum", of: x }, rows);
    case "max(x) - min(x)":
      return difference(compute({ kind: "maximum", of: x }, rows), compute({ kind: "minimum", of: x }, rows));
    case "sum(x)": {
      const values = valuesOf(rows, x);
      return values.every(isFiniteValue) ? sum(values) : Number.NaN;
    }
    case "count(x)":
      return BigInt(valuesOf(rows, x).length);
    case "count(*)":
      return BigInt(rows.length);
    default:
      throw new RangeError(`the engine of arrays does not know the SQL ${text}`);
  }
}

function difference(a: SqlValue, b: SqlValue): SqlValue {
  if (a === null || b === null) return null;
  if (typeof b === "bigint" || typeof b === "number") return sum([a, -b]);
  const text = String(b);
  return sum([a, text.startsWith("-") ? text.slice(1) : `-${text}`]);
}

/** All aggregates of a metric. */
export function aggregatesOf({ measurement }: SimpleMetricSpec): readonly Aggregate[] {
  switch (measurement.kind) {
    case "scan":
    case "groups":
    case "sequence":
      return measurement.aggregates;
    case "overGroups":
      return [...measurement.inner, ...measurement.outer];
    case "passes":
      return [...measurement.before.flat(), ...measurement.aggregates];
    case "schema":
      return [];
  }
}

/** The state of a table, as an engine's answers give it. */
export function stateOf(
  { measurement }: SimpleMetricSpec,
  table: readonly Row[],
  schema: readonly SchemaColumn[] = [],
): Uint8Array {
  switch (measurement.kind) {
    case "scan":
      return measurement.stateOf(measurement.aggregates.map((aggregate) => compute(aggregate, table)));
    case "groups": {
      const { by, aggregates, where, limit } = measurement;
      const groups = groupsOf(by, where, table).map(({ key, rows }) => ({
        key,
        rows: rows.length,
        results: aggregates.map((aggregate) => compute(aggregate, rows)),
      }));
      return measurement.stateOf(
        largestGroups(
          { groups: groups.toSorted((a, b) => b.rows - a.rows), rest: { groups: 0, rows: 0 } },
          limit,
        ),
      );
    }
    case "overGroups": {
      const { by, inner, outer, where } = measurement;
      const groups = groupsOf(by, where, table).map(
        ({ key, rows }): Row =>
          Object.fromEntries([
            ...key.map((value, index) => [nameOf(keyColumn(index)), value]),
            ...inner.map((aggregate, index) => [nameOf(resultColumn(index)), compute(aggregate, rows)]),
          ]),
      );
      return measurement.stateOf(outer.map((aggregate) => compute(aggregate, groups)));
    }
    case "passes": {
      const computed: SqlValue[] = [];
      for (const pass of measurement.before) {
        const rows = withResults(table, computed);
        computed.push(...pass.map((aggregate) => compute(aggregate, rows)));
      }
      const rows = withResults(table, computed);
      return measurement.stateOf(measurement.aggregates.map((aggregate) => compute(aggregate, rows)));
    }
    case "sequence": {
      const rows = sequenceOf(measurement, table);
      return measurement.stateOf(measurement.aggregates.map((aggregate) => compute(aggregate, rows)));
    }
    case "schema":
      return measurement.stateOf(schema);
  }
}

function withResults(table: readonly Row[], computed: readonly SqlValue[]): readonly Row[] {
  const results = Object.fromEntries(computed.map((value, index) => [nameOf(resultColumn(index)), value]));
  return table.map((row) => ({ ...row, ...results }));
}

function sequenceOf(
  { by, orderBy, windows, where }: Extract<Measurement, { readonly kind: "sequence" }>,
  table: readonly Row[],
): readonly Row[] {
  const needed = [...orderBy, ...windows.map(({ of }) => of)];
  const present = table.filter((row) =>
    needed
      .map((expression) => evaluate(expression, row))
      .every((value) => value !== null && isFiniteValue(value)),
  );
  return groupsOf(by, where, present).flatMap(({ rows }) => {
    const ordered = rows.toSorted((a, b) =>
      orderBy
        .map((expression) => compareValues(evaluate(expression, a), evaluate(expression, b)))
        .reduce((first, next) => first || next, 0),
    );
    return ordered.map((row, place): Row => {
      const told = windows.map(({ kind, of }, index): [string, SqlValue] => {
        const before = ordered.slice(0, place).map((other) => evaluate(of, other));
        const value = kind === "previous" ? before.at(-1) : before.toSorted(compareValues).at(-1);
        return [nameOf(resultColumn(index)), value ?? null];
      });
      return { ...row, ...Object.fromEntries(told) };
    });
  });
}

function groupsOf(
  by: readonly RowExpression[],
  where: Predicate | undefined,
  table: readonly Row[],
): readonly { readonly key: readonly SqlValue[]; readonly rows: readonly Row[] }[] {
  const groups = new Map<string, { readonly key: readonly SqlValue[]; readonly rows: Row[] }>();
  for (const row of table) {
    if (where !== undefined && holds(where, row) !== true) continue;
    const key = by.map((expression) => evaluate(expression, row));
    const identity = key.map((value) => `${typeof value} ${String(value)}`).join("\u0000");
    const group = groups.get(identity) ?? { key, rows: [] };
    group.rows.push(row);
    groups.set(identity, group);
  }
  return [...groups.values()];
}

/** The name of the column that an expression is. */
export function nameOf(expression: RowExpression): string {
  if (expression.kind !== "column") throw new Error("a column");
  return expression.name;
}

/** The values of a column that are not null. */
export function values(rows: readonly Row[], column: string): readonly Cell[] {
  return rows.map((row) => row[column] ?? null).filter((value) => value !== null);
}

function valuesOf(rows: readonly Row[], of: RowExpression): readonly Cell[] {
  return rows.map((row) => evaluate(of, row)).filter((value) => value !== null);
}

function finite(rows: readonly Row[], of: RowExpression): readonly Cell[] {
  return valuesOf(rows, of).filter(isFiniteValue);
}

// Days and times are their epoch seconds.
function points(rows: readonly Row[], of: RowExpression): readonly Cell[] {
  return finite(rows, of).map((value) => (isTime(value) ? epochSeconds(value) : value));
}

function quantile(
  numbers: readonly Exclude<SqlValue, null>[],
  at: number,
  method: "continuous" | "discrete",
): SqlValue {
  const sorted = numbers.toSorted(compareValues);
  const { length } = sorted;
  if (length === 0) return null;
  if (method === "discrete") return sorted[Math.max(0, Math.ceil(at * length) - 1)] ?? null;
  const place = at * (length - 1);
  const [low, high] = [Math.floor(place), Math.ceil(place)].map((index) => Number(sorted[index]));
  return (low ?? 0) + (place - Math.floor(place)) * ((high ?? 0) - (low ?? 0));
}

function sum(numbers: readonly Cell[]): SqlValue {
  const [head] = numbers;
  if (head === undefined) return null;
  if (typeof head === "number") return numbers.map(Number).reduce((a, b) => a + b);
  const scale = scaleOf(numbers);
  const total = numbers.map((number) => unscaled(number, scale)).reduce((a, b) => a + b);
  return scale === 0 ? total : decimalText(total, scale);
}

function extreme(numbers: readonly Cell[], sign: 1 | -1): SqlValue {
  const scale = scaleOf(numbers);
  const key = (value: Cell) =>
    typeof value === "string" ? unscaled(value, scale) : typeof value === "bigint" ? value : Number(value);
  const later = (a: Cell, b: Cell) => (sign > 0 ? key(a) > key(b) : key(a) < key(b));
  return numbers.reduce<Cell | null>(
    (best, value) => (best === null || later(value, best) ? value : best),
    null,
  );
}

function sumOfSquares(values: readonly Cell[]): SqlValue {
  return sumOfProducts(values.map((value) => [value, value] as const));
}

function sumOfProducts(pairs: readonly Pair[]): SqlValue {
  if (pairs.length === 0 || pairs.some((pair) => pair.some((value) => typeof value === "number")))
    return null;
  const [x, y] = [scaleOf(pairs.map(([a]) => a)), scaleOf(pairs.map(([, b]) => b))];
  const total = pairs.map(([a, b]) => unscaled(a, x) * unscaled(b, y)).reduce((a, b) => a + b);
  // A list says how many digits stand behind the point, in front of its limbs of 32 bits.
  return x + y === 0 ? total : [BigInt(x + y), total & 0xffffffffn, total >> 32n];
}

function populationCovariance(pairs: readonly Pair[]): SqlValue {
  if (!pairs.some((pair) => pair.some((value) => typeof value === "number"))) return null;
  const numbers = pairs.map(([a, b]) => [Number(a), Number(b)] as const);
  const mean = (of: readonly number[]) => of.reduce((a, b) => a + b, 0) / of.length;
  const [x, y] = [mean(numbers.map(([a]) => a)), mean(numbers.map(([, b]) => b))];
  return mean(numbers.map(([a, b]) => (a - x) * (b - y)));
}

function populationVariance(values: readonly Cell[]): SqlValue {
  if (values.length === 0 || values.some((value) => typeof value !== "number")) return null;
  const numbers = values.map(Number);
  const mean = numbers.reduce((a, b) => a + b, 0) / numbers.length;
  return numbers.reduce((total, number) => total + (number - mean) ** 2, 0) / numbers.length;
}

function atEnd(rows: readonly Row[], of: RowExpression, orderBy: RowExpression, sign: 1 | -1): SqlValue {
  const candidates = rows
    .map((row) => ({ value: evaluate(of, row), place: evaluate(orderBy, row) }))
    .filter(({ value, place }) => value !== null && place !== null && isFiniteValue(value))
    .toSorted((a, b) => sign * (compare(a.place, b.place) || compare(a.value, b.value)));
  return candidates[0]?.value ?? null;
}

// Dates and times are text whose order is theirs.
function compare(a: SqlValue, b: SqlValue): number {
  const areTimes = [a, b].every((value) => typeof value === "string" && Number.isNaN(Number(value)));
  return areTimes ? (String(a) < String(b) ? -1 : Number(a !== b)) : Number(a) - Number(b);
}

function distinctKeys(rows: readonly Row[], of: readonly RowExpression[]): ReadonlySet<string> {
  const keys = rows.map((row) => of.map((expression) => evaluate(expression, row)));
  return new Set(keys.filter((key) => key.some((part) => part !== null)).map((key) => key.join("\u0000")));
}

function pairsOf(rows: readonly Row[], of: RowExpression, other: RowExpression): readonly Pair[] {
  return rows.flatMap((row) => {
    const [a, b] = [evaluate(of, row), evaluate(other, row)];
    return a === null || b === null || !isFiniteValue(a) || !isFiniteValue(b) ? [] : [[a, b] as const];
  });
}

// How many digits the decimals among values have behind the point.
function scaleOf(values: readonly Cell[]): number {
  return Math.max(0, ...values.map((value) => (String(value).split(".")[1] ?? "").length));
}

function unscaled(value: SqlValue, scale: number): bigint {
  const [whole = "", fraction = ""] = String(value).split(".");
  return BigInt(whole + fraction.padEnd(scale, "0"));
}

function decimalText(digits: bigint, scale: number): string {
  const text = String(digits < 0n ? -digits : digits).padStart(scale + 1, "0");
  return `${digits < 0n ? "-" : ""}${text.slice(0, -scale)}.${text.slice(-scale)}`;
}

/** `-1.05` as -105n. */
export function toCents(decimal: SqlValue): bigint {
  return unscaled(decimal, 2);
}

/** -105n as `-1.05`. */
export function fromCents(cents: bigint): string {
  return decimalText(cents, 2);
}
