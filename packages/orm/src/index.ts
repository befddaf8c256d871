export { DuplicateExecutionError } from "./duplicate-execution-error.js";
export type { BatchRow } from "./entities/batch-entity.js";
export type { ExecutionRow } from "./entities/execution-entity.js";
export type { MetricRow } from "./entities/metric-entity.js";
export type { ResultRow } from "./entities/result-entity.js";
export { storeEntities } from "./entities/store-entities.js";
export type {
  Execution,
  ExecutionFilter,
  ExecutionPage,
  ExecutionStatus,
  NewExecution,
} from "./execution.js";
export type { MetricComparison } from "./execution-comparison.js";
export { InMemoryMetricDB } from "./in-memory-metric-db.js";
export { type InvalidMetric, InvalidMetricError } from "./invalid-metric-error.js";
export type { Metric } from "./metric.js";
export { MetricDB } from "./metric-db.js";
export type { HistoryFilter, HistoryPoint } from "./metric-history.js";
export type { MetricPage, MetricPageRequest, StreamOptions } from "./metric-pages.js";
export { MetricStoreError, type StoreErrorReason } from "./metric-store-error.js";
export type { WindowRequest } from "./metric-windows.js";
export type { StoreLocation } from "./open-data-source.js";
export type { PersistOptions } from "./persist-options.js";
export type { CollectOptions, StoreStats } from "./store-maintenance.js";
export type { StoreSettings } from "./store-settings.js";
export type { TableNaming } from "./store-tables.js";
export type { StoredResult, StoredResultStatus } from "./stored-result.js";
