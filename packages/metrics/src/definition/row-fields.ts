import { InvalidArgumentError, requireKnownOptions, showValue } from "@dqx/common";
import { decodeExpression, decodePredicate, sqlText } from "../row/decode-row.js";
import { readRegExp } from "../row/pattern/read-regexp.js";
import type { PatternFlags, Predicate } from "../row/predicate.js";
import type { RowExpression } from "../row/row-expression.js";
import type { ParameterField } from "./parameter-field.js";

/** A condition on rows. */
export const predicateField: ParameterField<Predicate> = {
  description: 'a predicate, such as col("status").isEq("paid")',
  decode: decodePredicate,
};

/** A value of a row. */
export const expressionField: ParameterField<RowExpression> = {
  description: 'an expression, such as length(col("name"))',
  decode: decodeExpression,
};

/** An aggregate in the engine's own SQL. */
export const aggregateField: ParameterField<string> = {
  description: 'one SQL expression that computes a number from many rows, such as "sum(a * b) / sum(b)"',
  decode: sqlText,
};

/** A regular expression: with no flags but `i`, `s` and `u`, its text, or its text and flags. */
export type PatternParameter = RegExp | string | PatternText;

/** A regular expression as plain data. */
export interface PatternText {
  readonly pattern: string;
  readonly flags?: PatternFlags;
}

/** A regular expression; it is kept as plain data. */
export const patternField: ParameterField<PatternParameter> = {
  description: "a regular expression such as /^[A-Z]+$/, or its text",
  decode: (value, place) => patternText(value, place),
  canonical: (value) => ({ ...patternText(value, "the pattern") }),
};

/**
 * Checks a regular expression that may come from anywhere.
 *
 * @param value - what was given
 * @param place - what it is for, for messages
 * @throws {@link InvalidArgumentError} when it is none, or some engine cannot match it
 */
export function patternText(value: unknown, place: string): PatternText {
  const given = value instanceof RegExp || typeof value === "string" ? readRegExp(value, place) : value;
  if (typeof given !== "object" || given === null) {
    throw new InvalidArgumentError(
      `${place} is ${showValue(value)}. Give a regular expression such as /@/, or its text.`,
    );
  }
  requireKnownOptions(place, given, ["pattern", "flags"]);
  const decoded = decodePredicate({ kind: "matches", of: { kind: "literal", value: "" }, ...given }, place);
  if (decoded.kind !== "matches") throw new InvalidArgumentError(`${place} is no regular expression.`);
  return { pattern: decoded.pattern, ...(decoded.flags !== undefined && { flags: decoded.flags }) };
}
