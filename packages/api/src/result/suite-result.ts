import type { ExecutionId, LocalDate, Option, Ownership, ResultKey, Severity } from "@dqx/common";
import type { MetricOutcome } from "@dqx/metrics";
import type { RowSample } from "@dqx/rules";
import type { SkippedStatement, StatementReport } from "@dqx/sql";
import type { Comparison } from "../check/comparison.js";
import type { Segment } from "../dataset/segmentation.js";
import type { RunReport } from "./run-report.js";

/**
 * What became of an assertion. FAILED: the data are not as demanded. WARNED: they are, and miss the narrower bound
 * from which on a warning was asked for. ERROR: it could not be told.
 */
export type AssertionStatus = "PASSED" | "WARNED" | "FAILED" | "SKIPPED" | "ERROR";

/** A metric's value as an assertion used it. */
export interface MetricReading {
  /** For example `average(price)`. */
  readonly name: string;
  readonly dataset: string;
  readonly date: LocalDate;
  /** None when the metric has no value; `reason` says why. */
  readonly value: Option.Option<number>;
  /** The same value, `null` when there is none. */
  readonly number: number | null;
  /** Why there is no value; `null` when there is one. */
  readonly reason: string | null;
}

/** How many rows an assertion on rows has tested, and what came of it. */
export interface RowCounts {
  readonly tested: number;
  readonly passing: number;
  readonly failing: number;
  /**
   * The rows in scope that were not tested: a value is null that the condition looks at, or the row is the first of a
   * sequence; `null` when the rows in scope could not be counted.
   */
  readonly untested: number | null;
}

/** A statement by which an assertion can be looked into by hand: one SELECT, its values filled in. */
export interface ReproducingSql {
  readonly dataset: string;
  /** The aggregates that the assertion's numbers are made of, or the rows that fail. */
  readonly shows: "numbers" | "rows";
  /** What it shows stands above it in comments. */
  readonly sql: string;
}

/** The result of one assertion. */
export interface AssertionResult {
  readonly check: string;
  readonly name: string;
  readonly severity: Severity;
  readonly tags: readonly string[];
  /** Who answers for it, and what to know of it. */
  readonly ownership: Ownership;
  readonly status: AssertionStatus;
  /** The segment that it is about; absent when it is about all rows. */
  readonly segment?: Segment;
  /** The expression's unrounded value; none when it has no value. */
  readonly value: Option.Option<number>;
  /** The same value, `null` when there is none. */
  readonly number: number | null;
  /** The expression as written, for example `sum(revenue) / sum(revenue, lag 1)`. */
  readonly expression: string;
  /** What was demanded of it, with the tolerances that were applied. */
  readonly comparison: Comparison<number | null>;
  /** The comparison that it warns by: a narrower one, or the same when it cannot fail; absent when it cannot warn. */
  readonly warning?: Comparison<number | null>;
  /** How many rows were tested; absent when the assertion is not on rows, or none was tested. */
  readonly rows?: RowCounts;
  /** Why the status is what it is, with the numbers. */
  readonly message: string;
  /** Some of the rows that fail; given when it did not hold and rows were asked for. Never stored. */
  readonly sample?: RowSample;
  /** How to see the same by hand; given when the assertion did not hold, or could not be told. */
  readonly reproducedBy?: readonly ReproducingSql[];
  /** What a group consists of; absent when the assertion is none. */
  readonly members?: readonly AssertionResult[];
  /** The metrics that the expression consists of. */
  readonly metrics: readonly MetricReading[];
  /** What the reader of the value should know, for example that digits were lost. */
  readonly warnings: readonly string[];
}

/** What became of one metric that the run needed. */
export interface MetricResult {
  readonly name: string;
  readonly dataset: string;
  readonly date: LocalDate;
  readonly outcome: MetricOutcome;
}

/** The statements that one dataset was read with. */
export interface DatasetReport {
  readonly dataset: string;
  readonly statements: readonly StatementReport[];
  /** What was planned and not run. */
  readonly skipped: readonly SkippedStatement[];
}

/** A file of rows. */
export interface RowFileResult {
  /** Its path, as it was given. */
  readonly file: string;
  readonly rows: number;
}

/** The rows of a dataset that were split by the rules on them: bad and good rows are all rows of the day. */
export interface QuarantineResult {
  readonly dataset: string;
  /** How many rules they were split by. */
  readonly rules: number;
  readonly bad: RowFileResult;
  readonly good: RowFileResult;
}

/** How many assertions there were, and what became of them: `planned` is the sum of all others. */
export interface AssertionCounts {
  readonly planned: number;
  readonly passed: number;
  readonly warned: number;
  readonly failed: number;
  readonly skipped: number;
  readonly errored: number;
}

/**
 * What a whole run came to: `ERROR` when an assertion could not be told, else `FAILED` when one failed, else
 * `PASSED` when one passed or warned. `EMPTY` when nothing was asserted, which is no success.
 */
export type SuiteStatus = "PASSED" | "FAILED" | "ERROR" | "EMPTY";

/** What one run of a suite came to. */
export interface SuiteSummary {
  readonly suite: string;
  readonly executionId: ExecutionId;
  readonly key: ResultKey;
  readonly status: SuiteStatus;
  /** Whether an assertion of severity P0 failed or could not be told. */
  readonly isCritical: boolean;
  readonly counts: AssertionCounts;
  /** In the order in which the checks made them. */
  readonly assertions: readonly AssertionResult[];
  /** Every metric that was needed, measured ones before computed ones. */
  readonly metrics: readonly MetricResult[];
  readonly datasets: readonly DatasetReport[];
  /** The rows that were written to files; none unless it was asked for. */
  readonly quarantined: readonly QuarantineResult[];
  /** What concerns the run as a whole. */
  readonly warnings: readonly string[];
}

/** The result of one run of a suite; `JSON.stringify` writes it as its {@link RunReport}. */
export interface SuiteResult extends SuiteSummary {
  /** The result as plain JSON, frozen; the store gives the same. */
  toJSON(): RunReport;
}

/** Counts assertions by status. */
export function countAssertions(results: readonly AssertionResult[]): AssertionCounts {
  const count = (status: AssertionStatus) => results.filter((result) => result.status === status).length;
  return {
    planned: results.length,
    passed: count("PASSED"),
    warned: count("WARNED"),
    failed: count("FAILED"),
    skipped: count("SKIPPED"),
    errored: count("ERROR"),
  };
}

/** What a run with these assertions came to. */
export function suiteStatus(counts: AssertionCounts): SuiteStatus {
  if (counts.errored > 0) return "ERROR";
  if (counts.failed > 0) return "FAILED";
  return counts.passed + counts.warned > 0 ? "PASSED" : "EMPTY";
}

/** Whether an assertion of severity P0 failed or could not be told. */
export function hasCriticalFailure(results: readonly AssertionResult[]): boolean {
  return results.some(
    ({ severity, status }) => severity === "P0" && (status === "FAILED" || status === "ERROR"),
  );
}
