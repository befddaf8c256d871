import type { ComparisonOperator } from "@dqx/metrics";
import type { ColumnType } from "../dialect/column-type.js";
import { plainDigits } from "../dialect/comparable-literals.js";

/** A comparison of a column's values with a number, such that the number is one of the column's type. */
export type LiteralBound =
  /** The same comparison with a number that the type can hold. */
  | { readonly kind: "compare"; readonly operator: ComparisonOperator; readonly digits: string }
  /** True or false for every value that is not null, NaN among them. */
  | { readonly kind: "constant"; readonly holds: boolean };

/** What a comparison becomes with the largest value below the literal: a comparison, or true or false. */
const ROUNDED_DOWN: Readonly<Record<ComparisonOperator, ComparisonOperator | boolean>> = {
  eq: false,
  neq: true,
  lt: "leq",
  leq: "leq",
  gt: "gt",
  geq: "gt",
};
/** What it becomes with the smallest value above the literal. */
const ROUNDED_UP: typeof ROUNDED_DOWN = {
  eq: false,
  neq: true,
  lt: "lt",
  leq: "lt",
  gt: "geq",
  geq: "geq",
};

/**
 * Brings a comparison with a number to the column's type without losing a digit: no whole number is below 1.5
 * that is not 1 or below, and none equals it. Casting the column to a double would meet neighbours of 2^53.
 *
 * @param operator - the comparison, the literal on its right
 * @param literal - a finite number
 * @param type - of the values on its left; numeric
 * @param single - whether they are floats of 32 bits: then 0.1 is the one of them that is nearest to it
 */
export function literalBound(
  operator: ComparisonOperator,
  literal: number | bigint,
  type: ColumnType,
  single: boolean,
): LiteralBound {
  if (type.kind === "integer" || type.kind === "decimal") return exactBound(operator, literal, type);
  return floatBound(operator, single ? nearestSingle(literal) : literal);
}

function exactBound(
  operator: ComparisonOperator,
  literal: number | bigint,
  type: Extract<ColumnType, { kind: "integer" | "decimal" }>,
): LiteralBound {
  const scale = type.kind === "decimal" ? type.scale : 0;
  const largest = type.kind === "decimal" ? 10n ** BigInt(type.precision) - 1n : type.maximum;
  const smallest = type.kind === "decimal" ? -largest : type.minimum;
  const { units, exact } = unitsOf(literal, scale);
  const bound = exact ? operator : ROUNDED_DOWN[operator];
  if (typeof bound === "boolean") return { kind: "constant", holds: bound };
  if (units > largest) return { kind: "constant", holds: holdsBelow(bound) };
  if (units < smallest) return { kind: "constant", holds: holdsAbove(bound) };
  return { kind: "compare", operator: bound, digits: digitsOf(units, scale) };
}

// A bigint that no double equals is compared by the double next to it.
function floatBound(operator: ComparisonOperator, literal: number | bigint): LiteralBound {
  const double = Number(literal);
  if (typeof literal === "number" || (Number.isFinite(double) && BigInt(double) === literal)) {
    return { kind: "compare", operator, digits: String(double) };
  }
  const isBelow = Number.isFinite(double) ? BigInt(double) < literal : double < 0;
  const bound = isBelow ? ROUNDED_DOWN[operator] : ROUNDED_UP[operator];
  return typeof bound === "boolean"
    ? { kind: "constant", holds: bound }
    : { kind: "compare", operator: bound, digits: String(double) };
}

function holdsBelow(operator: ComparisonOperator): boolean {
  return operator === "lt" || operator === "leq" || operator === "neq";
}

function holdsAbove(operator: ComparisonOperator): boolean {
  return operator === "gt" || operator === "geq" || operator === "neq";
}

// The literal in units of the type's last digit, rounded down.
function unitsOf(literal: number | bigint, scale: number): { units: bigint; exact: boolean } {
  const digits = plainDigits(literal);
  const [whole = "", fraction = ""] = digits.replace("-", "").split(".");
  const kept = BigInt(whole + fraction.slice(0, scale).padEnd(scale, "0"));
  // The digits of the smallest doubles are cut off, and all zero.
  const vanished = literal !== 0 && literal !== 0n && /^[0.]*$/.test(digits.replace("-", ""));
  const exact = !vanished && /^0*$/.test(fraction.slice(scale));
  if (!digits.startsWith("-")) return { units: kept, exact };
  return { units: exact ? -kept : -kept - 1n, exact };
}

function digitsOf(units: bigint, scale: number): string {
  const sign = units < 0n ? "-" : "";
  const digits = String(units < 0n ? -units : units).padStart(scale + 1, "0");
  return scale === 0 ? sign + digits : `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/** The float of 32 bits that is nearest to a number, as a double; the number itself when that is infinite. */
export function nearestSingle(literal: number | bigint): number | bigint {
  const single = Math.fround(Number(literal));
  return Number.isFinite(single) ? single : literal;
}
