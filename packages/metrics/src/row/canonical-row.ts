import { canonicalJson } from "@dqx/common";
import { canonicalLiterals } from "./metric-literal.js";
import type { ComparisonOperator, Predicate } from "./predicate.js";
import type { RowExpression } from "./row-expression.js";
import { rowFunctions } from "./row-function.js";

/** The operator that means the same with the operands swapped. */
const MIRRORED: Readonly<Record<ComparisonOperator, ComparisonOperator>> = {
  eq: "eq",
  neq: "neq",
  lt: "gt",
  leq: "geq",
  gt: "lt",
  geq: "leq",
};

/**
 * Brings an expression into its canonical form, in which the order of arguments has no effect where it has no
 * meaning.
 *
 * @param expression - any expression
 * @returns an expression with the same value for every row
 */
export function canonicalExpression(expression: RowExpression): RowExpression {
  switch (expression.kind) {
    case "column":
      return expression.path?.length === 0 ? { kind: "column", name: expression.name } : expression;
    case "literal":
      return Object.is(expression.value, -0) ? { kind: "literal", value: 0 } : expression;
    case "sql":
      return expression;
    case "ago":
      // Nothing of any unit is nothing.
      return expression.amount === 0 ? { ...expression, unit: "hour" } : expression;
    case "call": {
      const values = expression.arguments.map(canonicalExpression);
      return {
        kind: "call",
        name: expression.name,
        arguments: rowFunctions[expression.name].commutative ? values.toSorted(byOrder) : values,
      };
    }
  }
}

/**
 * Brings a predicate into its canonical form: nested `and` and `or` are joined, and their operands, sets of
 * literals and operands of comparisons are sorted; what is there twice is there once. Equal canonical forms
 * have equal canonical JSON, which is what the identity of a metric is made of.
 *
 * @param predicate - any predicate
 * @returns a predicate that is true, false and unknown for the same rows
 */
export function canonicalPredicate(predicate: Predicate): Predicate {
  switch (predicate.kind) {
    case "compare":
      return canonicalComparison(predicate);
    case "in":
      return {
        kind: "in",
        of: canonicalExpression(predicate.of),
        values: canonicalLiterals(predicate.values),
      };
    case "between":
      return {
        kind: "between",
        of: canonicalExpression(predicate.of),
        from: canonicalExpression(predicate.from),
        to: canonicalExpression(predicate.to),
      };
    case "matches":
    case "isNull":
    case "isFinite":
    case "hasFormat":
      return { ...predicate, of: canonicalExpression(predicate.of) };
    case "and":
    case "or":
      return canonicalJunction(predicate);
    case "not": {
      const operand = canonicalPredicate(predicate.operand);
      return operand.kind === "not" ? operand.operand : { kind: "not", operand };
    }
    case "sql":
      return predicate;
  }
}

function canonicalComparison(comparison: Extract<Predicate, { kind: "compare" }>): Predicate {
  const [left, right] = [canonicalExpression(comparison.left), canonicalExpression(comparison.right)];
  return byOrder(left, right) <= 0
    ? { kind: "compare", operator: comparison.operator, left, right }
    : { kind: "compare", operator: MIRRORED[comparison.operator], left: right, right: left };
}

function canonicalJunction({ kind, operands }: Extract<Predicate, { kind: "and" | "or" }>): Predicate {
  const flat = operands.map(canonicalPredicate).flatMap((operand) => {
    return operand.kind === kind ? operand.operands : [operand];
  });
  const byIdentity = new Map(flat.map((operand) => [canonicalJson(operand), operand]));
  const sorted = [...byIdentity].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, operand]) => operand);
  const [only, ...others] = sorted;
  return only !== undefined && others.length === 0 ? only : { kind, operands: sorted };
}

// What is the same for all rows goes last, as people write it, literals behind all else; the rest by canonical text.
function byOrder(a: RowExpression, b: RowExpression): number {
  const [rankA, rankB] = [rankOf(a), rankOf(b)];
  if (rankA !== rankB) return rankA - rankB;
  const [textA, textB] = [canonicalJson(a), canonicalJson(b)];
  if (textA === textB) return 0;
  return textA < textB ? -1 : 1;
}

function rankOf({ kind }: RowExpression): number {
  return kind === "literal" ? 2 : Number(kind === "ago");
}
