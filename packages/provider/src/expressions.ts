// Expressions without the provider that makes their metrics: importing these loads no catalogue.
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
export { replaceSymbols } from "./expression/replace-symbols.js";
export { SegmentsSymbol } from "./expression/segments-symbol.js";
export { SharesSymbol } from "./expression/shares-symbol.js";
export { symbolsOf } from "./expression/symbols-of.js";
export { walkNodes } from "./expression/walk-nodes.js";
export { ExpressionSyntaxError } from "./template/expression-syntax-error.js";
export { expr } from "./template/expression-template.js";
