import type { MetricDB } from "@dqx/orm";

/** How many executions are looked at. */
const LATEST = 5;

/**
 * How long the last run of a suite took that ended by itself.
 *
 * @param db - the store
 * @param suite - its name
 * @returns milliseconds; `null` when there is none
 */
export async function usualDuration(db: MetricDB, suite: string): Promise<number | null> {
  const { executions } = await db.listExecutions({ suite, limit: LATEST });
  const ended = executions.find(
    ({ finishedAt, status }) => finishedAt !== undefined && status !== "INTERRUPTED",
  );
  return ended?.finishedAt === undefined ? null : ended.finishedAt - ended.startedAt;
}
