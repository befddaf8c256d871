export * from "./expressions.js";
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
export type { DatasetOf, TypedMetricProvider, TypedMetrics } from "./metrics/typed-metrics.js";
export { UnresolvedDatasetError } from "./metrics/unresolved-dataset-error.js";
export { type ColumnKinds, type ColumnsOf, metricColumns } from "./typed/column-kinds.js";
