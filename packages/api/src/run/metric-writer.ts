import type { LocalDate, ResultKey } from "@dqx/common";
import type { MetricSpec } from "@dqx/metrics";
import type { Metric, MetricStore } from "@dqx/orm";
import type { MetricProvider } from "@dqx/provider";

/** Where the metrics of one run are stored, and under what. */
export interface MetricWriter {
  readonly provider: MetricProvider;
  readonly db: MetricStore;
  /** The key with the run's tags on a date that is not later than the run's. */
  readonly keyOn: (date: LocalDate) => ResultKey;
  readonly ttlHours: number;
}

/**
 * A metric as it is stored: under the provider's execution.
 *
 * @param writer - the run's writer
 * @param point - the metric, its dataset and date
 * @param value - a finite number
 * @param state - what the value came from
 */
export function toMetric(
  { provider, keyOn, ttlHours }: MetricWriter,
  { spec, dataset, date }: { readonly spec: MetricSpec; readonly dataset: string; readonly date: LocalDate },
  value: number,
  state?: Uint8Array,
): Metric {
  const metadata = { executionId: provider.executionId, ttlHours };
  return { spec, key: keyOn(date), dataset, value, metadata, ...(state && { state }) };
}
