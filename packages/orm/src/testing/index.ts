export type { MakeMetricStore, MakeSqlStore } from "./fixture/make-metric-store.js";
export { type RecordedStatement, recordSql, type SqlRecorder } from "./fixture/record-sql.js";
export { unscopedReads } from "./fixture/unscoped-reads.js";
export { metricStoreContract } from "./metric-store-contract.js";
export { sqlStoreContract } from "./sql-store-contract.js";
