import { InvalidArgumentError, showValue } from "@dqx/common";
import type { ExpressionFunction } from "./expression-functions.js";
import type { BinaryOperator, ExpressionNode } from "./expression-node.js";
import { printExpression } from "./print-expression.js";

/** What expressions compute with: expressions, and finite numbers. */
export type Operand = Expression | number;

/**
 * A formula over metrics, to be evaluated once they have values. Immutable: every method gives a new one.
 *
 * @example
 * ```ts
 * const growth = mp.sum("revenue").div(mp.sum("revenue", { lag: 1 }));
 * String(growth); // "sum(revenue) / sum(revenue, lag 1)"
 * ```
 */
export abstract class Expression {
  /** The root of the tree. */
  abstract readonly node: ExpressionNode;

  /** This plus `other`. */
  add(other: Operand): Expression {
    return this.#binary("+", "add", other);
  }

  /** This minus `other`. */
  sub(other: Operand): Expression {
    return this.#binary("-", "sub", other);
  }

  /** This times `other`. */
  mul(other: Operand): Expression {
    return this.#binary("*", "mul", other);
  }

  /** This divided by `other`; a zero divisor is a failure of the evaluation. */
  div(other: Operand): Expression {
    return this.#binary("/", "div", other);
  }

  /** The negative of this. */
  neg(): Expression {
    return expressionOf({ kind: "unary", operator: "-", operand: this.node });
  }

  /** The absolute value of this. */
  abs(): Expression {
    return this.#call("abs");
  }

  /** The square root of this; a negative number has none. */
  sqrt(): Expression {
    return this.#call("sqrt");
  }

  /** The natural logarithm of this; 0 and negative numbers have none. */
  ln(): Expression {
    return this.#call("ln");
  }

  /** e to the power of this. */
  exp(): Expression {
    return this.#call("exp");
  }

  /** This to the power of `exponent`. */
  pow(exponent: Operand): Expression {
    return this.#call("pow", exponent);
  }

  /** The smallest of this and `others`. */
  min(...others: readonly Operand[]): Expression {
    return this.#call("min", ...others);
  }

  /** The largest of this and `others`. */
  max(...others: readonly Operand[]): Expression {
    return this.#call("max", ...others);
  }

  /** The formula by the metrics' display names, in as few brackets as its meaning allows. */
  toString(): string {
    return printExpression(this.node, (symbol) => symbol.displayName);
  }

  #binary(operator: BinaryOperator, method: string, other: Operand): Expression {
    return expressionOf({ kind: "binary", operator, left: this.node, right: nodeOf(other, method) });
  }

  #call(name: ExpressionFunction, ...others: readonly Operand[]): Expression {
    const operands = others.map((other) => nodeOf(other, name));
    return expressionOf({ kind: "call", name, arguments: Object.freeze([this.node, ...operands]) });
  }
}

class CompositeExpression extends Expression {
  readonly node: ExpressionNode;

  constructor(node: ExpressionNode) {
    super();
    this.node = Object.freeze(node);
    Object.freeze(this);
  }
}

/** The expression with a given tree. */
export function expressionOf(node: ExpressionNode): Expression {
  return new CompositeExpression(node);
}

/**
 * The tree of an operand.
 *
 * @param operand - an expression or a finite number; callers without types may pass anything
 * @param place - what it is an operand of, for the message
 * @throws {@link InvalidArgumentError} when it is neither
 */
export function nodeOf(operand: unknown, place: string): ExpressionNode {
  if (operand instanceof Expression) return operand.node;
  if (typeof operand === "number" && Number.isFinite(operand)) {
    return Object.freeze({ kind: "constant", value: operand });
  }
  throw new InvalidArgumentError(
    `${place} got the operand ${showValue(operand)}. Give a metric, an expression or a finite number.`,
  );
}
