export type { Analysis, MeasuredMetric, StatementReport } from "./analysis.js";
export { type AnalyzeOptions, analyze } from "./analyze.js";
export type { BindingFailure } from "./binding-failure.js";
export type { BoundAggregate } from "./bound-aggregate.js";
export { type BoundColumn, type ColumnKind, type ColumnType, isNumeric } from "./column-type.js";
export type {
  AggregateKind,
  AggregateRenderers,
  ColumnRenderer,
  DayRange,
  Dialect,
  DialectCapabilities,
  Guard,
} from "./dialect.js";
export { duckdbDialect } from "./dialects/duckdb.js";
export type { MetricRequest } from "./metric-request.js";
export { type PlannedMetric, planScan, type ScanPlan } from "./plan-scan.js";
export type { PlannedStatement, StatementPurpose } from "./planned-statement.js";
export { PlanningError } from "./planning-error.js";
export type { Relation, RelationDating } from "./relation.js";
export type { ScanTarget } from "./render-statement.js";
export { startOfDay } from "./start-of-day.js";
