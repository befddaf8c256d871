import { InvalidArgumentError, showValue } from "@dqx/common";
import type { ExpressionFunction } from "./expression-functions.js";
import { withinLimits } from "./expression-limits.js";
import type { BinaryOperator, ExpressionNode } from "./expression-node.js";
import { printExpression } from "./print-expression.js";

/** What expressions compute with: expressions, and finite numbers. */
export type Operand = Expression | number;

/**
 * A formula over metrics, to be evaluated once they have values. Immutable: every method gives a new one, and throws an
 * `InvalidArgumentError` when an operand is neither an expression nor a finite number, or the formula grows past
 * 100,000 parts or 10,000 operations inside each other.
 *
 * @example
 * ```ts
 * import type { MetricProvider } from "@dqx/provider";
 *
 * const growthOf = (mp: MetricProvider, column: string) => mp.sum(column).div(mp.sum(column, { lag: 1 }));
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
    return this.#call("pow", [exponent]);
  }

  /** The smallest of this and `others`. */
  min(...others: readonly Operand[]): Expression {
    return this.#call("min", others);
  }

  /** The largest of this and `others`. */
  max(...others: readonly Operand[]): Expression {
    return this.#call("max", others);
  }

  /** The logarithm of this to a base, the natural one by default; 0 and negative numbers have none. */
  log(base?: Operand): Expression {
    return base === undefined ? this.#call("log") : this.#call("log", [base]);
  }

  /** This rounded to `digits` behind the point, 0 to 15, none by default; halves away from zero. */
  round(digits?: Operand): Expression {
    return digits === undefined ? this.#call("round") : this.#call("round", [digits]);
  }

  /**
   * The first of this and `others` that has a value. It passes over metrics without one, not over operations that
   * fail, such as a division by zero.
   */
  coalesce(...others: readonly Operand[]): Expression {
    return this.#call("coalesce", others);
  }

  /** This as a percentage of `whole`: 100 × this / whole; a zero whole is a failure of the evaluation. */
  pct(whole: Operand): Expression {
    return this.#call("pct", [whole]);
  }

  /**
   * The formula by the metrics' display names, in as few brackets as its meaning allows; cut off after 10,000
   * characters.
   */
  toString(): string {
    return printExpression(this.node, (symbol) => symbol.displayName);
  }

  #binary(operator: BinaryOperator, method: string, other: Operand): Expression {
    return expressionOf({ kind: "binary", operator, left: this.node, right: nodeOf(other, method) });
  }

  #call(name: ExpressionFunction, others: readonly Operand[] = []): Expression {
    const operands = others.map((other) => nodeOf(other, name));
    return expressionOf({ kind: "call", name, arguments: Object.freeze([this.node, ...operands]) });
  }
}

class CompositeExpression extends Expression {
  readonly node: ExpressionNode;

  constructor(node: ExpressionNode) {
    super();
    this.node = withinLimits(node);
    Object.freeze(this);
  }
}

/**
 * The expression with a given tree.
 *
 * @throws {@link InvalidArgumentError} when the tree has too many nodes, or is too deep
 */
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
