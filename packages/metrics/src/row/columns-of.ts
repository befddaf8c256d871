import type { Predicate } from "./predicate.js";
import type { RowExpression } from "./row-expression.js";

/**
 * The names of the columns that an expression or predicate reads. What `sql` texts read only the engine knows;
 * it is not among them.
 *
 * @param row - an expression or a predicate
 * @returns each name once, in the order of first appearance
 */
export function columnsOf(row: RowExpression | Predicate): readonly string[] {
  return [...new Set(namesIn(row))];
}

function namesIn(row: RowExpression | Predicate): readonly string[] {
  switch (row.kind) {
    case "column":
      return [row.name];
    case "literal":
    case "sql":
      return [];
    case "call":
      return row.arguments.flatMap(namesIn);
    case "compare":
      return [row.left, row.right].flatMap(namesIn);
    case "between":
      return [row.of, row.from, row.to].flatMap(namesIn);
    case "in":
    case "matches":
    case "isNull":
    case "isFinite":
    case "hasFormat":
      return namesIn(row.of);
    case "and":
    case "or":
      return row.operands.flatMap(namesIn);
    case "not":
      return namesIn(row.operand);
  }
}
