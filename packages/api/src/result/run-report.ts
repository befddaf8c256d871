import type { ExecutionId, LocalDate, Ownership, QualityDimension, Severity, Tags } from "@dqx/common";
import type { MetricOutcome, OutcomeDetail } from "@dqx/metrics";
import type { RowSample } from "@dqx/rules";
import type { StatementPurpose } from "@dqx/sql";
import type { EmptyPolicy } from "../check/check.js";
import type { Comparison, Tolerances } from "../check/comparison.js";
import type { Segment } from "../dataset/segmentation.js";
import type {
  AssertionCounts,
  AssertionStatus,
  QuarantineResult,
  ReproducingSql,
  RowCounts,
  SuiteStatus,
} from "./suite-result.js";

/** The version of the report's format; a change that breaks readers raises it, an added field does not. */
export const RUN_REPORT_VERSION = 1;

/**
 * What a run came to, as plain JSON: the one shape in which a result leaves the process and in which it is
 * stored. `run-report.schema.json` of this package is its JSON Schema. Numbers are finite; where there is none,
 * the value is `null` and a reason stands beside it.
 */
export interface RunReport {
  readonly format: "dqx.run-report";
  readonly version: typeof RUN_REPORT_VERSION;
  readonly suite: string;
  readonly execution: ExecutionReport;
  readonly status: SuiteStatus;
  /** Whether an assertion of severity P0 failed or could not be told. */
  readonly isCritical: boolean;
  readonly counts: AssertionCounts;
  /** By quality dimension and by owner; absent from reports of releases that had no scores. */
  readonly scores?: ScoresReport;
  /** In the order of the suite. */
  readonly checks: readonly CheckReport[];
  /** In the order in which the checks made them. */
  readonly assertions: readonly AssertionReport[];
  /** Every metric that was needed, measured ones before derived ones. */
  readonly metrics: readonly MetricReport[];
  readonly datasets: readonly DatasetRunReport[];
  /** The rows that were written to files; absent when none were. */
  readonly quarantined?: readonly QuarantineResult[];
  /** What concerns the run as a whole. */
  readonly warnings: readonly string[];
}

/** How the assertions of each quality dimension, and of each owner, came out. */
export interface ScoresReport {
  readonly dimensions: readonly ScoreReport<QualityDimension>[];
  readonly owners: readonly ScoreReport[];
}

/** How the assertions of one dimension, or of one owner, came out. */
export interface ScoreReport<Name extends string = string> {
  readonly name: Name;
  /**
   * The share of the judged assertions, all but those that were skipped, that hold: PASSED or WARNED. From 0 to 1;
   * `null` when none was judged.
   */
  readonly score: number | null;
  readonly counts: AssertionCounts;
}

/** The facts about an execution. */
export interface ExecutionReport {
  readonly id: ExecutionId;
  readonly key: { readonly date: LocalDate; readonly tags: Tags };
  /**
   * What ages were measured against, as ISO 8601 in UTC; absent from reports of releases that measured none. The values
   * of `freshness` and its like depend on it.
   */
  readonly referenceTime?: string;
  /** When the run began, as ISO 8601 in UTC. */
  readonly startedAt: string;
  /** When its last assertion was judged, as ISO 8601 in UTC. */
  readonly endedAt: string;
  /** What ran, by name: `{ "@dqx/api": "0.1.0", "node": "20.20.2" }`. */
  readonly versions: Readonly<Record<string, string>>;
}

/** A check of the suite, and who answers for it. */
export interface CheckReport extends Ownership {
  readonly name: string;
  /** The datasets that it is about; `null` for all of the run. */
  readonly datasets: readonly string[] | null;
  readonly onEmpty: EmptyPolicy;
  /** How many assertions it made. */
  readonly assertions: number;
}

/** An assertion, who answers for it, and what became of it. */
export interface AssertionReport extends Ownership {
  readonly check: string;
  readonly name: string;
  readonly severity: Severity;
  readonly tags: readonly string[];
  readonly status: AssertionStatus;
  /** The segment that it is about; absent when it is about all rows. */
  readonly segment?: Segment;
  /** The unrounded value; `null` when there is none, and `message` says why. */
  readonly value: number | null;
  /** The expression as written, for example `sum(revenue) / sum(revenue, lag 1)`. */
  readonly expression: string;
  readonly comparison: ComparisonReport;
  /** The comparison that it warns by: a narrower one, or the same when it cannot fail; absent when it cannot warn. */
  readonly warning?: ComparisonReport;
  /** How many rows were tested; absent when the assertion is not on rows, or none was tested. */
  readonly rows?: RowCounts;
  /** Why the status is what it is, with the numbers. */
  readonly message: string;
  /** Some of the rows that fail; absent when none were asked for, and in every report that comes from a store. */
  readonly sample?: RowSample;
  /** How to see the same by hand; absent when the assertion held or was skipped. */
  readonly reproducedBy?: readonly ReproducingSql[];
  /** What a group consists of; absent when the assertion is none. */
  readonly members?: readonly AssertionReport[];
  /** The metrics that the expression consists of. */
  readonly metrics: readonly ReadingReport[];
  readonly warnings: readonly string[];
}

/** What was demanded of a value; a bound is `null` where it is an expression that has no value. The version is that of the rules by which it is judged. */
export type ComparisonReport = { readonly version: 1 } & (
  | Extract<Comparison, { kind: "noop" }>
  | (Exclude<Comparison<number | null>, { kind: "noop" }> & Required<Tolerances>)
);

/** A metric's value as an assertion used it. */
export interface ReadingReport {
  readonly name: string;
  readonly dataset: string;
  readonly date: LocalDate;
  readonly value: number | null;
  /** Why there is no value; `null` when there is one. */
  readonly reason: string | null;
  /** How an estimate was made, for example `hyperloglog`; absent when the value is exact. */
  readonly method?: string;
  /** The bound of an estimate's error, in the unit of the value; absent when the value is exact. */
  readonly error?: number;
}

/** A metric on one date and what became of it. */
export interface MetricReport {
  readonly name: string;
  readonly dataset: string;
  readonly date: LocalDate;
  readonly outcome: MetricOutcome["kind"];
  readonly value: number | null;
  /** Why there is no value; `null` when there is one. */
  readonly reason: string | null;
  readonly warnings: readonly string[];
  /** How an estimate was made, for example `hyperloglog`; absent when the value is exact. */
  readonly method?: string;
  /** The bound of an estimate's error, in the unit of the value; absent when the value is exact. */
  readonly error?: number;
  /** What the value is a part or a summary of, for example the bins of a histogram. */
  readonly detail?: OutcomeDetail;
}

/** A dataset and the statements that it was read with. */
export interface DatasetRunReport {
  readonly dataset: string;
  /** How many statements read it, each of which scans it once. */
  readonly scans: number;
  /** In the order in which they ran; those that were planned and not run stand behind. */
  readonly statements: readonly StatementRunReport[];
}

/** What became of a statement: its rows were read, the engine refused it, or it was not run. */
export type StatementStatus = "EXECUTED" | "FAILED" | "SKIPPED";

/** A statement and what became of it. */
export interface StatementRunReport {
  readonly sql: string;
  readonly purpose: StatementPurpose;
  readonly status: StatementStatus;
  /** How long it took; 0 when it was not run. */
  readonly milliseconds: number;
  /** How many rows came back. */
  readonly rows: number;
  /** Why there are no rows: the engine's message, or why it was not run; `null` when it was executed. */
  readonly reason: string | null;
}
