import { ExecutionId, requireKnownOptions } from "@dqx/common";
import type { StoreConnection, StoreTransaction } from "../database/store-connection.js";
import { ExecutionClaimError } from "../errors/execution-claim-error.js";
import { type Statement, sql } from "../sql/sql.js";
import { isAlive } from "./execution-standing.js";

/** How an execution is deleted. */
export interface DeleteOptions {
  /** Whether it is deleted although it is `RUNNING`, so that its run fails; false by default. */
  readonly force?: boolean;
}

/**
 * Deletes an execution with all it has, in one transaction.
 *
 * @throws {@link ExecutionClaimError} when it is running, unless it is forced
 */
export async function deleteExecution(
  connection: StoreConnection,
  executionId: ExecutionId,
  options: DeleteOptions,
): Promise<void> {
  requireKnownOptions("delete", options, ["force"]);
  const id = ExecutionId(executionId);
  await connection.transaction(async (transaction) => {
    const which = options.force === true ? sql`` : sql` AND NOT (${isAlive(connection)})`;
    if (await withdrawClaim(transaction, id, which)) await deleteRows(transaction, id);
    else if (await isRunning(connection, transaction, id)) throw new ExecutionClaimError(id, "running");
  });
}

/**
 * Takes an execution from its run, and keeps all others from it before the transaction ends.
 *
 * @param transaction - what to write in
 * @param id - the execution
 * @param condition - on which it is taken, over the alias `e`; begins with AND
 * @returns whether there is such an execution
 */
export async function withdrawClaim(
  { execute, tables }: StoreTransaction,
  id: ExecutionId,
  condition: Statement,
): Promise<boolean> {
  return (
    (await execute(sql`UPDATE ${tables.execution} AS e SET claim = NULL WHERE e.id = ${id}${condition}`)) ===
    1
  );
}

/**
 * Whether the run of an execution may be alive.
 *
 * @param connection - knows the time that leases are judged by
 * @param transaction - what to read in
 * @param id - the execution
 */
export async function isRunning(
  connection: StoreConnection,
  { query, tables }: StoreTransaction,
  id: ExecutionId,
): Promise<boolean> {
  const rows = await query(
    sql`SELECT e.id FROM ${tables.execution} e WHERE e.id = ${id} AND ${isAlive(connection)}`,
  );
  return rows.length > 0;
}

/**
 * Deletes all rows of an execution. To be called in a transaction.
 *
 * @param transaction - what to delete in
 * @param id - the execution
 */
export async function deleteRows({ query, tables }: StoreTransaction, id: ExecutionId): Promise<void> {
  const { batch, execution, metric, result } = tables;
  await query(sql`DELETE FROM ${batch} WHERE execution_id = ${id}`);
  await query(sql`DELETE FROM ${result} WHERE execution_id = ${id}`);
  await query(sql`DELETE FROM ${metric} WHERE execution_id = ${id}`);
  await query(sql`DELETE FROM ${execution} WHERE id = ${id}`);
}
