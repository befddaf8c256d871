import type { ExpressionFunction } from "./expression-functions.js";
import type { MetricSymbol } from "./metric-symbol.js";

/** One node of an expression's tree; frozen. */
export type ExpressionNode = SymbolNode | ConstantNode | UnaryNode | BinaryNode | CallNode;

/** The value of a metric. */
export interface SymbolNode {
  readonly kind: "symbol";
  readonly symbol: MetricSymbol;
}

/** A finite number. */
export interface ConstantNode {
  readonly kind: "constant";
  readonly value: number;
}

/** The negative of an operand. */
export interface UnaryNode {
  readonly kind: "unary";
  readonly operator: "-";
  readonly operand: ExpressionNode;
}

/** An arithmetic operation on two operands. */
export interface BinaryNode {
  readonly kind: "binary";
  readonly operator: BinaryOperator;
  readonly left: ExpressionNode;
  readonly right: ExpressionNode;
}

/** A function of one or more arguments. */
export interface CallNode {
  readonly kind: "call";
  readonly name: ExpressionFunction;
  readonly arguments: readonly ExpressionNode[];
}

/** The arithmetic operations on two operands. */
export const binaryOperators = ["+", "-", "*", "/"] as const;

/** An arithmetic operation on two operands. */
export type BinaryOperator = (typeof binaryOperators)[number];
