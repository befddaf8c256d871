import type { Expression } from "./expression.js";
import type { MetricSymbol } from "./metric-symbol.js";
import { walkNodes } from "./walk-nodes.js";

/**
 * The metrics of an expression.
 *
 * @param expression - any expression
 * @returns each symbol once, in the order of its first place
 */
export function symbolsOf(expression: Expression): readonly MetricSymbol[] {
  const symbols = new Set<MetricSymbol>();
  for (const node of walkNodes(expression.node)) if (node.kind === "symbol") symbols.add(node.symbol);
  return [...symbols];
}
