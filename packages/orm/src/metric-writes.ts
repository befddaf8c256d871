import { InvalidArgumentError, showValue } from "@dqx/common";
import { chunks } from "./chunks.js";
import { metricEntity } from "./entities/metric-entity.js";
import type { NewMetricRow } from "./metric-to-row.js";
import { identifier, join, list, type SqlParameter, type Statement, sql } from "./sql.js";
import type { StoreTransaction } from "./store-connection.js";

/** How many rows one statement inserts at most: more makes no difference to the time, only to the memory. */
const MAXIMUM_ROWS = 500;

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
  const { query, tables, driver, naming } = transaction;
  await insertExecutions(transaction, [
    ...new Map(rows.toReversed().map((row) => [row.execution_id, row.created_at])),
  ]);
  if (batchId !== undefined && !(await isNewBatch(transaction, rows, batchId))) return;
  // Every column of the entity but the one that the database counts.
  const columns = Object.keys(metricEntity(driver, naming).columns).filter((column) => column !== "seq");
  const names = join(columns.map((column) => identifier(column)));
  const size = Math.min(MAXIMUM_ROWS, Math.floor(driver.maximumValues / columns.length));
  for (const chunk of chunks(rows, size)) {
    const values = join(chunk.map((row) => tuple(row, columns)));
    await query(sql`INSERT INTO ${tables.metric} (${names}) VALUES ${values}`);
  }
}

function tuple(row: NewMetricRow, columns: readonly string[]): Statement {
  const values = new Map<string, SqlParameter>(Object.entries(row));
  return sql`(${list(columns.map((column) => values.get(column) ?? null))})`;
}

/**
 * Records executions that are not known yet. To be called in a transaction.
 *
 * @param transaction - what to write in
 * @param executions - their ids, and when they began
 */
export async function insertExecutions(
  transaction: StoreTransaction,
  executions: readonly (readonly [id: string, startedAt: number])[],
): Promise<void> {
  // In one order, so that two who write the same ones do not wait for each other in a circle.
  const ordered = executions.toSorted(([a], [b]) => (a < b ? -1 : 1));
  for (const part of chunks(ordered, MAXIMUM_ROWS)) {
    const values = join(part.map(([id, startedAt]) => sql`(${id}, ${startedAt})`));
    await transaction.query(
      sql`INSERT INTO ${transaction.tables.execution} (id, started_at) VALUES ${values} ON CONFLICT (id) DO NOTHING`,
    );
  }
}

async function isNewBatch(
  { execute, tables }: StoreTransaction,
  rows: readonly NewMetricRow[],
  batchId: string,
): Promise<boolean> {
  const ids = [...new Set(rows.map((row) => row.execution_id))].toSorted();
  let added = 0;
  for (const part of chunks(ids, MAXIMUM_ROWS)) {
    const values = join(part.map((id) => sql`(${id}, ${batchId})`));
    added += await execute(
      sql`INSERT INTO ${tables.batch} (execution_id, batch_id) VALUES ${values} ON CONFLICT (execution_id, batch_id) DO NOTHING`,
    );
  }
  if (added === 0 || added === ids.length) return added > 0;
  throw new InvalidArgumentError(
    `Batch ${showValue(batchId)} was stored before with metrics of other executions. Send a batch again as it was, or give it an id of its own.`,
  );
}
