import { ExecutionId, type LocalDate } from "@dqx/common";
import { standingOf } from "../executions/execution-row.js";
import type { HistoryFilter, HistoryPoint } from "../metrics/metric-history.js";
import { presentValue } from "../metrics/outcome-columns.js";
import type { AskedMetric } from "../metrics/require-question.js";
import type { MemoryExecution } from "./memory-execution.js";

/**
 * What a metric was in executions, by date and then in the order the executions were recorded.
 *
 * @param executions - the executions in the order they were recorded
 * @param asked - the metric
 * @param filter - the dates, the suite, and whether each execution's point is wanted or each date's latest; checked
 * @param now - the time, in milliseconds since 1970 UTC
 */
export function memoryHistory(
  executions: readonly MemoryExecution[],
  asked: AskedMetric,
  { from, until, suite, status, pick = "latest" }: HistoryFilter,
  now: number,
): readonly HistoryPoint[] {
  const points = executions
    .filter(({ row }) => suite === undefined || row.suite === suite)
    .filter((execution) => status === undefined || standingOf(execution.row, now) === status)
    .flatMap((execution) => pointsOf(execution, asked, (date) => date >= from && date <= until, now))
    // Stable, so that those of a date stay in the order of their executions.
    .toSorted((a, b) => (a.date < b.date ? -1 : Number(a.date > b.date)));
  if (pick === "all") return points;
  return [...new Map(points.map((point) => [point.date, point])).values()];
}

function pointsOf(
  execution: MemoryExecution,
  asked: AskedMetric,
  isWanted: (date: string) => boolean,
  now: number,
): readonly HistoryPoint[] {
  const status = standingOf(execution.row, now);
  return execution.metrics
    .newestByDay(asked, now, isWanted)
    .filter(({ value }) => value !== null)
    .map((row) => ({
      // Checked when it was stored.
      date: row.date as LocalDate,
      value: presentValue(row),
      executionId: ExecutionId(row.execution_id),
      ...(status !== null && { status }),
    }));
}
