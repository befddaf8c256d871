import type { LocalDate, Severity, Tags } from "@dqx/common";
import type { StatementDescription } from "@dqx/sql";

/**
 * What a run will do, as plain JSON, made without reading the data: engines have been asked for columns and for
 * nothing else.
 */
export interface SuitePlan {
  readonly format: "dqx.suite-plan";
  readonly version: 1;
  readonly suite: string;
  readonly key: { readonly date: LocalDate; readonly tags: Tags };
  /** In the order in which the checks make them. */
  readonly assertions: readonly PlannedAssertion[];
  /** What must be measured. */
  readonly requirements: readonly PlannedMetrics[];
  /** What is computed from other metrics, each behind those it needs. */
  readonly derived: readonly PlannedMetrics[];
  readonly datasets: readonly PlannedDatasetReport[];
  /** How many times data is scanned: the number of all statements. */
  readonly scans: number;
  /** What cannot be measured. A run refuses those named `PlanningError`; all others fail their own metrics or check. */
  readonly errors: readonly PlanError[];
  /** What concerns the run as a whole. */
  readonly warnings: readonly string[];
}

/** An assertion that will be judged. */
export interface PlannedAssertion {
  readonly check: string;
  readonly name: string;
  readonly severity: Severity;
  readonly tags: readonly string[];
  /** The groups that it is judged in, from the outermost: how many members have to hold, and the group's name. */
  readonly groups?: readonly { readonly kind: "all" | "any"; readonly name: string | null }[];
  /** The segments that it is asserted of, each of which has a result of its own; absent when it is about all rows. */
  readonly forEach?: string;
  readonly expression: string;
  /** What is demanded of it, for example `in [0.8, 1.2]`. */
  readonly demanded: string;
}

/** A metric and the days that it is needed for. */
export interface PlannedMetrics {
  readonly metric: string;
  readonly dataset: string;
  /** Ascending. */
  readonly dates: readonly LocalDate[];
}

/** A dataset and the statements that will read it. */
export interface PlannedDatasetReport {
  readonly dataset: string;
  readonly scans: number;
  readonly statements: readonly StatementDescription[];
}

/** Something that cannot be measured, known before a statement runs. */
export interface PlanError {
  /** The error's name, for example `PlanningError`, `SourceError`, `BindingFailure` or `CheckDefinitionError`. */
  readonly name: string;
  /** The dataset that is concerned; `null` when it is a check, whose name is in the message. */
  readonly dataset: string | null;
  /** The metric that is concerned; `null` when it is the whole dataset, or a check. */
  readonly metric: string | null;
  /** The days that are concerned, ascending. */
  readonly dates: readonly LocalDate[];
  /** What is wrong, and what to do. */
  readonly message: string;
}
