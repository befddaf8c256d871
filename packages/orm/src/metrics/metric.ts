import type { Metadata, ResultKey } from "@dqx/common";
import type { MetricIdentity } from "@dqx/metrics";

/** A metric as it is stored: what was measured, for what, the number, and the execution it belongs to. */
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
