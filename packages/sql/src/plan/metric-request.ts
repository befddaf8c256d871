import type { LocalDate } from "@dqx/common";
import type { SimpleMetricSpec } from "@dqx/metrics";

/** A metric that is wanted, and when. */
export interface MetricRequest {
  readonly spec: SimpleMetricSpec;
  /** The dates that the metric is needed for; neither order nor repetition matters. */
  readonly dates: readonly LocalDate[];
}
