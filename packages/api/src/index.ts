export {
  type Expression,
  type ExtendedMetricProvider,
  expr,
  type MetricProvider,
  type MetricSymbol,
} from "@dqx/provider";
export { AssertionBuilder, type AssertionOptions } from "./assertion-builder.js";
export { type Check, type CheckBody, type CheckOptions, check, type EmptyPolicy } from "./check.js";
export { CheckDefinitionError } from "./check-definition-error.js";
export { type Comparison, showComparison, type ToleranceOptions } from "./comparison.js";
export { Context } from "./context.js";
export { DatasetError } from "./dataset-error.js";
export { showVerdictValue } from "./number-text.js";
export type {
  AssertionCounts,
  AssertionResult,
  AssertionStatus,
  DatasetReport,
  MetricReading,
  MetricResult,
  SuiteResult,
  SuiteStatus,
} from "./suite-result.js";
export { SuiteStateError } from "./suite-state-error.js";
export type { RunOptions } from "./verification-run.js";
export { VerificationSuite, type VerificationSuiteOptions } from "./verification-suite.js";
