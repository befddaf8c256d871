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
export {
  type Expression,
  type ExtendedMetricProvider,
  expr,
  type MetricProvider,
  type MetricSymbol,
} from "@dqx/provider";
export { AssertionBuilder, type AssertionOptions } from "./check/assertion-builder.js";
export { type Check, type CheckBody, type CheckOptions, check, type EmptyPolicy } from "./check/check.js";
export { CheckDefinitionError } from "./check/check-definition-error.js";
export { type Comparison, showComparison, type ToleranceOptions } from "./check/comparison.js";
export { Context } from "./check/context.js";
export { showVerdictValue } from "./check/number-text.js";
export type {
  AssertionCounts,
  AssertionResult,
  AssertionStatus,
  DatasetReport,
  MetricReading,
  MetricResult,
  SuiteResult,
  SuiteStatus,
} from "./result/suite-result.js";
export { DatasetError } from "./run/dataset-error.js";
export { SuiteStateError } from "./run/suite-state-error.js";
export type { RunOptions } from "./run/verification-run.js";
export { VerificationSuite, type VerificationSuiteOptions } from "./verification-suite.js";
