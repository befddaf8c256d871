import { InvalidArgumentError } from "@dqx/common";
import { decodeExpression, decodePredicate } from "./decode-row.js";
import type { FormatName } from "./format/formats.js";
import { decodeLiteral, type MetricLiteral } from "./metric-literal.js";
import { readRegExp } from "./pattern/read-regexp.js";
import type { ComparisonOperator, Predicate } from "./predicate.js";
import type { PathStep, RowExpression } from "./row-expression.js";
import type { RowFunction } from "./row-function.js";
import { showExpression } from "./show-row.js";

/** What a value of a row can be compared and computed with: another one, or a literal. */
export type RowOperand = RowExpression | MetricLiteral;

/**
 * A value of a row with the questions that can be asked of it. It is a {@link RowExpression} itself, plain
 * data when it is written as JSON, and can be given wherever an expression is taken. Immutable.
 */
export type RowValue = RowExpression & RowQuestions;

/** The questions that can be asked of a value of a row. Their answers are predicates and new values. */
export class RowQuestions {
  readonly #expression: RowExpression;

  /** @param expression - the value, checked and in its canonical form */
  constructor(expression: RowExpression) {
    this.#expression = expression;
  }

  /** Holds where the value equals `other`. */
  isEq(other: RowOperand): Predicate {
    return this.#compare("isEq", "eq", other);
  }

  /** Holds where the value is another than `other`; unknown where one of both is null. */
  isNeq(other: RowOperand): Predicate {
    return this.#compare("isNeq", "neq", other);
  }

  /** Holds where the value is less than `other`. */
  isLt(other: RowOperand): Predicate {
    return this.#compare("isLt", "lt", other);
  }

  /** Holds where the value is less than `other` or equal to it. */
  isLeq(other: RowOperand): Predicate {
    return this.#compare("isLeq", "leq", other);
  }

  /** Holds where the value is greater than `other`. */
  isGt(other: RowOperand): Predicate {
    return this.#compare("isGt", "gt", other);
  }

  /** Holds where the value is greater than `other` or equal to it. */
  isGeq(other: RowOperand): Predicate {
    return this.#compare("isGeq", "geq", other);
  }

  /**
   * Holds where the value is one of a set.
   *
   * @param values - at least one literal; order and repetition have no meaning
   */
  isIn(values: readonly MetricLiteral[]): Predicate {
    return decodePredicate({ kind: "in", of: this.#expression, values }, "isIn");
  }

  /** Holds where the value lies between two others, both of them included. */
  isBetween(from: RowOperand, to: RowOperand): Predicate {
    const bounds = { from: operand(from, "isBetween: from"), to: operand(to, "isBetween: to") };
    return decodePredicate({ kind: "between", of: this.#expression, ...bounds }, "isBetween");
  }

  /**
   * Holds where a regular expression matches somewhere in the text; anchor it with `^` and `$` for the whole.
   * It means on every engine what it means in JavaScript with the flag `u`.
   *
   * @param pattern - with no flags but `i`, `s` and `u`; or its text
   * @throws {@link InvalidArgumentError} when some engine cannot match it, saying what to write instead
   */
  matches(pattern: RegExp | string): Predicate {
    return decodePredicate(
      { kind: "matches", of: this.#expression, ...readRegExp(pattern, "matches") },
      "matches",
    );
  }

  /** Holds where there is no value. */
  isNull(): Predicate {
    return decodePredicate({ kind: "isNull", of: this }, "isNull");
  }

  /** Holds where there is a value. */
  isNotNull(): Predicate {
    return decodePredicate({ kind: "not", operand: this.isNull() }, "isNotNull");
  }

  /** Holds where the number is neither NaN nor infinite. */
  isFinite(): Predicate {
    return decodePredicate({ kind: "isFinite", of: this }, "isFinite");
  }

  /**
   * Holds where the text has a format.
   *
   * @param format - the format's name, such as `iban`; `formats` lists them
   */
  hasFormat(format: FormatName): Predicate {
    return decodePredicate({ kind: "hasFormat", of: this.#expression, format }, "hasFormat");
  }

  /**
   * What is inside of the value of a column: null where it is not there. What is inside of JSON is a text.
   *
   * @param step - the name of a field of a struct or JSON object, or the place of an element of a list, from 0
   * @throws {@link InvalidArgumentError} when this is no column, nor something inside of one
   * @example
   * ```ts
   * import { col, showPredicate } from "@dqx/metrics";
   *
   * showPredicate(col("order").at("items").at(0).at("price").isGt(0)); // "order.items[0].price > 0"
   * ```
   */
  at(step: PathStep): RowValue {
    const inside = this.#expression;
    if (inside.kind !== "column") {
      throw new InvalidArgumentError(
        `at: '${showExpression(inside)}' is no column. Ask for what is inside of a column, as in col("address").at("city").`,
      );
    }
    return withQuestions(decodeExpression({ ...inside, path: [...(inside.path ?? []), step] }, "at"));
  }

  /** This plus `other`. */
  add(other: RowOperand): RowValue {
    return callOf("add", [this.#expression, other]);
  }

  /** This less `other`. */
  sub(other: RowOperand): RowValue {
    return callOf("sub", [this.#expression, other]);
  }

  /** This times `other`. */
  mul(other: RowOperand): RowValue {
    return callOf("mul", [this.#expression, other]);
  }

  /** This divided by `other`, as a double; null where `other` is zero. */
  div(other: RowOperand): RowValue {
    return callOf("div", [this.#expression, other]);
  }

  #compare(method: string, operator: ComparisonOperator, other: RowOperand): Predicate {
    const right = operand(other, `${method}: the value compared with`);
    return decodePredicate({ kind: "compare", operator, left: this.#expression, right }, method);
  }
}

/**
 * Gives a value of a row its questions.
 *
 * @param expression - checked and in its canonical form
 */
export function withQuestions<Expression extends RowExpression>(
  expression: Expression,
): Expression & RowQuestions {
  const value = Object.assign(new RowQuestions(expression), expression);
  Object.freeze(value);
  return value;
}

/**
 * Applies a row function.
 *
 * @param name - the function
 * @param operands - values of the row, or literals
 * @throws {@link InvalidArgumentError} when it takes fewer or more operands
 */
export function callOf(name: RowFunction, operands: readonly RowOperand[]): RowValue {
  const values = operands.map((value, index) => operand(value, `${name}, argument ${index + 1}`));
  return withQuestions(decodeExpression({ kind: "call", name, arguments: values }, name));
}

// Objects are expressions, or refused as such; all else is a literal, or refused as one.
function operand(value: RowOperand, place: string): RowExpression {
  const isObject = typeof value === "object" && value !== null && !(value instanceof Date);
  return isObject ? decodeExpression(value, place) : { kind: "literal", value: decodeLiteral(value, place) };
}
