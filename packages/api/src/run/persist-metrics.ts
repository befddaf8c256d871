import { inSlices } from "@dqx/common";
import type { Metric } from "@dqx/orm";
import type { Analysis } from "@dqx/sql";
import type { MetricOutcomes } from "./metric-outcomes.js";
import { type MetricWriter, toMetric } from "./metric-writer.js";

/**
 * Stores the values that were measured: all of them or none.
 *
 * @param analyses - what was measured, by dataset
 * @param outcomes - takes what became of each metric, also of those without a value
 * @param writer - where the values go
 */
export async function persistMetrics(
  analyses: ReadonlyMap<string, Analysis>,
  outcomes: MetricOutcomes,
  writer: MetricWriter,
): Promise<void> {
  const metrics: Metric[] = [];
  for (const [dataset, { measured }] of analyses) {
    await inSlices(measured, ({ spec, date, outcome, state }) => {
      outcomes.set(spec, dataset, date, outcome);
      if (outcome.kind !== "value") return;
      metrics.push(toMetric(writer, { spec, dataset, date }, outcome.value, state));
    });
  }
  await writer.db.persist(metrics);
}
