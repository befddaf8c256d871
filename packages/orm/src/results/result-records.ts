import { ExecutionId } from "@dqx/common";
import { insertRows } from "../database/insert-rows.js";
import type { StoreConnection } from "../database/store-connection.js";
import { type ClaimToken, requireClaim } from "../executions/execution-claims.js";
import { insertExecutions } from "../executions/insert-executions.js";
import { sql } from "../sql/sql.js";
import { resultsToRows, rowToResult } from "./result-rows.js";
import type { StoredResult } from "./stored-result.js";

/**
 * Stores what became of an execution's assertions: all of them, or none when this throws.
 *
 * @param connection - the store
 * @param executionId - the execution
 * @param results - one per assertion
 * @param claim - the claim of the run that writes, if one does
 * @throws {@link InvalidArgumentError} naming a result that cannot be stored
 * @throws `ExecutionClaimError` when the claim is lost, or there is one and none was given
 */
export async function persistResults(
  connection: StoreConnection,
  executionId: ExecutionId,
  results: readonly StoredResult[],
  claim?: ClaimToken,
): Promise<void> {
  const id = ExecutionId(executionId);
  const now = connection.now();
  const rows = resultsToRows(id, results, now);
  if (results.length === 0) return;
  await connection.transaction(async (transaction) => {
    if (claim === undefined) await insertExecutions(transaction, [[id, now]]);
    else await requireClaim(transaction, claim);
    await insertRows(transaction, connection.tables.result, await rows);
  }, rows);
}

/** The results of an execution, in the order they were stored. */
export async function readResults(
  connection: StoreConnection,
  executionId: ExecutionId,
): Promise<readonly StoredResult[]> {
  const rows = await connection.query(
    sql`SELECT * FROM ${connection.tables.result} WHERE execution_id = ${ExecutionId(executionId)} ORDER BY seq`,
  );
  return rows.map(rowToResult);
}
