import type { LocalDate, ResultKey } from "@dqx/common";
import type { MetricOutcome, MetricSpec } from "@dqx/metrics";
import type { ExecutionClaim, StoredMetric } from "@dqx/orm";
import type { MetricProvider } from "@dqx/provider";

/** Where the metrics of one run are stored, and under what. */
export interface MetricWriter {
  readonly provider: MetricProvider;
  /** The run's claim, through which all is written. */
  readonly claim: Pick<ExecutionClaim, "persist">;
  /** The key with the run's tags on a date that is not later than the run's. */
  readonly keyOn: (date: LocalDate) => ResultKey;
  readonly ttlHours: number;
}

/**
 * What became of a metric, as it is stored: under the provider's execution.
 *
 * @param writer - the run's writer
 * @param point - the metric, its dataset and date
 * @param outcome - its value, or why there is none
 * @param state - what the value came from
 */
export function toStoredMetric(
  { provider, keyOn, ttlHours }: MetricWriter,
  { spec, dataset, date }: { readonly spec: MetricSpec; readonly dataset: string; readonly date: LocalDate },
  outcome: MetricOutcome,
  state?: Uint8Array,
): StoredMetric {
  const metadata = { executionId: provider.executionId, ttlHours };
  return { spec, key: keyOn(date), dataset, outcome, metadata, ...(state && { state }) };
}
