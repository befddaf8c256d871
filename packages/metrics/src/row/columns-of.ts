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
  const names = leavesOf(row).flatMap((leaf) => (leaf.kind === "column" ? [leaf.name] : []));
  return [...new Set(names)];
}

/**
 * The SQL texts in an expression or predicate, which an engine has to check.
 *
 * @param row - an expression or a predicate
 * @returns each text once, in the order of first appearance
 */
export function sqlTextsOf(row: RowExpression | Predicate): readonly string[] {
  const texts = leavesOf(row).flatMap((leaf) => (leaf.kind === "sql" ? [leaf.text] : []));
  return [...new Set(texts)];
}

type Leaf = Exclude<RowExpression, { kind: "call" }>;

function leavesOf(row: RowExpression | Predicate): readonly Leaf[] {
  switch (row.kind) {
    case "column":
    case "literal":
    case "ago":
    case "sql":
      return [row];
    case "call":
      return row.arguments.flatMap(leavesOf);
    case "compare":
      return [row.left, row.right].flatMap(leavesOf);
    case "between":
      return [row.of, row.from, row.to].flatMap(leavesOf);
    case "in":
    case "matches":
    case "isNull":
    case "isFinite":
    case "hasFormat":
      return leavesOf(row.of);
    case "and":
    case "or":
      return row.operands.flatMap(leavesOf);
    case "not":
      return leavesOf(row.operand);
  }
}
