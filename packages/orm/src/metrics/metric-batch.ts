import { type ExecutionId, InvalidArgumentError, showValue } from "@dqx/common";
import type { NewMetricRow } from "./metric-to-row.js";

/**
 * Refuses metrics of other executions than that of the run that writes them.
 *
 * @param rows - the metrics
 * @param executionId - the run's execution
 * @throws {@link InvalidArgumentError} naming the first
 */
export function refuseMetricsOfOthers(rows: readonly NewMetricRow[], executionId: ExecutionId): void {
  const foreign = rows.find((row) => row.execution_id !== executionId);
  if (foreign === undefined) return;
  throw new InvalidArgumentError(
    `The run of execution ${executionId} was given ${foreign.metric_name} of execution ${foreign.execution_id}. Give it metrics of its own.`,
  );
}

/**
 * Whether a batch was stored before, and is not stored again.
 *
 * @param batchId - the batch
 * @param known - in how many of its executions it was stored before
 * @param all - how many executions it has
 * @throws {@link InvalidArgumentError} when it was stored for some of them only
 */
export function wasStored(batchId: string, known: number, all: number): boolean {
  if (known === 0 || known === all) return known > 0;
  throw new InvalidArgumentError(
    `Batch ${showValue(batchId)} was stored before with metrics of other executions. Send a batch again as it was, or give it an id of its own.`,
  );
}
