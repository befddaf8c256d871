export type { Cell, ConformanceData, LogicalType, MakeSource } from "./conformance-data.js";
export { sqlConformance } from "./sql-conformance.js";
