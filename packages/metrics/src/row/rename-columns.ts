import { canonicalExpression, canonicalPredicate } from "./canonical-row.js";
import type { Predicate } from "./predicate.js";
import type { RowExpression } from "./row-expression.js";

/** Gives a column another name. */
export type Rename = (name: string) => string;

/**
 * An expression over columns of other names, such as those that an engine gives them.
 *
 * @param expression - any expression
 * @param rename - the new name of each column
 * @returns the expression in its canonical form
 */
export function renameColumns(expression: RowExpression, rename: Rename): RowExpression {
  return canonicalExpression(renamed(expression, rename));
}

/**
 * A predicate over columns of other names, such as those that an engine gives them.
 *
 * @param predicate - any predicate
 * @param rename - the new name of each column
 * @returns the predicate in its canonical form
 */
export function renamePredicateColumns(predicate: Predicate, rename: Rename): Predicate {
  return canonicalPredicate(renamedPredicate(predicate, rename));
}

function renamed(expression: RowExpression, rename: Rename): RowExpression {
  switch (expression.kind) {
    case "column":
      return { ...expression, name: rename(expression.name) };
    case "literal":
    case "sql":
      return expression;
    case "call":
      return { ...expression, arguments: expression.arguments.map((value) => renamed(value, rename)) };
  }
}

function renamedPredicate(predicate: Predicate, rename: Rename): Predicate {
  switch (predicate.kind) {
    case "compare":
      return {
        ...predicate,
        left: renamed(predicate.left, rename),
        right: renamed(predicate.right, rename),
      };
    case "between":
      return {
        ...predicate,
        of: renamed(predicate.of, rename),
        from: renamed(predicate.from, rename),
        to: renamed(predicate.to, rename),
      };
    case "in":
    case "matches":
    case "isNull":
    case "isFinite":
    case "hasFormat":
      return { ...predicate, of: renamed(predicate.of, rename) };
    case "and":
    case "or":
      return {
        ...predicate,
        operands: predicate.operands.map((operand) => renamedPredicate(operand, rename)),
      };
    case "not":
      return { ...predicate, operand: renamedPredicate(predicate.operand, rename) };
    case "sql":
      return predicate;
  }
}
