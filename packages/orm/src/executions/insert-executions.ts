import { insertRows } from "../database/insert-rows.js";
import type { StoreTransaction } from "../database/store-connection.js";
import { sql } from "../sql/sql.js";

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
  const rows = executions
    .map(([id, startedAt]) => ({ id, started_at: startedAt }))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  await insertRows(transaction, transaction.tables.execution, rows, sql` ON CONFLICT (id) DO NOTHING`);
}
