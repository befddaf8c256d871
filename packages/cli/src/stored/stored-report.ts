import type { RunReport } from "@dqx/api";
import { InvalidArgumentError, valueOrUndefined } from "@dqx/common";
import type { Execution, MetricDB } from "@dqx/orm";
import type { WatchReport } from "@dqx/profile";
import { watchReport } from "./watch-history.js";

/** What an execution came to: of a run, or of a watch. */
export type StoredReport =
  | { readonly kind: "run"; readonly report: RunReport }
  | { readonly kind: "watch"; readonly report: WatchReport };

/**
 * The report that an execution has left.
 *
 * @throws `InvalidArgumentError` when it has left none
 */
export async function storedReport(db: MetricDB, { executionId, status }: Execution): Promise<StoredReport> {
  const stored = valueOrUndefined(await db.getReport(executionId));
  if (stored === undefined) {
    throw new InvalidArgumentError(
      `Execution ${executionId} has no report: it is ${status ?? "one that only wrote metrics"}.`,
    );
  }
  const watched = watchReport(stored);
  if (watched !== undefined) return { kind: "watch", report: watched };
  // The store gives a suite's report back as it was written.
  return { kind: "run", report: stored as unknown as RunReport };
}

/**
 * The report of a run.
 *
 * @throws `InvalidArgumentError` when the execution has left none, or is of a watch
 */
export async function requireRunReport(db: MetricDB, execution: Execution): Promise<RunReport> {
  const { kind, report } = await storedReport(db, execution);
  if (kind === "run") return report;
  throw new InvalidArgumentError(
    `Execution ${execution.executionId} is of a watch, which has no page. \`dqx show ${execution.executionId}\` prints it.`,
  );
}
