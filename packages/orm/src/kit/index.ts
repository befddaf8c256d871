export { claimOptions } from "../executions/claim-options.js";
export { type ExecutionColumns, executionColumns } from "../executions/execution-columns.js";
export {
  type AskedExecutions,
  executionPage,
  latestFilter,
  requireExecutionFilter,
} from "../executions/execution-filter.js";
export { newExecutionRow, standingOf } from "../executions/execution-row.js";
export { compareMetrics } from "../metrics/execution-comparison.js";
export { refuseMetricsOfOthers, wasStored } from "../metrics/metric-batch.js";
export { requireHistory } from "../metrics/metric-history.js";
export { metricPage, requirePage, streamPages } from "../metrics/metric-pages.js";
export { metricsToRows, type NewMetricRow } from "../metrics/metric-to-row.js";
export { rowsToWindow } from "../metrics/metric-windows.js";
export { rowToValue } from "../metrics/outcome-columns.js";
export { batchIdOf } from "../metrics/persist-options.js";
export { type AskedMetric, exchangedArguments, requireAsked } from "../metrics/require-question.js";
export { rowToMetric, rowToStoredMetric } from "../metrics/row-to-metric.js";
export { type SpecColumns, specColumns } from "../metrics/spec-columns.js";
export { requireCollection } from "../metrics/store-maintenance.js";
export { assembleReport } from "../results/execution-report.js";
export { type NewResultRow, resultsToRows, rowToResult } from "../results/result-rows.js";
export { requireEndStatus, type StoredEnd, storedEnd } from "../results/stored-end.js";
export { parseVersionedJson } from "../sql/plain-json.js";
export type { StoreRow } from "../sql/store-row.js";
