import { isLocalDate } from "@dqx/common";
import type { MetricLiteral } from "@dqx/metrics";
import type { ColumnKind, ColumnType } from "./column-type.js";

const LITERALS: Readonly<Record<ColumnKind, string>> = {
  integer: "numbers",
  decimal: "numbers",
  float: "numbers",
  boolean: "booleans",
  text: "texts",
  date: "texts such as '2025-01-31'",
  timestamp: "texts such as '2025-01-31 12:00:00'",
  timestamptz: "texts such as '2025-01-31 12:00:00+00'",
  other: "no literals; cast it to text in the source's query",
};

/** Says what a column of a kind can be compared with, for messages. */
export function comparableWith(kind: ColumnKind): string {
  return LITERALS[kind];
}

/** Tells whether it makes sense to ask whether a value of a type equals a literal. */
export function isComparable(literal: MetricLiteral, type: ColumnType): boolean {
  switch (type.kind) {
    case "integer":
    case "decimal":
    case "float":
      return typeof literal === "number" || typeof literal === "bigint";
    case "boolean":
      return typeof literal === "boolean";
    case "date":
      return isLocalDate(literal);
    case "text":
    case "timestamp":
    case "timestamptz":
      return typeof literal === "string";
    case "other":
      return false;
  }
}

/**
 * The literals that some value of a type can equal; a cast to the type would round or refuse the others.
 *
 * @param literals - comparable with the type
 * @returns for numeric types the digits as the type writes them, for others the literals as they are
 */
export function attainable(literals: readonly MetricLiteral[], type: ColumnType): readonly MetricLiteral[] {
  return literals.flatMap((literal) => {
    if (typeof literal !== "number" && typeof literal !== "bigint") return [literal];
    const digits = attainableDigits(literal, type);
    return digits === undefined ? [] : [digits];
  });
}

function attainableDigits(literal: number | bigint, type: ColumnType): string | undefined {
  const digits = plainDigits(literal);
  const [whole = "", fraction = ""] = digits.replace("-", "").split(".");
  switch (type.kind) {
    case "integer": {
      const value = fraction === "" ? BigInt(digits) : undefined;
      return value !== undefined && value >= type.minimum && value <= type.maximum ? digits : undefined;
    }
    case "decimal": {
      const wholeDigits = whole === "0" ? 0 : whole.length;
      return fraction.length <= type.scale && wholeDigits <= type.precision - type.scale ? digits : undefined;
    }
    case "float":
    case "boolean":
    case "text":
    case "date":
    case "timestamp":
    case "timestamptz":
    case "other":
      if (typeof literal === "number") return String(literal);
      return Number.isFinite(Number(literal)) && BigInt(Number(literal)) === literal ? digits : undefined;
  }
}

/** The shortest digits of a number, without an exponent; at most a hundred behind the point. */
export function plainDigits(literal: number | bigint): string {
  if (typeof literal === "bigint" || Number.isInteger(literal)) return String(BigInt(literal));
  const [mantissa = "", exponent] = String(literal).split("e-");
  if (exponent === undefined) return mantissa;
  const fraction = mantissa.split(".")[1] ?? "";
  return literal.toFixed(Math.min(100, Number(exponent) + fraction.length));
}
