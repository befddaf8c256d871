import type { MetricOutcome } from "@dqx/metrics";
import { type ExpressionNode, type MetricSymbol, walkNodes } from "@dqx/provider";

/** What is known of a metric in an expression: its value, and what became of it when it was measured. */
export interface KnownOperand {
  readonly value: number;
  readonly outcome: MetricOutcome | undefined;
}

/** Functions of whole numbers that give a whole number. */
const WHOLE_FUNCTIONS: ReadonlySet<string> = new Set(["abs", "min", "max"]);

/**
 * Tells whether an expression's value is exact: a metric that was measured in decimals, or something made from
 * whole numbers by operations that keep them whole, as counts are. The last digits of any other value depend on
 * the order of the operations in doubles.
 *
 * @param node - the expression's tree
 * @param operandOf - what is known of each metric in it
 * @param value - the expression's value
 */
export function isExactValue(
  node: ExpressionNode,
  operandOf: (symbol: MetricSymbol) => KnownOperand,
  value: number,
): boolean {
  if (node.kind === "symbol" && arithmeticOf(operandOf(node.symbol)) === "decimal") return true;
  return Number.isSafeInteger(value) && walkNodes(node).every((part) => isWhole(part, operandOf));
}

// Whether a node keeps whole numbers whole, and is one itself if it is a number.
function isWhole(node: ExpressionNode, operandOf: (symbol: MetricSymbol) => KnownOperand): boolean {
  switch (node.kind) {
    case "symbol": {
      const operand = operandOf(node.symbol);
      return (
        Number.isSafeInteger(operand.value) && arithmeticOf(operand) !== "double" && !isEstimate(operand)
      );
    }
    case "constant":
      return Number.isSafeInteger(node.value);
    case "unary":
      return true;
    case "binary":
      return node.operator !== "/";
    case "call":
      return WHOLE_FUNCTIONS.has(node.name);
  }
}

function isEstimate({ outcome }: KnownOperand): boolean {
  return outcome?.kind === "value" && outcome.method !== undefined;
}

function arithmeticOf({ outcome }: KnownOperand): "double" | "decimal" | undefined {
  return outcome?.kind === "value" ? outcome.arithmetic : undefined;
}
