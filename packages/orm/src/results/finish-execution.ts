import { ExecutionId, InvalidArgumentError } from "@dqx/common";
import { insertRows } from "../database/insert-rows.js";
import type { StoreConnection } from "../database/store-connection.js";
import type { EndStatus } from "../executions/execution.js";
import { type ClaimToken, claimLoss } from "../executions/execution-claims.js";
import { sql } from "../sql/sql.js";
import { requireEndStatus, storedEnd } from "./stored-end.js";
import type { StoredResult } from "./stored-result.js";

/** How an execution ended, and what came out of it. */
export interface ExecutionEnd {
  readonly status: EndStatus;
  readonly results: readonly StoredResult[];
  readonly report: object | undefined;
}

/**
 * Records how an execution ended, and what became of its assertions: all of it, or nothing when this throws.
 *
 * @param connection - the store
 * @param executionId - the execution
 * @param end - how it ended
 * @param claim - the claim of the run that ends it, if one does
 * @throws {@link InvalidArgumentError} when it was never recorded, the status is none, or a result cannot be stored
 * @throws `ExecutionClaimError` when the claim is lost, or there is one and none was given
 */
export async function finishExecution(
  connection: StoreConnection,
  executionId: ExecutionId,
  { status, results, report }: ExecutionEnd,
  claim?: ClaimToken,
): Promise<void> {
  const id = ExecutionId(executionId);
  const ended = requireEndStatus(status);
  const { tables } = connection;
  const now = connection.now();
  const content = storedEnd(id, results, report, now);
  const isOwn = claim === undefined ? sql`claim IS NULL` : sql`claim = ${claim.token} AND status = 'RUNNING'`;
  await connection.transaction(async (transaction) => {
    const { rows, text } = await content;
    const finished = await transaction.execute(
      sql`UPDATE ${tables.execution} SET status = ${ended}, finished_at = ${now}, report = ${text} WHERE id = ${id} AND ${isOwn}`,
    );
    if (finished !== 1) {
      const loss = await claimLoss(transaction, id, claim?.token);
      if (claim !== undefined || loss.reason !== "deleted") throw loss;
      throw new InvalidArgumentError(
        `Execution ${id} cannot be finished: it was never recorded. Record it first.`,
      );
    }
    await insertRows(transaction, tables.result, rows);
  }, content);
}
