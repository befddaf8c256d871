export { CountSymbol } from "./expression/count-symbol.js";
export { evaluate } from "./expression/evaluate.js";
export {
  type EvaluationFailure,
  MetricsUnavailable,
  OperationFailed,
  type UnavailableMetric,
} from "./expression/evaluation-failure.js";
export { Expression, type Operand } from "./expression/expression.js";
export type { ExpressionFunction } from "./expression/expression-functions.js";
export type {
  BinaryNode,
  BinaryOperator,
  CallNode,
  ConstantNode,
  ExpressionNode,
  SymbolNode,
  UnaryNode,
} from "./expression/expression-node.js";
export { MetricSymbol } from "./expression/metric-symbol.js";
export { printExpression } from "./expression/print-expression.js";
export { QuantilesSymbol } from "./expression/quantiles-symbol.js";
export { SharesSymbol } from "./expression/shares-symbol.js";
export { symbolsOf } from "./expression/symbols-of.js";
export { walkNodes } from "./expression/walk-nodes.js";
export { CycleError } from "./metrics/cycle-error.js";
export type { DerivedMethods } from "./metrics/derived-methods.js";
export { ExtendedMetricProvider } from "./metrics/extended-metric-provider.js";
export type { MetricMethods } from "./metrics/metric-methods.js";
export type {
  ExtendedRequirement,
  MetricNeeds,
  MetricPoint,
  MetricRequirement,
} from "./metrics/metric-needs.js";
export type { MetricOptions, MetricScope } from "./metrics/metric-options.js";
export { MetricProvider } from "./metrics/metric-provider.js";
export type { RetrievalFunction, SymbolicMetric } from "./metrics/symbolic-metric.js";
export { SymbolicMetricBase } from "./metrics/symbolic-metric-base.js";
export { topologicalOrder } from "./metrics/topological-order.js";
export { UnresolvedDatasetError } from "./metrics/unresolved-dataset-error.js";
export { ExpressionSyntaxError } from "./template/expression-syntax-error.js";
export { expr } from "./template/expression-template.js";
