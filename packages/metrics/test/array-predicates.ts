import type { SqlValue } from "@dqx/common";
import type { ComparisonOperator, Predicate, RowExpression } from "../src/index.js";
import type { Row } from "./array-engine.js";

/** Decides a predicate for a row of an array the naive way; null is unknown. */
export function holds(predicate: Predicate, row: Row): boolean | null {
  switch (predicate.kind) {
    case "isNull":
      return evaluate(predicate.of, row) === null;
    case "not": {
      const inside = holds(predicate.operand, row);
      return inside === null ? null : !inside;
    }
    case "and":
      return both(predicate.operands.map((operand) => holds(operand, row)));
    case "or": {
      const none = both(predicate.operands.map((operand) => holds({ kind: "not", operand }, row)));
      return none === null ? null : !none;
    }
    case "compare":
      return compare(evaluate(predicate.left, row), predicate.operator, evaluate(predicate.right, row));
    case "between": {
      const of = evaluate(predicate.of, row);
      return both([
        compare(of, "geq", evaluate(predicate.from, row)),
        compare(of, "leq", evaluate(predicate.to, row)),
      ]);
    }
    case "in": {
      const of = evaluate(predicate.of, row);
      return of === null ? null : predicate.values.some((value) => value === of);
    }
    case "isFinite": {
      const of = evaluate(predicate.of, row);
      return of === null ? null : typeof of !== "number" || Number.isFinite(of);
    }
    case "matches": {
      const of = evaluate(predicate.of, row);
      return of === null ? null : new RegExp(predicate.pattern, `${predicate.flags ?? ""}u`).test(String(of));
    }
    case "hasFormat":
    case "sql":
      throw new Error(`this engine cannot decide ${predicate.kind}`);
  }
}

function both(parts: readonly (boolean | null)[]): boolean | null {
  if (parts.includes(false)) return false;
  return parts.includes(null) ? null : true;
}

function compare(a: SqlValue, operator: ComparisonOperator, b: SqlValue): boolean | null {
  if (a === null || b === null) return null;
  const [x, y] = [comparable(a, b), comparable(b, a)];
  switch (operator) {
    case "eq":
      return x === y || (x >= y && x <= y);
    case "neq":
      return !(x >= y && x <= y);
    case "lt":
      return x < y;
    case "leq":
      return x <= y;
    case "gt":
      return x > y;
    case "geq":
      return x >= y;
  }
}

// A decimal, which is text, beside a number.
function comparable(value: SqlValue, other: SqlValue): number | bigint | string {
  if (typeof value === "string") return typeof other === "string" ? value : Number(value);
  if (typeof value === "number" || typeof value === "bigint") return value;
  return Number(value);
}

/** The value of an expression for a row, computed the naive way. */
function evaluate(expression: RowExpression, row: Row): SqlValue {
  switch (expression.kind) {
    case "column":
      return row[expression.name] ?? null;
    case "literal":
      return expression.value;
    case "call":
    case "sql":
      throw new Error(`this engine cannot compute ${expression.kind}`);
  }
}
