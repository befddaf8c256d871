export {
  abs,
  all,
  any,
  ceiling,
  coalesce,
  col,
  floor,
  length,
  literal,
  lower,
  not,
  nullIf,
  type Predicate,
  type RowExpression,
  type RowValue,
  sql,
  trim,
  upper,
} from "@dqx/metrics";
export type { ExtendedMetricProvider, MetricProvider } from "@dqx/provider";
export { type Expression, expr, type MetricSymbol } from "@dqx/provider/expressions";
export {
  increasing,
  type RowCondition,
  type Rule,
  type RuleOptions,
  rule,
  type ShareBounds,
  unique,
} from "@dqx/rules/rule";
export { BudgetError } from "./budget/budget-error.js";
export type { Budget, RunBudget } from "./budget/run-budget.js";
export { AssertionBuilder, type Bound, type Interval } from "./check/assertion-builder.js";
export {
  type Check,
  type CheckBody,
  type CheckOptions,
  check,
  type DatasetCheckBody,
  type DatasetCheckOptions,
  type EmptyPolicy,
} from "./check/check.js";
export { CheckDefinitionError } from "./check/check-definition-error.js";
export {
  type Comparison,
  showComparison,
  type ToleranceOptions,
  type Tolerances,
} from "./check/comparison.js";
export { type AssertionOptions, ConfiguredBuilder } from "./check/configured-builder.js";
export { Context } from "./check/context.js";
export type { Operand } from "./check/demanded-comparison.js";
export type { At } from "./check/for-each.js";
export { showVerdictValue } from "./check/number-text.js";
export { RowAssertionBuilder, type RowAssertionOptions } from "./check/row-assertion-builder.js";
export { RowExpectations, type RowsOptions } from "./check/row-expectations.js";
export type { TwoBounds } from "./check/two-bounds.js";
export {
  type Dataset,
  type DeclaredColumns,
  type DeclaredKinds,
  defineDataset,
} from "./dataset/define-dataset.js";
export { SchemaExpectation, type SchemaMatchOptions } from "./dataset/schema-expectation.js";
export {
  type Segment,
  type Segmentation,
  type SegmentOptions,
  segment,
  type ValueSegmentation,
} from "./dataset/segmentation.js";
export { lintChecks } from "./lint/lint-checks.js";
export type { LintFinding, LintKind, SourcePlace } from "./lint/lint-finding.js";
export type { Reporter } from "./plugin/reporter.js";
export type { PluginRun, SuitePlugin } from "./plugin/suite-plugin.js";
export { DatasetError } from "./prepare/dataset-error.js";
export type { AssertionSelector, SelectableAssertion } from "./prepare/select-assertions.js";
export type { RunProtection } from "./protection/run-protection.js";
export type { RunQuarantine } from "./quarantine/quarantine-options.js";
export type {
  AssertionReport,
  CheckReport,
  ComparisonReport,
  DatasetRunReport,
  ExecutionReport,
  MetricReport,
  ReadingReport,
  RunReport,
  ScoreReport,
  ScoresReport,
  StatementRunReport,
  StatementStatus,
} from "./result/run-report.js";
export type {
  PlanError,
  PlannedAssertion,
  PlannedDatasetReport,
  PlannedMetrics,
  SuitePlan,
} from "./result/suite-plan.js";
export type {
  AssertionCounts,
  AssertionResult,
  AssertionStatus,
  DatasetReport,
  MetricReading,
  MetricResult,
  QuarantineResult,
  ReproducingSql,
  RowCounts,
  RowFileResult,
  SuiteResult,
  SuiteStatus,
  SuiteSummary,
} from "./result/suite-result.js";
export { IncompleteRunError } from "./run/incomplete-run-error.js";
export type { RunProgress } from "./run/run-progress.js";
export { SuiteStateError } from "./run/suite-state-error.js";
export type { PlanOptions, RunOptions } from "./run/verification-run.js";
export type { SampleColumns, SampleOptions } from "./sample/sample-options.js";
export { VerificationSuite, type VerificationSuiteOptions } from "./verification-suite.js";
