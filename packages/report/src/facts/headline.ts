import type { RunReport } from "@dqx/api";
import { warnedIn } from "./run-totals.js";

/**
 * What a run came to, in one sentence for somebody who has never seen a report.
 *
 * @param report - a report
 * @returns for example `2 of 12 assertions failed, 1 of them critical (P0).`
 */
export function headline(report: RunReport): string {
  const { planned, passed, failed, errored, skipped } = report.counts;
  const noun = planned === 1 ? "assertion" : "assertions";
  const critical = report.assertions.filter(
    ({ severity, status }) => severity === "P0" && (status === "FAILED" || status === "ERROR"),
  ).length;
  const worst = critical === 0 ? "" : `, ${critical} of them critical (P0)`;
  switch (report.status) {
    case "EMPTY":
      if (planned === 0) return "Nothing was asserted, so nothing is known of the data.";
      return `Nothing could be judged: ${planned === 1 ? "the one assertion was" : `all ${planned} assertions were`} skipped.`;
    case "PASSED":
      if (warnedIn(report.counts) > 0) {
        const others = skipped > 0 ? `, ${skipped} skipped` : "";
        return `${passed} of ${planned} ${noun} hold, ${warnedIn(report.counts)} warned${others}.`;
      }
      if (skipped > 0) return `${passed} of ${planned} assertions hold, ${skipped} skipped.`;
      return planned === 1 ? "The one assertion holds." : `All ${planned} assertions hold.`;
    case "FAILED":
      return `${failed} of ${planned} ${noun} failed${worst}.`;
    case "ERROR":
      return `${errored} of ${planned} ${noun} could not be judged${failed === 0 ? "" : `, ${failed} failed`}${worst}.`;
  }
}
