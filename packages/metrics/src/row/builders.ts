import { decodeExpression, decodePredicate } from "./decode-row.js";
import type { MetricLiteral } from "./metric-literal.js";
import type { Predicate } from "./predicate.js";
import type { PathStep, RowExpression } from "./row-expression.js";
import { callOf, type RowOperand, type RowQuestions, type RowValue, withQuestions } from "./row-value.js";
import type { TimeUnit } from "./time-unit.js";

/**
 * The value of a column.
 *
 * @param name - the column's name, unquoted
 * @param path - fields and elements inside of it, from the outermost on, as of {@link RowQuestions.at}
 * @example
 * ```ts
 * import { col, showPredicate } from "@dqx/metrics";
 *
 * showPredicate(col("amount").isGt(0)); // "amount > 0"
 * ```
 */
export function col(name: string, ...path: readonly PathStep[]): RowValue {
  return withQuestions(decodeExpression({ kind: "column", name, path }, "col"));
}

/** The same value for every row. @param value - text, a finite number, a bigint or a boolean */
export function literal(value: MetricLiteral): RowValue {
  return withQuestions(decodeExpression({ kind: "literal", value }, "literal"));
}

/**
 * An instant before the reference time of the run, which is the time at which it began unless it is given. It can
 * be compared with days, timestamps (taken as those of UTC) and instants; a day is its first instant.
 *
 * @param amount - a whole number of the unit, 0 or more; 0 is the reference time itself
 * @param unit - days have 24 hours and weeks 7 days; months and years are those of the calendar, in which a month
 *   before the 31st of March is the last day of February
 * @example
 * ```ts
 * import { ago, col, showPredicate } from "@dqx/metrics";
 *
 * showPredicate(col("createdAt").isGeq(ago(7, "day"))); // "createdAt >= ago(7 days)"
 * ```
 */
export function ago(amount: number, unit: TimeUnit): RowValue {
  return withQuestions(decodeExpression({ kind: "ago", amount, unit }, "ago"));
}

/**
 * One expression or condition in the engine's own SQL. The engine's parser checks that it is exactly one,
 * without side effects, before anything runs. It ties the metric to engines that understand it.
 *
 * @param text - for example `amount > 0`
 */
export function sql(text: string): SqlText {
  decodeExpression({ kind: "sql", text }, "sql");
  return withQuestions({ kind: "sql", text });
}

/** What {@link sql} gives: an expression or a predicate, as the place wants it. */
export type SqlText = Extract<RowExpression, { kind: "sql" }> & RowQuestions;

/** Holds where all the predicates hold. @param predicates - at least one */
export function all(...predicates: readonly Predicate[]): Predicate {
  return decodePredicate({ kind: "and", operands: predicates }, "all");
}

/** Holds where one of the predicates holds, or several. @param predicates - at least one */
export function any(...predicates: readonly Predicate[]): Predicate {
  return decodePredicate({ kind: "or", operands: predicates }, "any");
}

/** Holds where the predicate is false; unknown where it is unknown. */
export function not(predicate: Predicate): Predicate {
  return decodePredicate({ kind: "not", operand: predicate }, "not");
}

/** The number of characters (Unicode code points) of a text, of elements of a list, or of entries of a map. */
export function length(text: RowOperand): RowValue {
  return callOf("length", [text]);
}

/** The text in lower case; beyond ASCII by the engine's own table of letters. */
export function lower(text: RowOperand): RowValue {
  return callOf("lower", [text]);
}

/** The text in upper case; beyond ASCII by the engine's own table of letters. */
export function upper(text: RowOperand): RowValue {
  return callOf("upper", [text]);
}

/** The text without spaces, tabs and line ends at its two ends. */
export function trim(text: RowOperand): RowValue {
  return callOf("trim", [text]);
}

/** The number without its sign. */
export function abs(number: RowOperand): RowValue {
  return callOf("abs", [number]);
}

/** The largest whole number that is not above the number. */
export function floor(number: RowOperand): RowValue {
  return callOf("floor", [number]);
}

/** The smallest whole number that is not below the number. */
export function ceiling(number: RowOperand): RowValue {
  return callOf("ceiling", [number]);
}

/** The natural logarithm of the number, as a double; null where it is not above 0. */
export function ln(number: RowOperand): RowValue {
  return callOf("ln", [number]);
}

/** The first operand that is not null. @param values - two or more, of one type */
export function coalesce(...values: readonly RowOperand[]): RowValue {
  return callOf("coalesce", values);
}

/** The first operand, or null where it equals the second. */
export function nullIf(value: RowOperand, other: RowOperand): RowValue {
  return callOf("nullIf", [value, other]);
}
