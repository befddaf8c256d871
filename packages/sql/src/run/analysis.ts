import type { LocalDate } from "@dqx/common";
import type { MetricOutcome, SimpleMetricSpec } from "@dqx/metrics";
import type { Fault } from "../dialect/fault.js";
import type { StatementPurpose } from "../plan/planned-statement.js";

/** What became of one metric on one date. */
export interface MeasuredMetric {
  readonly spec: SimpleMetricSpec;
  readonly date: LocalDate;
  readonly outcome: MetricOutcome;
  /** What the outcome came from, as it is stored; absent when the metric could not be measured. */
  readonly state?: Uint8Array;
}

/** One statement that was run. */
export interface StatementReport {
  readonly sql: string;
  readonly purpose: StatementPurpose;
  /** How long it took, in milliseconds. */
  readonly milliseconds: number;
  /** How many rows came back; 0 when it failed. */
  readonly rows: number;
  /** The engine's message, when it failed. */
  readonly error?: string;
  /** The kind of the error, when it failed. */
  readonly fault?: Fault;
}

/** One statement that was planned and not run. */
export interface SkippedStatement {
  readonly sql: string;
  readonly purpose: StatementPurpose;
  readonly reason: string;
}

/** What an analysis found, and how. */
export interface Analysis {
  /** Exactly one entry for each requested metric and date. */
  readonly measured: readonly MeasuredMetric[];
  /** Every statement that read the data, in the order in which they ran. */
  readonly statements: readonly StatementReport[];
  /** Every statement of the plan that was not run. */
  readonly skipped: readonly SkippedStatement[];
  /** What the reader of the numbers should know. */
  readonly warnings: readonly string[];
}
