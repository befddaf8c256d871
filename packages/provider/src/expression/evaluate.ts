import { type Either, isLeft, left, right } from "effect/Either";
import { calculate, type Operation } from "./arithmetic.js";
import {
  type EvaluationFailure,
  MetricsUnavailable,
  OperationFailed,
  type UnavailableMetric,
} from "./evaluation-failure.js";
import type { Expression } from "./expression.js";
import type { ExpressionNode } from "./expression-node.js";
import type { MetricSymbol } from "./metric-symbol.js";
import { printExpression } from "./print-expression.js";
import { symbolsOf } from "./symbols-of.js";

/**
 * The value of an expression, in full double precision.
 *
 * @param expression - the formula
 * @param readingOf - the value of each metric, or why it has none; called once for each
 * @returns a finite number; or all the metrics that have no value; or the first operation, from the left, that
 *   has no finite result, with the numbers it got
 */
export function evaluate<Failure>(
  expression: Expression,
  readingOf: (symbol: MetricSymbol) => Either<number, Failure>,
): Either<number, EvaluationFailure<Failure>> {
  return evaluateReadings(
    expression,
    symbolsOf(expression).map((symbol) => [symbol, readingOf(symbol)]),
  );
}

/** {@link evaluate} with what became of every metric of the expression at hand. */
export function evaluateReadings<Failure>(
  expression: Expression,
  readings: readonly (readonly [MetricSymbol, Either<number, Failure>])[],
): Either<number, EvaluationFailure<Failure>> {
  const values = new Map<MetricSymbol, number>();
  const unavailable: UnavailableMetric<Failure>[] = [];
  for (const [symbol, reading] of readings) {
    if (isLeft(reading)) unavailable.push({ symbol, failure: reading.left });
    else values.set(symbol, reading.right);
  }
  return unavailable.length > 0
    ? left(new MetricsUnavailable(unavailable))
    : evaluateNode(expression.node, values);
}

type Values = ReadonlyMap<MetricSymbol, number>;

function evaluateNode(node: ExpressionNode, values: Values): Either<number, OperationFailed> {
  switch (node.kind) {
    case "symbol":
      /* v8 ignore next -- every symbol has a reading, so none is left without a value */
      return finiteValue(node, values.get(node.symbol) ?? Number.NaN);
    case "constant":
      return right(node.value);
    case "unary":
      return operate(node, "negate", [node.operand], values);
    case "binary":
      return operate(node, node.operator, [node.left, node.right], values);
    case "call":
      return operate(node, node.name, node.arguments, values);
  }
}

function operate(
  node: ExpressionNode,
  operation: Operation,
  children: readonly ExpressionNode[],
  values: Values,
): Either<number, OperationFailed> {
  const operands: number[] = [];
  for (const child of children) {
    const operand = evaluateNode(child, values);
    if (isLeft(operand)) return operand;
    operands.push(operand.right);
  }
  const result = calculate(operation, operands);
  return isLeft(result)
    ? left(new OperationFailed(operation, operands, show(node), result.left))
    : right(result.right);
}

function finiteValue(node: ExpressionNode, value: number): Either<number, OperationFailed> {
  if (Number.isFinite(value)) return right(value);
  return left(new OperationFailed("value", [value], show(node), `The value ${value} is not a finite number`));
}

function show(node: ExpressionNode): string {
  return printExpression(node, (symbol) => symbol.displayName);
}
