import type { ExpressionNode, MetricSymbol } from "@dqx/provider";

/** Functions of whole numbers that give a whole number. */
const WHOLE_FUNCTIONS: ReadonlySet<string> = new Set(["abs", "min", "max"]);

/**
 * Tells whether an expression's value is exact, as counts are: it is made from whole numbers by operations that
 * keep them whole. The last digits of any other value depend on the order of the operations in doubles.
 *
 * @param node - the expression's tree
 * @param numberOf - the value of each metric in it
 * @param value - the expression's value
 */
export function isExactValue(
  node: ExpressionNode,
  numberOf: (symbol: MetricSymbol) => number,
  value: number,
): boolean {
  return Number.isSafeInteger(value) && isWhole(node, numberOf);
}

function isWhole(node: ExpressionNode, numberOf: (symbol: MetricSymbol) => number): boolean {
  switch (node.kind) {
    case "symbol":
      return Number.isSafeInteger(numberOf(node.symbol));
    case "constant":
      return Number.isSafeInteger(node.value);
    case "unary":
      return isWhole(node.operand, numberOf);
    case "binary":
      return node.operator !== "/" && isWhole(node.left, numberOf) && isWhole(node.right, numberOf);
    case "call":
      return (
        WHOLE_FUNCTIONS.has(node.name) && node.arguments.every((argument) => isWhole(argument, numberOf))
      );
  }
}
