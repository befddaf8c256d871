import type { MetricLiteral } from "./metric-literal.js";
import type { RowExpression } from "./row-expression.js";
import type { RowFunction } from "./row-function.js";

/** The value of a column as plain data, as the aggregates of a definition hold it. */
export function plainColumn(name: string): RowExpression {
  return { kind: "column", name };
}

/** A row function of values or literals as plain data, as the aggregates of a definition hold it. */
export function plainCall(
  name: RowFunction,
  ...operands: readonly (RowExpression | MetricLiteral)[]
): RowExpression {
  return {
    kind: "call",
    name,
    arguments: operands.map((value) => (typeof value === "object" ? value : { kind: "literal", value })),
  };
}
