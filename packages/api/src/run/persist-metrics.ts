import { inSlices } from "@dqx/common";
import type { StoredMetric } from "@dqx/orm";
import type { Analysis } from "@dqx/sql";
import type { MetricOutcomes } from "../verdict/metric-outcomes.js";
import { type MetricWriter, toStoredMetric } from "./metric-writer.js";

/**
 * Stores what became of the metrics that were measured, whether or not that is a value: all of it or nothing.
 *
 * @param analyses - what was measured, by dataset
 * @param outcomes - takes what became of each metric
 * @param writer - where it goes
 */
export async function persistMetrics(
  analyses: ReadonlyMap<string, Analysis>,
  outcomes: MetricOutcomes,
  writer: MetricWriter,
): Promise<void> {
  const metrics: StoredMetric[] = [];
  for (const [dataset, { measured }] of analyses) {
    await inSlices(measured, ({ spec, date, outcome, state }) => {
      outcomes.set(spec, dataset, date, outcome);
      metrics.push(toStoredMetric(writer, { spec, dataset, date }, outcome, state));
    });
  }
  await writer.claim.persist(metrics);
}
