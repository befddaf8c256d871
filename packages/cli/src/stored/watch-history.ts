import { addDays, type ExecutionId, type LocalDate, type ResultKey, valueOrUndefined } from "@dqx/common";
import type { MetricDB } from "@dqx/orm";
import type { DayRecord, WatchedColumn, WatchReport } from "@dqx/profile";

/** How many executions are looked at for earlier days. */
const EXECUTIONS = 200;
/** How many days back an earlier day may be. */
const DAYS = 366;

/** What earlier watches of a dataset have seen. */
export interface EarlierWatches {
  readonly earlierDays: readonly DayRecord[];
  /** The columns as the latest of them saw them; nothing when there was none. */
  readonly earlierColumns?: readonly WatchedColumn[];
}

/**
 * What was kept of earlier watches: of each day what the latest one saw.
 *
 * @param db - the store
 * @param dataset - its name
 * @param date - the day that is judged; later ones are not looked at
 */
export async function earlierWatches(
  db: MetricDB,
  dataset: string,
  date: LocalDate,
): Promise<EarlierWatches> {
  const { executions } = await db.listExecutions({
    suite: suiteOf(dataset),
    from: addDays(date, -DAYS),
    until: addDays(date, -1),
    limit: EXECUTIONS,
  });
  const days = new Map<string, DayRecord>();
  let latest: WatchReport | undefined;
  for (const { executionId } of executions) {
    const report = watchReport(valueOrUndefined(await db.getReport(executionId)));
    if (report === undefined) continue;
    if (latest === undefined || report.date > latest.date) latest = report;
    if (report.day !== null && !days.has(report.date)) days.set(report.date, report.day);
  }
  return { earlierDays: [...days.values()], ...(latest && { earlierColumns: latest.schema }) };
}

/** Keeps what a watch saw as an execution of its own. */
export async function keepWatch(
  db: MetricDB,
  executionId: ExecutionId,
  key: ResultKey,
  report: WatchReport,
): Promise<void> {
  const { dataset, verdicts } = report;
  const claim = await db.claimExecution({
    executionId,
    suite: suiteOf(dataset),
    key,
    datasets: [dataset],
  });
  const isAlarm = verdicts.some(({ status }) => status === "alarm");
  const isJudged = verdicts.some(({ status }) => status === "ok");
  await claim.finish(isAlarm ? "FAILED" : isJudged ? "PASSED" : "EMPTY", [], report);
}

/** A report of a watch, as the store gives it back; nothing for other reports. */
export function watchReport(stored: unknown): WatchReport | undefined {
  const isWatch =
    typeof stored === "object" && stored !== null && "format" in stored && stored.format === "dqx.watch";
  // The store gives a report back as it was written.
  return isWatch ? (stored as WatchReport) : undefined;
}

function suiteOf(dataset: string): string {
  return `watch ${dataset}`;
}
