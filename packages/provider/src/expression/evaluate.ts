import { Either } from "@dqx/common";
import { calculate, type Operation } from "./arithmetic.js";
import {
  type EvaluationFailure,
  MetricsUnavailable,
  OperationFailed,
  type UnavailableMetric,
} from "./evaluation-failure.js";
import type { Expression } from "./expression.js";
import { expressionFunctions } from "./expression-functions.js";
import type { ExpressionNode } from "./expression-node.js";
import type { MetricSymbol } from "./metric-symbol.js";
import { printExpression } from "./print-expression.js";
import { symbolsOf } from "./symbols-of.js";
import { childrenOf, walkNodes } from "./walk-nodes.js";

/**
 * The value of an expression, in full double precision. Each part is computed once, however often it occurs.
 *
 * @param expression - the formula
 * @param readingOf - the value of each metric, or why it has none; called once for each
 * @returns a finite number; or all the metrics for whose want there is none (`coalesce` passes over those that it
 *   can do without); or the first operation, from the Either.left, that has no finite result, with the numbers it got
 */
export function evaluate<Failure>(
  expression: Expression,
  readingOf: (symbol: MetricSymbol) => Either.Either<number, Failure>,
): Either.Either<number, EvaluationFailure<Failure>> {
  const { node } = expression;
  if (node.kind === "symbol") {
    // Most expressions are a metric alone, which most often has a value.
    const reading = readingOf(node.symbol);
    if (Either.isRight(reading) && Number.isFinite(reading.right)) return Either.right(reading.right);
    return evaluateReadings(expression, [[node.symbol, reading]]);
  }
  return evaluateReadings(
    expression,
    symbolsOf(expression).map((symbol) => [symbol, readingOf(symbol)]),
  );
}

/** {@link evaluate} with what became of every metric of the expression at hand. */
export function evaluateReadings<Failure>(
  expression: Expression,
  readings: readonly (readonly [MetricSymbol, Either.Either<number, Failure>])[],
): Either.Either<number, EvaluationFailure<Failure>> {
  const bySymbol = new Map(readings);
  const results = new Map<ExpressionNode, NodeResult>();
  for (const node of walkNodes(expression.node)) results.set(node, resultOf(node, results, bySymbol));
  const result = results.get(expression.node);
  if (typeof result === "number") return Either.right(result);
  return Either.left(
    result ?? new MetricsUnavailable(unavailableMetrics(expression.node, results, bySymbol)),
  );
}

/** A number, a failed operation at or under the node, or nothing for want of a metric. */
type NodeResult = number | OperationFailed | undefined;
type Results = ReadonlyMap<ExpressionNode, NodeResult>;
type Readings<Failure> = ReadonlyMap<MetricSymbol, Either.Either<number, Failure>>;

function resultOf(node: ExpressionNode, results: Results, readings: Readings<unknown>): NodeResult {
  switch (node.kind) {
    case "symbol": {
      const reading = readings.get(node.symbol);
      return reading === undefined || Either.isLeft(reading) ? undefined : finiteValue(node, reading.right);
    }
    case "constant":
      return node.value;
    case "unary":
      return operate(node, "negate", results);
    case "binary":
      return operate(node, node.operator, results);
    case "call":
      return expressionFunctions[node.name].nulls === "first"
        ? node.arguments.map((argument) => results.get(argument)).find((result) => result !== undefined)
        : operate(node, node.name, results);
  }
}

function operate(node: ExpressionNode, operation: Operation, results: Results): NodeResult {
  const children = childrenOf(node).map((child) => results.get(child));
  // Metrics that are missing are reported before what failed beside them.
  if (children.includes(undefined)) return undefined;
  const operands: number[] = [];
  for (const child of children) {
    if (child instanceof OperationFailed) return child;
    if (child !== undefined) operands.push(child);
  }
  const result = calculate(operation, operands);
  return Either.isLeft(result)
    ? new OperationFailed(operation, operands, show(node), result.left)
    : result.right;
}

// Down from the root, only through what has no value: what coalesce could do without is not to blame.
function unavailableMetrics<Failure>(
  root: ExpressionNode,
  results: Results,
  readings: Readings<Failure>,
): readonly UnavailableMetric<Failure>[] {
  const unavailable: UnavailableMetric<Failure>[] = [];
  const visited = new Set<ExpressionNode>();
  const pending = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (visited.has(node) || results.get(node) !== undefined) continue;
    visited.add(node);
    for (const child of childrenOf(node).toReversed()) pending.push(child);
    if (node.kind !== "symbol") continue;
    const reading = readings.get(node.symbol);
    if (reading !== undefined && Either.isLeft(reading)) {
      unavailable.push({ symbol: node.symbol, failure: reading.left });
    }
  }
  return unavailable;
}

function finiteValue(node: ExpressionNode, value: number): NodeResult {
  if (Number.isFinite(value)) return value;
  return new OperationFailed("value", [value], show(node), `The value ${value} is not a finite number`);
}

function show(node: ExpressionNode): string {
  return printExpression(node, (symbol) => symbol.displayName);
}
