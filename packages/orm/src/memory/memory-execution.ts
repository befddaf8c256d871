import type { ExecutionStatus } from "../executions/execution.js";
import type { NewResultRow } from "../results/result-rows.js";
import type { ExecutionRow } from "../schema/entities/execution-entity.js";
import { MemoryMetrics } from "./memory-metrics.js";

/** The columns of an execution as a table would hold them. */
type MemoryExecutionRow = { -readonly [Column in keyof ExecutionRow]: ExecutionRow[Column] };

/** An execution in memory, with all it has. */
export interface MemoryExecution {
  readonly row: MemoryExecutionRow;
  readonly metrics: MemoryMetrics;
  readonly results: NewResultRow[];
  /** The ids of the batches that were stored. */
  readonly batches: Set<string>;
}

/**
 * An execution that is not known yet.
 *
 * @param seq - its place in the order of executions
 * @param id - its id
 * @param startedAt - when it began, in milliseconds since 1970 UTC
 */
export function newExecution(seq: number, id: string, startedAt: number): MemoryExecution {
  return {
    row: {
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
    },
    metrics: new MemoryMetrics(),
    results: [],
    batches: new Set(),
  };
}

/**
 * How an execution stands: what is stored, but `ABANDONED` where it runs and its lease is over.
 *
 * @param execution - the execution
 * @param now - the time, in milliseconds since 1970 UTC
 */
export function standingOf({ row }: MemoryExecution, now: number): ExecutionStatus | null {
  const { status, leased_until: until } = row;
  if (status === "RUNNING" && until !== null && until <= now) return "ABANDONED";
  // Nothing else is ever put there.
  return status as ExecutionStatus | null;
}
