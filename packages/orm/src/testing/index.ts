export type { MakeMetricStore } from "./make-metric-store.js";
export { metricStoreContract } from "./metric-store-contract.js";
export { type RecordedStatement, recordSql, type SqlRecorder } from "./record-sql.js";
export { unscopedReads } from "./unscoped-reads.js";
