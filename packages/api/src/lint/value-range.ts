import { isCountSpec, isMeasured, type MetricSpec, numRows } from "@dqx/metrics";
import { type Expression, type ExpressionNode, walkNodes } from "@dqx/provider/expressions";

/** The numbers from one to another, both included unless they are infinite. */
export interface ValueRange {
  readonly low: number;
  readonly high: number;
}

const ANY: ValueRange = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
const NOT_NEGATIVE: ValueRange = { low: 0, high: Number.POSITIVE_INFINITY };

/**
 * The values that an expression can have, whatever the data are: counts are never negative, and their shares never
 * above 1.
 *
 * @param expression - of an assertion
 */
export function valueRange({ node: root }: Expression): ValueRange {
  const ranges = new Map<ExpressionNode, ValueRange>();
  for (const node of walkNodes(root))
    ranges.set(
      node,
      rangeOf(node, (part) => ranges.get(part) ?? ANY),
    );
  return ranges.get(root) ?? ANY;
}

function rangeOf(node: ExpressionNode, of: (part: ExpressionNode) => ValueRange): ValueRange {
  switch (node.kind) {
    case "symbol":
      return rangeOfMetric(node.symbol.spec);
    case "constant":
      return { low: node.value, high: node.value };
    case "unary": {
      const { low, high } = of(node.operand);
      return { low: 0 - high, high: 0 - low };
    }
    case "binary":
      return rangeOfOperation(node.operator, of(node.left), of(node.right));
    case "call":
      return node.name === "abs" || node.name === "sqrt" ? NOT_NEGATIVE : ANY;
  }
}

function rangeOfMetric(spec: MetricSpec): ValueRange {
  if (isMeasured(spec) && spec.parameters.ratio === true) return { low: 0, high: 1 };
  return isCountSpec(spec) || spec.type === numRows.definition.type ? NOT_NEGATIVE : ANY;
}

function rangeOfOperation(operator: "+" | "-" | "*" | "/", a: ValueRange, b: ValueRange): ValueRange {
  switch (operator) {
    case "+":
      return { low: a.low + b.low, high: a.high + b.high };
    case "-":
      return { low: a.low - b.high, high: a.high - b.low };
    case "*":
    case "/":
      // Products of infinite ends are no numbers, so of these only the sign is told.
      return a.low >= 0 && b.low >= 0 ? NOT_NEGATIVE : ANY;
  }
}
