import type { ExecutionFilter, ExecutionPage } from "../executions/execution.js";
import { executionPage, requireExecutionFilter } from "../executions/execution-filter.js";
import { standingOf } from "../executions/execution-row.js";
import type { MemoryExecution } from "./memory-execution.js";

/**
 * A page of the executions of a store in memory, the newest first.
 *
 * @param executions - all of them, in the order they were recorded
 * @param filter - which of them
 * @param now - the time that leases are measured by
 * @throws `InvalidArgumentError` for a filter that cannot be
 */
export function memoryExecutionPage(
  executions: readonly MemoryExecution[],
  filter: ExecutionFilter,
  now: number,
): ExecutionPage {
  const { suite, from, until, status, tags, before, limit } = requireExecutionFilter(filter);
  const rows = executions
    .map((execution) => ({ ...execution.row, status: standingOf(execution.row, now) }))
    .filter(
      (row) =>
        row.seq < before &&
        (suite === undefined || row.suite === suite) &&
        (from === undefined || (row.date !== null && row.date >= from)) &&
        (until === undefined || (row.date !== null && row.date <= until)) &&
        (status === undefined || row.status === status) &&
        (tags === undefined || row.tags === tags),
    )
    .toReversed();
  return executionPage(rows.slice(0, limit + 1), limit);
}
