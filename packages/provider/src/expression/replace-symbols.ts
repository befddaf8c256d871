import { type Expression, expressionOf } from "./expression.js";
import type { ExpressionNode } from "./expression-node.js";
import type { MetricSymbol } from "./metric-symbol.js";
import { walkNodes } from "./walk-nodes.js";

/**
 * The same formula over other metrics.
 *
 * @param expression - any expression
 * @param replacement - the metric that takes the place of one
 */
export function replaceSymbols(
  expression: Expression,
  replacement: (symbol: MetricSymbol) => MetricSymbol,
): Expression {
  const { node: root } = expression;
  if (root.kind === "symbol") return replacement(root.symbol);
  const replaced = new Map<ExpressionNode, ExpressionNode>();
  const partOf = (node: ExpressionNode) => replaced.get(node) ?? node;
  // What a node is made of comes before it.
  for (const node of walkNodes(root)) replaced.set(node, replacedNode(node, partOf, replacement));
  return expressionOf(partOf(root));
}

function replacedNode(
  node: ExpressionNode,
  partOf: (node: ExpressionNode) => ExpressionNode,
  replacement: (symbol: MetricSymbol) => MetricSymbol,
): ExpressionNode {
  switch (node.kind) {
    case "symbol":
      return replacement(node.symbol).node;
    case "constant":
      return node;
    case "unary":
      return Object.freeze({ ...node, operand: partOf(node.operand) });
    case "binary":
      return Object.freeze({ ...node, left: partOf(node.left), right: partOf(node.right) });
    case "call":
      return Object.freeze({ ...node, arguments: Object.freeze(node.arguments.map(partOf)) });
  }
}
