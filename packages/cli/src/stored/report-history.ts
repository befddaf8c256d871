import type { RunReport } from "@dqx/api";
import { addDays, ExecutionId } from "@dqx/common";
import type { MetricDB } from "@dqx/orm";
import type { MetricHistory } from "@dqx/report";

/** How many days a report looks back. */
const DAYS = 90;

/**
 * What the metrics of a report were on the days before it.
 *
 * @param db - the store
 * @param report - a report of it
 * @param isDrawn - which metrics are looked for; all by default
 * @returns an entry per metric of the report's own date that the store still has
 */
export async function reportHistory(
  db: MetricDB,
  report: RunReport,
  isDrawn: (metric: string, dataset: string) => boolean = () => true,
): Promise<readonly MetricHistory[]> {
  const { id, key } = report.execution;
  const from = addDays(key.date, -DAYS);
  const histories: MetricHistory[] = [];
  for (const { spec, dataset, key: own } of await db.getByExecutionId(ExecutionId(id))) {
    if (own.date !== key.date || !isDrawn(spec.name, dataset)) continue;
    const points = await db.history(spec, dataset, key.tags, { from, until: key.date, suite: report.suite });
    histories.push({ metric: spec.name, dataset, points });
  }
  return histories;
}
