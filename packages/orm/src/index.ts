export type { StoreLocation } from "./database/open-data-source.js";
export type { SqliteDriverName, StoreSettings } from "./database/store-settings.js";
export { DuplicateExecutionError } from "./errors/duplicate-execution-error.js";
export { ExecutionClaimError, type ExecutionClaimReason } from "./errors/execution-claim-error.js";
export { type InvalidMetric, InvalidMetricError } from "./errors/invalid-metric-error.js";
export { MetricStoreError, type StoreErrorReason } from "./errors/metric-store-error.js";
export type { ExecutionClaim } from "./execution-claim.js";
export type { ClaimOptions } from "./executions/claim-options.js";
export type { DeleteOptions } from "./executions/delete-execution.js";
export type {
  EndStatus,
  Execution,
  ExecutionFilter,
  ExecutionPage,
  ExecutionStatus,
  NewExecution,
} from "./executions/execution.js";
export { InMemoryMetricDB } from "./in-memory-metric-db.js";
export { MetricDB } from "./metric-db.js";
export type { ExecutionLog, MetricReads, MetricStore, MetricWrites } from "./metric-store.js";
export type { MetricComparison } from "./metrics/execution-comparison.js";
export type {
  Metric,
  StoredAbsence,
  StoredMetric,
  StoredOutcome,
  StoredValue,
} from "./metrics/metric.js";
export type { HistoryFilter, HistoryPoint } from "./metrics/metric-history.js";
export type { MetricPage, MetricPageRequest, StreamOptions } from "./metrics/metric-pages.js";
export type { WindowRequest } from "./metrics/metric-windows.js";
export type { PersistOptions } from "./metrics/persist-options.js";
export type { CollectOptions, StoreStats } from "./metrics/store-maintenance.js";
export type { StoredResult, StoredResultStatus } from "./results/stored-result.js";
export type { BatchRow } from "./schema/entities/batch-entity.js";
export type { ExecutionRow } from "./schema/entities/execution-entity.js";
export type { MetricRow } from "./schema/entities/metric-entity.js";
export type { ResultRow } from "./schema/entities/result-entity.js";
export { storeEntities } from "./schema/entities/store-entities.js";
export type { PlainJson, PlainJsonObject, VersionedJson } from "./sql/plain-json.js";
export type { TableNaming } from "./sql/store-tables.js";
