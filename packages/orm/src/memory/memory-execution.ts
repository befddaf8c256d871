import { newExecutionRow } from "../executions/execution-row.js";
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
    row: newExecutionRow(seq, id, startedAt),
    metrics: new MemoryMetrics(),
    results: [],
    batches: new Set(),
  };
}
