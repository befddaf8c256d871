export { type AnalyzeOptions, analyze } from "./analyze.js";
export {
  type BoundColumn,
  type ColumnKind,
  type ColumnType,
  type DayColumn,
  isNumeric,
} from "./dialect/column-type.js";
export type {
  AggregateRenderer,
  AggregateRenderers,
  DayRange,
  Dialect,
  DialectCapabilities,
  DialectLimits,
  Guard,
  SqlOperand,
} from "./dialect/dialect.js";
export type { Fault } from "./dialect/fault.js";
export type { FormatRenderers } from "./dialect/format-renderers.js";
export type {
  ComparisonSign,
  ElementRenderers,
  FunctionRenderer,
  JsonRenderers,
  RowRenderers,
  TemporalKind,
} from "./dialect/row-renderers.js";
export type { SampleRenderers } from "./dialect/sample-renderers.js";
export { startOfDay } from "./dialect/start-of-day.js";
export { clickhouseDialect } from "./dialects/clickhouse/clickhouse-dialect.js";
export { duckdbDialect } from "./dialects/duckdb/duckdb-dialect.js";
export { postgresDialect } from "./dialects/postgres/postgres-dialect.js";
export { trinoDialect } from "./dialects/trino/trino-dialect.js";
export { metricReproducer, type ReproducingStatement, withComments } from "./follow-up/reproduce-metrics.js";
export { type RowTarget, rowTarget } from "./follow-up/row-target.js";
export type { BoundAggregate, BoundFilter } from "./plan/bound-aggregate.js";
export type { BoundOperand } from "./plan/bound-operand.js";
export { Columns } from "./plan/columns.js";
export {
  describePlan,
  type PlanDescription,
  type PlanFailure,
  type StatementDescription,
} from "./plan/describe-plan.js";
export type { MetricRequest } from "./plan/metric-request.js";
export { type PlannedMetric, planScan, type ScanPlan } from "./plan/plan-scan.js";
export { type PlanOptions, planSource } from "./plan/plan-source.js";
export type { PlannedStatement, StatementPurpose } from "./plan/planned-statement.js";
export { PlanningError } from "./plan/planning-error.js";
export type { Relation, RelationDating } from "./plan/relation.js";
export type { ScanTarget } from "./plan/render-statement.js";
export { plannedStatements, type RelationPlan, type SourcePlan } from "./plan/source-plan.js";
export { bindExpression, describeValue, type ExpressionBinding } from "./row/bind-expression.js";
export { bindPredicate, type PredicateBinding } from "./row/bind-predicate.js";
export type { BindingFailure } from "./row/binding-failure.js";
export type { BoundExpression, BoundPredicate, BoundStep } from "./row/bound-row.js";
export { patternText } from "./row/pattern-text.js";
export { renderExpression, renderPredicate } from "./row/render-row.js";
export type { RowScope, SqlExpressionType } from "./row/row-scope.js";
export type { Analysis, MeasuredMetric, SkippedStatement, StatementReport } from "./run/analysis.js";
export { MAXIMUM_ADDED_STATEMENTS, type RunPlanOptions, runPlan } from "./run/run-plan.js";
export { type BoundSql, boundSql, type SqlText } from "./source/bound-sql.js";
export {
  type ColumnProtection,
  isProtected,
  protectColumns,
  requireProtection,
} from "./source/column-protection.js";
export { EngineSource, type SourceDefinition, type SourceRelation } from "./source/engine-source.js";
export { errorCode } from "./source/error-code.js";
export { fromItem } from "./source/from-item.js";
export { noExpression, notAggregate, type SqlOver } from "./source/no-expression.js";
export { datedQueryRelation, queryRelation } from "./source/query-relation.js";
export type { AdmittedQuery, GatedSession, ReadOnlyGate, SessionPool } from "./source/read-only-gate.js";
export { refuseParameters } from "./source/refuse-parameters.js";
export {
  type Connected,
  type ConnectionPatience,
  type ConnectOptions,
  connectPatiently,
  type RetryOptions,
  requireRetryFor,
  retryTransient,
} from "./source/retry-transient.js";
export {
  type ConditionalRecord,
  type RowFile,
  type RowFileFormat,
  type RowFiles,
  type RowWriter,
  rowFileFormats,
} from "./source/row-files.js";
export { type SampleSize, type SourceSample, sampleRows } from "./source/sampled-source.js";
export { SourceError } from "./source/source-error.js";
export {
  checkOptions,
  type DatingOptions,
  datingOf,
  requireRelationFor,
  requireStatementTimeout,
  requireText,
  type SourceOptions,
} from "./source/source-options.js";
export type {
  RelationRequest,
  SourceDating,
  SqlColumn,
  SqlDataSource,
  SqlSession,
} from "./source/sql-data-source.js";
export { tableRelation } from "./source/table-relation.js";
export { withRelation } from "./source/with-relation.js";
