import type { ComparisonOperator, MetricLiteral, Predicate, RowExpression } from "@dqx/metrics";

/** A number with all its digits: `units` of 10 to the power of minus `scale`. */
export interface Exact {
  readonly units: bigint;
  readonly scale: number;
}

/** A value of a row: exact numbers, doubles, and texts, days and times as text. */
export type Value = null | boolean | string | number | Exact;

/** A row by the names of its columns. */
export type Row = Readonly<Record<string, Value>>;

/** The columns that hold floats of 32 bits. */
const SINGLE = "f";

/**
 * Decides a predicate for a row, written apart from all SQL: three-valued logic, IEEE 754 for doubles, exact
 * digits for whole numbers and decimals.
 */
export function decide(predicate: Predicate, row: Row): boolean | null {
  switch (predicate.kind) {
    case "compare":
      return compare(predicate.operator, predicate.left, predicate.right, row);
    case "between":
      return both([
        compare("geq", predicate.of, predicate.from, row),
        compare("leq", predicate.of, predicate.to, row),
      ]);
    case "in":
      return either(
        predicate.values.map((value) => compare("eq", predicate.of, { kind: "literal", value }, row)),
      );
    case "matches": {
      const text = evaluate(predicate.of, row);
      if (typeof text !== "string") return null;
      return new RegExp(predicate.pattern, `${predicate.flags ?? ""}u`).test(text);
    }
    case "isNull":
      return evaluate(predicate.of, row) === null;
    case "isFinite": {
      const value = evaluate(predicate.of, row);
      return value === null ? null : typeof value !== "number" || Number.isFinite(value);
    }
    case "and":
      return both(predicate.operands.map((operand) => decide(operand, row)));
    case "or":
      return either(predicate.operands.map((operand) => decide(operand, row)));
    case "not": {
      const value = decide(predicate.operand, row);
      return value === null ? null : !value;
    }
    case "hasFormat":
    case "sql":
      throw new Error(`${predicate.kind} is for engines only`);
  }
}

function both(values: readonly (boolean | null)[]): boolean | null {
  if (values.includes(false)) return false;
  return values.includes(null) ? null : true;
}

function either(values: readonly (boolean | null)[]): boolean | null {
  if (values.includes(true)) return true;
  return values.includes(null) ? null : false;
}

function compare(
  operator: ComparisonOperator,
  left: RowExpression,
  right: RowExpression,
  row: Row,
): boolean | null {
  const [a, b] = [comparedWith(left, right, row), comparedWith(right, left, row)];
  if (a === null || b === null) return null;
  const order = orderOf(a, b);
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

// A literal that is compared with doubles is one, or stays a bigint, which JavaScript compares exactly.
function comparedWith(expression: RowExpression, other: RowExpression, row: Row): Value | bigint {
  const value = evaluate(expression, row);
  if (expression.kind !== "literal" || other.kind === "literal") return value;
  const compared = evaluate(other, row);
  if (Number.isInteger(expression.value) && typeof compared === "object" && compared !== null) {
    return { units: BigInt(Number(expression.value)), scale: 0 };
  }
  const isSingle = other.kind === "column" && other.name === SINGLE;
  if (typeof expression.value === "number" && typeof compared === "number") {
    const single = Math.fround(expression.value);
    return isSingle && Number.isFinite(single) ? single : expression.value;
  }
  return typeof expression.value === "bigint" && typeof compared === "number" ? expression.value : value;
}

/** Negative, zero, positive, or NaN where the values have no order. */
function orderOf(a: Exclude<Value, null> | bigint, b: Exclude<Value, null> | bigint): number {
  if (typeof a === "object" && typeof b === "object") {
    const scale = Math.max(a.scale, b.scale);
    return sign(scaled(a, scale) < scaled(b, scale), scaled(a, scale) > scaled(b, scale));
  }
  if (typeof a === "string" && typeof b === "string") {
    const [x, y] = a.length !== b.length ? [asTimestamp(a), asTimestamp(b)] : [a, b];
    return Buffer.compare(Buffer.from(x), Buffer.from(y));
  }
  if (typeof a === "boolean" && typeof b === "boolean") return Number(a) - Number(b);
  const [x, y] = [numeric(a), numeric(b)];
  return Number.isNaN(x) || Number.isNaN(y) ? Number.NaN : sign(x < y, x > y);
}

function sign(less: boolean, more: boolean): number {
  if (less) return -1;
  return more ? 1 : 0;
}

function numeric(value: Exclude<Value, null> | bigint): number | bigint {
  if (typeof value === "number" || typeof value === "bigint") return value;
  if (typeof value === "object") return toNumber(value);
  throw new Error(`${value} is no number`);
}

function asTimestamp(text: string): string {
  return /^\d{4}-\d\d-\d\d$/.test(text) ? `${text} 00:00:00` : text;
}

function scaled({ units, scale }: Exact, to: number): bigint {
  return units * 10n ** BigInt(to - scale);
}

function toNumber({ units, scale }: Exact): number {
  return Number(`${units}e-${scale}`);
}

/** The value of an expression for a row. */
function evaluate(expression: RowExpression, row: Row): Value {
  switch (expression.kind) {
    case "column":
      return row[expression.name] ?? null;
    case "literal":
      return literalValue(expression.value);
    case "call":
      return call(expression, row);
    case "ago":
      throw new Error("this evaluator knows no reference time");
    case "sql":
      throw new Error("SQL is for engines only");
  }
}

function literalValue(value: MetricLiteral): Value {
  if (typeof value === "bigint") return { units: value, scale: 0 };
  if (typeof value !== "number") return value;
  const [mantissa = "", exponent = "0"] = String(value).split("e");
  const [whole = "", fraction = ""] = mantissa.split(".");
  const scale = fraction.length - Number(exponent);
  if (Number.isSafeInteger(value)) return { units: BigInt(value), scale: 0 };
  return scale > 0 && scale < 30 ? { units: BigInt(whole + fraction), scale } : value;
}

function call({ name, arguments: operands }: Extract<RowExpression, { kind: "call" }>, row: Row): Value {
  const values = operands.map((operand) => evaluate(operand, row));
  const [a = null, b = null] = values;
  switch (name) {
    case "coalesce": {
      const first = values.find((value) => value !== null) ?? null;
      return values.some((value) => typeof value === "number") && typeof first === "object" && first !== null
        ? toNumber(first)
        : first;
    }
    case "nullIf":
      return a !== null && b !== null && orderOf(a, b) === 0 ? null : a;
    case "length":
      return typeof a === "string" ? { units: BigInt([...a].length), scale: 0 } : null;
    case "lower":
      return typeof a === "string" ? a.toLowerCase() : null;
    case "upper":
      return typeof a === "string" ? a.toUpperCase() : null;
    case "trim":
      return typeof a === "string" ? a.replace(/^[ \t-\r]+|[ \t-\r]+$/g, "") : null;
    case "abs":
      if (typeof a === "number") return Math.abs(a);
      return exactOf(a, ({ units, scale }) => ({ units: units < 0n ? -units : units, scale }));
    case "floor":
      if (typeof a === "number") return Math.floor(a);
      return exactOf(a, (value) => ({ units: floorOf(value), scale: 0 }));
    case "ceiling":
      if (typeof a === "number") return Math.ceil(a);
      return exactOf(a, ({ units, scale }) => ({ units: -floorOf({ units: -units, scale }), scale: 0 }));
    case "ln": {
      const number = a === null ? 0 : Number(numeric(a));
      return number > 0 ? Math.log(number) : null;
    }
    case "div": {
      if (a === null || b === null) return null;
      const [x, y] = [Number(numeric(a)), Number(numeric(b))];
      return y === 0 ? null : x / y;
    }
    case "add":
    case "sub":
    case "mul":
      return arithmetic(name, a, b);
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
      throw new Error(`${name} is held to values written by hand in canonical-values.test.ts`);
  }
}

function exactOf(value: Value, compute: (value: Exact) => Exact): Value {
  return typeof value === "object" && value !== null ? compute(value) : null;
}

function floorOf({ units, scale }: Exact): bigint {
  const one = 10n ** BigInt(scale);
  const rest = ((units % one) + one) % one;
  return (units - rest) / one;
}

function arithmetic(name: "add" | "sub" | "mul", a: Value, b: Value): Value {
  if (a === null || b === null) return null;
  if (typeof a === "object" && typeof b === "object") {
    if (name === "mul") return { units: a.units * b.units, scale: a.scale + b.scale };
    const scale = Math.max(a.scale, b.scale);
    const [x, y] = [scaled(a, scale), scaled(b, scale)];
    return { units: name === "add" ? x + y : x - y, scale };
  }
  const [x, y] = [Number(numeric(a)), Number(numeric(b))];
  if (name === "mul") return x * y;
  return name === "add" ? x + y : x - y;
}
