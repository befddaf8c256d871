import { insertRows } from "../database/insert-rows.js";
import type { StoreTransaction } from "../database/store-connection.js";
import { sql } from "../sql/sql.js";
import { requireUnclaimed } from "./execution-claims.js";

/**
 * Records executions that are not known yet, and refuses those that runs have claimed. To be called in a transaction.
 *
 * @param transaction - what to write in
 * @param executions - their ids, and when they began
 * @throws `ExecutionClaimError` naming the first that was claimed
 */
export async function insertExecutions(
  transaction: StoreTransaction,
  executions: readonly (readonly [id: string, startedAt: number])[],
): Promise<void> {
  // In one order, so that two who write the same ones do not wait for each other in a circle.
  const rows = executions
    .map(([id, startedAt]) => ({ id, started_at: startedAt }))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const added = await insertRows(
    transaction,
    transaction.tables.execution,
    rows,
    sql` ON CONFLICT (id) DO NOTHING`,
  );
  // Those that were added just now nobody else can have claimed.
  if (added < rows.length)
    await requireUnclaimed(
      transaction,
      rows.map(({ id }) => id),
    );
}
