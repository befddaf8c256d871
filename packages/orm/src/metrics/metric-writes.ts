import { InvalidArgumentError, showValue } from "@dqx/common";
import { insertRows } from "../database/insert-rows.js";
import type { StoreTransaction } from "../database/store-connection.js";
import { insertExecutions } from "../executions/insert-executions.js";
import { sql } from "../sql/sql.js";
import type { NewMetricRow } from "./metric-to-row.js";

/**
 * Inserts metrics, and their executions where they are not known yet. To be called in a transaction.
 *
 * @param transaction - what to write in
 * @param rows - the metrics; their order decides which is the newest
 * @param batchId - when given, a batch of this id is stored once however often it is sent
 */
export async function insertMetrics(
  transaction: StoreTransaction,
  rows: readonly NewMetricRow[],
  batchId?: string,
): Promise<void> {
  await insertExecutions(transaction, [
    ...new Map(rows.toReversed().map((row) => [row.execution_id, row.created_at])),
  ]);
  if (batchId !== undefined && !(await isNewBatch(transaction, rows, batchId))) return;
  await insertRows(transaction, transaction.tables.metric, rows);
}

async function isNewBatch(
  transaction: StoreTransaction,
  metrics: readonly NewMetricRow[],
  batchId: string,
): Promise<boolean> {
  const ids = [...new Set(metrics.map((metric) => metric.execution_id))].toSorted();
  const rows = ids.map((id) => ({ execution_id: id, batch_id: batchId }));
  const added = await insertRows(
    transaction,
    transaction.tables.batch,
    rows,
    sql` ON CONFLICT (execution_id, batch_id) DO NOTHING`,
  );
  if (added === 0 || added === ids.length) return added > 0;
  throw new InvalidArgumentError(
    `Batch ${showValue(batchId)} was stored before with metrics of other executions. Send a batch again as it was, or give it an id of its own.`,
  );
}
