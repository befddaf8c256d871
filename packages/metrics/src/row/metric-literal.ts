import { InvalidArgumentError, showValue } from "@dqx/common";

/** A literal that column values are compared with; its type is part of its meaning, so `1` and `"1"` differ. */
export type MetricLiteral = string | number | bigint | boolean;

/**
 * Checks a literal that may come from anywhere.
 *
 * @param value - what was given
 * @param place - what it is for, for the message
 * @param elsewhere - what asks for nulls and NaN there, for the message
 * @throws {@link InvalidArgumentError} for null, NaN, infinities, dates and all else that is no literal
 */
export function decodeLiteral(
  value: unknown,
  place: string,
  elsewhere = "isNull() and isFinite() ask for nulls and NaN",
): MetricLiteral {
  if (typeof value === "bigint" || typeof value === "boolean") return value;
  if (typeof value === "string" && value.isWellFormed()) return value;
  if (typeof value === "number" && Number.isFinite(value)) return value;
  const fix =
    value instanceof Date
      ? "Give dates and timestamps as text such as '2025-01-31'."
      : `Give text, a finite number, a bigint or a boolean; ${elsewhere}.`;
  throw new InvalidArgumentError(`${place} is ${showValue(value)}. ${fix}`);
}

/**
 * A set of literals in its canonical form: repeated ones once, in an order of its own.
 *
 * @param literals - in any order
 * @returns sorted by type, then by text
 */
export function canonicalLiterals(literals: readonly MetricLiteral[]): readonly MetricLiteral[] {
  const byIdentity = new Map(
    literals.map((literal) => [`${typeof literal} ${literal}`, Object.is(literal, -0) ? 0 : literal]),
  );
  return [...byIdentity].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, literal]) => literal);
}

/** Shows a literal so that its type can be seen: text in quotes, a bigint with an `n` behind it. */
export function showLiteral(literal: MetricLiteral): string {
  if (typeof literal === "string") return JSON.stringify(literal);
  return typeof literal === "bigint" ? `${literal}n` : String(literal);
}
