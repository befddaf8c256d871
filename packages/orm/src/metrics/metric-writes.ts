import { insertRows } from "../database/insert-rows.js";
import type { StoreTransaction } from "../database/store-connection.js";
import { type ClaimToken, requireClaim } from "../executions/execution-claims.js";
import { insertExecutions } from "../executions/insert-executions.js";
import { sql } from "../sql/sql.js";
import { refuseMetricsOfOthers, wasStored } from "./metric-batch.js";
import type { NewMetricRow } from "./metric-to-row.js";
import { plainValue } from "./outcome-columns.js";

/**
 * Inserts metrics, and their executions where they are not known yet. To be called in a transaction.
 *
 * @param transaction - what to write in
 * @param rows - the metrics; their order decides which is the newest
 * @param batchId - when given, a batch of this id is stored once however often it is sent
 * @throws `ExecutionClaimError` when a run has claimed one of the executions
 */
export async function insertMetrics(
  transaction: StoreTransaction,
  rows: readonly NewMetricRow[],
  batchId?: string,
): Promise<void> {
  await insertExecutions(transaction, [
    ...new Map(rows.toReversed().map((row) => [row.execution_id, row.created_at])),
  ]);
  await insertBatch(transaction, rows, batchId);
}

/**
 * Inserts metrics of an execution that a run has claimed. To be called in a transaction.
 *
 * @param transaction - what to write in
 * @param claim - the run's claim
 * @param rows - the metrics; their order decides which is the newest
 * @param batchId - when given, a batch of this id is stored once however often it is sent
 * @throws `ExecutionClaimError` when the claim is lost
 * @throws `InvalidArgumentError` when a metric belongs to another execution
 */
export async function insertClaimedMetrics(
  transaction: StoreTransaction,
  claim: ClaimToken,
  rows: readonly NewMetricRow[],
  batchId?: string,
): Promise<void> {
  refuseMetricsOfOthers(rows, claim.executionId);
  await requireClaim(transaction, claim);
  await insertBatch(transaction, rows, batchId);
}

async function insertBatch(
  transaction: StoreTransaction,
  rows: readonly NewMetricRow[],
  batchId: string | undefined,
): Promise<void> {
  if (batchId !== undefined && !(await isNewBatch(transaction, rows, batchId))) return;
  await insertRows(transaction, transaction.tables.metric, rows, sql``, columnsOf(rows));
}

const optional = Object.entries(plainValue) as readonly (readonly [keyof typeof plainValue, string | null])[];

// Most batches are plain values: what their columns have by default is not sent.
function columnsOf(rows: readonly NewMetricRow[]): readonly (keyof NewMetricRow)[] {
  const absent = new Set<string>(
    optional
      .filter(([column, plain]) => rows.every((row) => row[column] === plain))
      .map(([column]) => column),
  );
  const columns = Object.keys(rows[0] ?? {}) as (keyof NewMetricRow)[];
  return columns.filter((column) => !absent.has(column));
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
  return !wasStored(batchId, ids.length - added, ids.length);
}
