export { CycleError } from "./cycle-error.js";
export { evaluate } from "./evaluate.js";
export {
  type EvaluationFailure,
  MetricsUnavailable,
  OperationFailed,
  type UnavailableMetric,
} from "./evaluation-failure.js";
export { Expression, type Operand } from "./expression.js";
export type { ExpressionFunction } from "./expression-functions.js";
export type {
  BinaryNode,
  BinaryOperator,
  CallNode,
  ConstantNode,
  ExpressionNode,
  SymbolNode,
  UnaryNode,
} from "./expression-node.js";
export { ExpressionSyntaxError } from "./expression-syntax-error.js";
export { expr } from "./expression-template.js";
export {
  type ExtendedMetricOptions,
  ExtendedMetricProvider,
  type StddevOptions,
} from "./extended-metric-provider.js";
export type { ExtendedRequirement, MetricRequirement } from "./metric-needs.js";
export type { MetricOptions, MetricScope } from "./metric-options.js";
export { type FirstOptions, MetricProvider } from "./metric-provider.js";
export { MetricSymbol } from "./metric-symbol.js";
export { printExpression } from "./print-expression.js";
export type { RetrievalFunction, SymbolicMetric } from "./symbolic-metric.js";
export { SymbolicMetricBase } from "./symbolic-metric-base.js";
export { symbolsOf } from "./symbols-of.js";
export { topologicalOrder } from "./topological-order.js";
export { UnresolvedDatasetError } from "./unresolved-dataset-error.js";
