export type { Cell, ConformanceData, LogicalType, MakeSource } from "./conformance-data.js";
export type { ConformanceOptions, ConformanceRecord, UnheldExample } from "./conformance-record.js";
export { metricConformance } from "./metric-conformance.js";
export { sampleMetrics } from "./sample-metrics.js";
export { sqlConformance } from "./sql-conformance.js";
