import { ExecutionId, ResultKey } from "@dqx/common";
import { average, type MetricIdentity } from "@dqx/metrics";
import type { Metric } from "../metrics/metric.js";

/** What a sample metric is made of; everything has a default. */
export interface Sample {
  readonly spec?: MetricIdentity;
  readonly date?: string;
  readonly tags?: Metric["key"]["tags"];
  readonly dataset?: string;
  readonly value?: number;
  readonly executionId?: string;
  readonly ttlHours?: number;
  readonly state?: Uint8Array;
}

/** `average(price)`, the spec of samples. */
export const samplePrice = average.spec({ column: "price" });

/** A metric for tests: `average(price)` of `orders` on 2025-01-08 is 10 in exec-1, unless told otherwise. */
export function sampleMetric(sample: Sample = {}): Metric {
  return {
    spec: sample.spec ?? samplePrice,
    key: new ResultKey(sample.date ?? "2025-01-08", sample.tags ?? {}),
    dataset: sample.dataset ?? "orders",
    value: sample.value ?? 10,
    ...(sample.state !== undefined && { state: sample.state }),
    metadata: {
      executionId: ExecutionId(sample.executionId ?? "exec-1"),
      ...(sample.ttlHours !== undefined && { ttlHours: sample.ttlHours }),
    },
  };
}
