import type { BinaryOperator, ExpressionNode } from "./expression-node.js";
import type { MetricSymbol } from "./metric-symbol.js";

/**
 * Writes a tree as text, with the fewest brackets that keep its meaning: read again, the text gives the same
 * operations in the same order, so the same double.
 *
 * @param node - the tree
 * @param nameOf - how a metric is written, for example by its display name or as `x_1`
 * @returns for example `(x_1 - x_2) / x_2`
 */
export function printExpression(node: ExpressionNode, nameOf: (symbol: MetricSymbol) => string): string {
  switch (node.kind) {
    case "symbol":
      return nameOf(node.symbol);
    case "constant":
      return showConstant(node.value);
    case "unary":
      return `-${print(node.operand, UNARY + 1, nameOf)}`;
    case "binary": {
      // Operators of one rank read from left to right, so only a right operand of that rank needs brackets.
      const rank = RANKS[node.operator];
      return `${print(node.left, rank, nameOf)} ${node.operator} ${print(node.right, rank + 1, nameOf)}`;
    }
    case "call":
      return `${node.name}(${node.arguments.map((argument) => printExpression(argument, nameOf)).join(", ")})`;
  }
}

const RANKS: Readonly<Record<BinaryOperator, number>> = { "+": 1, "-": 1, "*": 2, "/": 2 };
const UNARY = 3;
const ATOM = 4;

function print(node: ExpressionNode, minimumRank: number, nameOf: (symbol: MetricSymbol) => string): string {
  const text = printExpression(node, nameOf);
  return rankOf(node) < minimumRank ? `(${text})` : text;
}

function rankOf(node: ExpressionNode): number {
  switch (node.kind) {
    case "symbol":
    case "call":
      return ATOM;
    case "constant":
      return showConstant(node.value).startsWith("-") ? UNARY : ATOM;
    case "unary":
      return UNARY;
    case "binary":
      return RANKS[node.operator];
  }
}

function showConstant(value: number): string {
  return Object.is(value, -0) ? "-0" : String(value);
}
