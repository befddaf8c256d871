import type { Metadata, ResultKey } from "@dqx/common";
import type { MetricIdentity } from "@dqx/metrics";

/** A metric with a value, as it is stored: what was measured, for what, the number, and the execution it belongs to. */
export interface Metric {
  readonly spec: MetricIdentity;
  readonly key: ResultKey;
  readonly dataset: string;
  /** Finite. */
  readonly value: number;
  /** The state the value came from, so that parts can be merged later; absent for metrics without one. */
  readonly state?: Uint8Array;
  readonly metadata: Metadata;
}

/** What became of a metric, as it is stored. A `MetricOutcome` is one. */
export type StoredOutcome = StoredValue | StoredAbsence;

/** A value, and what its reader should know of it. */
export interface StoredValue {
  readonly kind: "value";
  /** Finite. */
  readonly value: number;
  /** For example that digits were lost. */
  readonly warnings: readonly string[];
  /** How many rows it is over, where there were none. */
  readonly rows?: number;
  /** What it was computed in; absent for whole numbers. */
  readonly arithmetic?: "double" | "decimal";
  /** How it was computed, where there are several ways, for example `hyperloglog`. */
  readonly method?: string;
  /** The bound of its error; absent when it is exact. */
  readonly error?: number;
  /** What belongs to it beside its number, for example a distribution; plain JSON. */
  readonly detail?: unknown;
}

/** Why there is no value: nothing to measure, or a failure. */
export interface StoredAbsence {
  readonly kind: "empty" | "failed";
  readonly reason: string;
}

/** A metric with what became of it, whether or not that is a value. */
export interface StoredMetric extends Omit<Metric, "value"> {
  readonly outcome: StoredOutcome;
}
