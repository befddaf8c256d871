import type { AssertionCounts, RunReport } from "@dqx/api";
import { counted } from "./counted.js";

/**
 * How the assertions of a run are spread, in words.
 *
 * @param report - a report
 * @returns for example `12 assertions: 11 passed, 1 failed, 0 errors, 0 skipped`
 */
export function assertionTotals({ counts }: RunReport): string {
  const { planned, passed, failed, errored, skipped } = counts;
  const warned = warnedIn(counts) === 0 ? "" : `, ${warnedIn(counts)} warned`;
  return `${counted(planned, "assertion")}: ${passed} passed${warned}, ${failed} failed, ${counted(errored, "error")}, ${skipped} skipped`;
}

/** How many assertions warned; reports of before there were warnings do not say. */
export function warnedIn(counts: Partial<Pick<AssertionCounts, "warned">>): number {
  return counts.warned ?? 0;
}

/**
 * What a run cost, in words.
 *
 * @param report - a report
 * @returns for example `21 metrics from 1 scan of 'flights' in 1.3 s`
 */
export function runCost(report: RunReport): string {
  const { metrics, datasets } = report;
  const scans = datasets.map(({ dataset, scans }) => `${counted(scans, "scan")} of '${dataset}'`);
  const from = scans.length === 0 ? "" : ` from ${scans.join(", ")}`;
  return `${counted(metrics.length, "metric")}${from} in ${showDuration(durationOf(report))}`;
}

/**
 * How long a run took, in milliseconds; 0 when the clock went back in between.
 *
 * @param report - a report
 */
export function durationOf({ execution }: RunReport): number {
  return Math.max(0, Date.parse(execution.endedAt) - Date.parse(execution.startedAt));
}

/**
 * Writes a duration for people.
 *
 * @param milliseconds - 0 or more
 * @returns for example `85 ms`, `1.3 s` or `4 min 5 s`
 */
export function showDuration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 59_950) return `${(milliseconds / 1000).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
