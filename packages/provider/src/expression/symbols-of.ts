import type { Expression } from "./expression.js";
import type { MetricSymbol } from "./metric-symbol.js";
import { walkNodes } from "./walk-nodes.js";

/**
 * The metrics of an expression.
 *
 * @param expression - any expression
 * @returns each symbol once, in the order of its first place
 */
export function symbolsOf({ node: root }: Expression): readonly MetricSymbol[] {
  // Most assertions are about a metric alone, and are asked for it at every stage of a run.
  if (root.kind === "symbol") return [root.symbol];
  const symbols = new Set<MetricSymbol>();
  for (const node of walkNodes(root)) if (node.kind === "symbol") symbols.add(node.symbol);
  return [...symbols];
}
