import type { Severity, Tags } from "@dqx/common";

/** What became of an assertion. */
export type StoredResultStatus = "PASSED" | "WARNED" | "FAILED" | "SKIPPED" | "ERROR";

/** What is kept of one assertion of an execution. */
export interface StoredResult {
  readonly check: string;
  readonly assertion: string;
  readonly severity: Severity;
  readonly status: StoredResultStatus;
  /** Absent when there is no number. */
  readonly value?: number;
  /** What was evaluated, as text. */
  readonly expression: string;
  /** What the value was held against, as text, for example `> 0` or `0.8 … 1.2`. */
  readonly bounds?: string;
  /** Why it failed, was skipped or could not be evaluated. */
  readonly message?: string;
  readonly tags?: Tags;
  /** What the value was held against, so that it can be judged again: plain JSON with a whole number as `version`. */
  readonly comparison?: object;
  /** The assertion's part of the run's report: plain JSON. */
  readonly report?: object;
}
