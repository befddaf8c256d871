import type { Expression } from "./expression.js";
import type { ExpressionNode } from "./expression-node.js";
import type { MetricSymbol } from "./metric-symbol.js";

/**
 * The metrics of an expression.
 *
 * @param expression - any expression
 * @returns each symbol once, in the order of its first place
 */
export function symbolsOf(expression: Expression): readonly MetricSymbol[] {
  const symbols = new Set<MetricSymbol>();
  collect(expression.node, symbols);
  return [...symbols];
}

function collect(node: ExpressionNode, symbols: Set<MetricSymbol>): void {
  switch (node.kind) {
    case "symbol":
      symbols.add(node.symbol);
      break;
    case "constant":
      break;
    case "unary":
      collect(node.operand, symbols);
      break;
    case "binary":
      collect(node.left, symbols);
      collect(node.right, symbols);
      break;
    case "call":
      for (const argument of node.arguments) collect(argument, symbols);
      break;
  }
}
