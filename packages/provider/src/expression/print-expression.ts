import type { BinaryOperator, ExpressionNode } from "./expression-node.js";
import type { MetricSymbol } from "./metric-symbol.js";

/** How many characters of an expression are written. */
const MAXIMUM_PRINTED_LENGTH = 10_000;

/**
 * Writes a tree as text, with the fewest brackets that keep its meaning: read again, the text gives the same
 * operations in the same order, so the same double. What is longer than the limit is cut off, and says so.
 *
 * @param node - the tree
 * @param nameOf - how a metric is written, for example by its display name or as `x_1`
 * @param limit - how many characters to write at most; {@link MAXIMUM_PRINTED_LENGTH} by default
 * @returns for example `(x_1 - x_2) / x_2`
 */
export function printExpression(
  node: ExpressionNode,
  nameOf: (symbol: MetricSymbol) => string,
  limit = MAXIMUM_PRINTED_LENGTH,
): string {
  // Most expressions are a metric alone.
  if (node.kind === "symbol") return cut(nameOf(node.symbol), limit);
  let text = "";
  // What is still to be written, the next last: texts, and nodes that get brackets when their rank is too low.
  const pending: (string | PrintedNode)[] = [{ node, minimumRank: 0 }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (typeof next !== "string") {
      // One by one: a function may have more operands than a call takes arguments.
      for (const part of partsOf(next, nameOf).toReversed()) pending.push(part);
      continue;
    }
    text += next;
    if (text.length > limit) return cut(text, limit);
  }
  return text;
}

function cut(text: string, limit: number): string {
  return text.length > limit ? `${text.slice(0, limit)}… (cut after ${limit} characters)` : text;
}

interface PrintedNode {
  readonly node: ExpressionNode;
  /** The lowest rank that needs no brackets where the node stands. */
  readonly minimumRank: number;
}

function partsOf(
  { node, minimumRank }: PrintedNode,
  nameOf: (symbol: MetricSymbol) => string,
): readonly (string | PrintedNode)[] {
  const parts = innerParts(node, nameOf);
  return rankOf(node) < minimumRank ? ["(", ...parts, ")"] : parts;
}

function innerParts(
  node: ExpressionNode,
  nameOf: (symbol: MetricSymbol) => string,
): readonly (string | PrintedNode)[] {
  switch (node.kind) {
    case "symbol":
      return [nameOf(node.symbol)];
    case "constant":
      return [showConstant(node.value)];
    case "unary":
      return ["-", { node: node.operand, minimumRank: UNARY + 1 }];
    case "binary": {
      // Operators of one rank read from left to right, so only a right operand of that rank needs brackets.
      const rank = RANKS[node.operator];
      return [
        { node: node.left, minimumRank: rank },
        ` ${node.operator} `,
        { node: node.right, minimumRank: rank + 1 },
      ];
    }
    case "call": {
      const operands = node.arguments.flatMap((operand, index) => [
        ...(index === 0 ? [] : [", "]),
        { node: operand, minimumRank: 0 },
      ]);
      return [`${node.name}(`, ...operands, ")"];
    }
  }
}

const RANKS: Readonly<Record<BinaryOperator, number>> = { "+": 1, "-": 1, "*": 2, "/": 2 };
const UNARY = 3;
const ATOM = 4;

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
