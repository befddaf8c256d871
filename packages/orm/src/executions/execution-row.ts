import type { ExecutionRow } from "../schema/entities/execution-entity.js";
import type { ExecutionStatus } from "./execution.js";

/**
 * The row of an execution of which nothing is known but that it is.
 *
 * @param seq - its place in the order of executions
 * @param id - its id
 * @param startedAt - when it began, in milliseconds since 1970 UTC
 */
export function newExecutionRow(seq: number, id: string, startedAt: number): ExecutionRow {
  return {
    seq,
    id,
    suite: null,
    date: null,
    tags: null,
    tags_hash: null,
    datasets: null,
    status: null,
    started_at: startedAt,
    finished_at: null,
    versions: null,
    host: null,
    parent_id: null,
    claim: null,
    leased_until: null,
    report: null,
  };
}

/**
 * How an execution stands: what is stored, but `ABANDONED` where it runs and its lease is over.
 *
 * @param row - the execution
 * @param now - the time, in milliseconds since 1970 UTC
 */
export function standingOf(
  { status, leased_until: until }: Pick<ExecutionRow, "status" | "leased_until">,
  now: number,
): ExecutionStatus | null {
  if (status === "RUNNING" && until !== null && until <= now) return "ABANDONED";
  // Nothing else is ever put there.
  return status as ExecutionStatus | null;
}
