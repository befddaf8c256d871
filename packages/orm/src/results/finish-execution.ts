import { ExecutionId, InvalidArgumentError } from "@dqx/common";
import { insertRows } from "../database/insert-rows.js";
import type { StoreConnection } from "../database/store-connection.js";
import { type ExecutionStatus, executionStatuses } from "../executions/execution.js";
import { requireChoice } from "../sql/require-choice.js";
import { sql } from "../sql/sql.js";
import { resultsToRows } from "./result-records.js";
import type { StoredResult } from "./stored-result.js";

const endStatuses = executionStatuses.filter((status) => status !== "running");

/**
 * Records how an execution ended, and what became of its assertions: both or neither.
 *
 * @throws {@link InvalidArgumentError} when it was never recorded, the status is none, or a result cannot be stored
 */
export async function finishExecution(
  connection: StoreConnection,
  executionId: ExecutionId,
  status: Exclude<ExecutionStatus, "running">,
  results: readonly StoredResult[],
): Promise<void> {
  const id = ExecutionId(executionId);
  const ended = requireChoice("status of a finished execution", status, endStatuses);
  const { tables } = connection;
  const now = connection.now();
  const rows = resultsToRows(id, results, now);
  await connection.transaction(async (transaction) => {
    const finished = await transaction.execute(
      sql`UPDATE ${tables.execution} SET status = ${ended}, finished_at = ${now} WHERE id = ${id}`,
    );
    if (finished !== 1) {
      throw new InvalidArgumentError(
        `Execution ${id} cannot be finished: it was never recorded. Record it first.`,
      );
    }
    await insertRows(transaction, tables.result, rows);
  });
}
