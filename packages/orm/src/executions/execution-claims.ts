import { ExecutionId } from "@dqx/common";
import type { StoreConnection, StoreTransaction } from "../database/store-connection.js";
import { DuplicateExecutionError } from "../errors/duplicate-execution-error.js";
import { ExecutionClaimError } from "../errors/execution-claim-error.js";
import { chunks } from "../sql/chunks.js";
import { identifier, join, list, Statement, sql } from "../sql/sql.js";
import { isPresent, textColumn } from "../sql/store-row.js";
import { type ClaimOptions, claimOptions } from "./claim-options.js";
import { deleteRows, isRunning, withdrawClaim } from "./delete-execution.js";
import type { NewExecution } from "./execution.js";
import { executionColumns } from "./execution-columns.js";
import { andStands } from "./execution-standing.js";

/** Which execution a run has claimed, and the token that all of its writes carry. */
export interface ClaimToken {
  readonly executionId: ExecutionId;
  readonly token: string;
  /** How long a lease is, in milliseconds. */
  readonly leaseMs: number;
}

/**
 * Claims an execution id for a run, and records that it begins.
 *
 * @throws `InvalidArgumentError` naming what of it cannot be recorded, or which option is wrong
 * @throws {@link DuplicateExecutionError} when the store has an execution of that id
 * @throws {@link ExecutionClaimError} when an execution was to be taken over whose run may be alive
 */
export async function insertClaim(
  connection: StoreConnection,
  execution: NewExecution,
  options: ClaimOptions,
): Promise<ClaimToken> {
  const { leaseMs, takeOver } = claimOptions(options);
  const columns = executionColumns("claimExecution", execution);
  const claim = { executionId: ExecutionId(columns.id), token: crypto.randomUUID(), leaseMs };
  const began = { ...columns, started_at: connection.now(), status: "RUNNING", claim: claim.token };
  const names = join(Object.keys(began).map((column) => identifier(column)));
  const { tables } = connection;
  await connection.transaction(async (transaction) => {
    if (takeOver) await deleteAbandoned(connection, transaction, claim.executionId);
    const inserted = await transaction.execute(
      sql`INSERT INTO ${tables.execution} (${names}, leased_until) VALUES (${list(Object.values(began))}, ${connection.leaseClock()} + ${leaseMs}) ON CONFLICT (id) DO NOTHING`,
    );
    if (inserted !== 1) throw new DuplicateExecutionError(claim.executionId);
  });
  return claim;
}

/**
 * Extends the lease of a claimed execution from now on.
 *
 * @throws {@link ExecutionClaimError} when the claim is lost
 */
export async function renewClaim(
  connection: StoreConnection,
  { executionId, token, leaseMs }: ClaimToken,
): Promise<void> {
  await connection.transaction(async (transaction) => {
    const renewed = await transaction.execute(
      sql`UPDATE ${transaction.tables.execution} SET leased_until = ${connection.leaseClock()} + ${leaseMs} WHERE id = ${executionId} AND claim = ${token} AND status = 'RUNNING'`,
    );
    if (renewed !== 1) throw await claimLoss(transaction, executionId, token);
  });
}

/**
 * Holds a run's claim against the database, and keeps it from being lost before the transaction ends.
 *
 * @param transaction - what the run writes in
 * @param claim - its claim
 * @throws {@link ExecutionClaimError} when the claim is lost
 */
export async function requireClaim(
  transaction: StoreTransaction,
  { executionId, token }: ClaimToken,
): Promise<void> {
  const { driver, query, tables } = transaction;
  const [row] = await query(
    sql`SELECT id FROM ${tables.execution} WHERE id = ${executionId} AND claim = ${token} AND status = 'RUNNING'${raw(driver.lockRows)}`,
  );
  if (row === undefined) throw await claimLoss(transaction, executionId, token);
}

/**
 * Refuses to write to executions that runs have claimed, and keeps the others from being claimed before the
 * transaction ends.
 *
 * @param transaction - what is written in
 * @param executionIds - the executions; recorded ones
 * @throws {@link ExecutionClaimError} naming the first that was claimed
 */
export async function requireUnclaimed(
  transaction: StoreTransaction,
  executionIds: readonly string[],
): Promise<void> {
  const { driver, query, tables } = transaction;
  for (const ids of chunks(executionIds, 1_000)) {
    const rows = await query(
      sql`SELECT id, claim FROM ${tables.execution} WHERE id IN (${list(ids)})${raw(driver.lockRows)}`,
    );
    const claimed = rows.find((row) => isPresent(row, "claim"));
    if (claimed !== undefined) {
      throw new ExecutionClaimError(ExecutionId(textColumn(claimed, "id")), "claimed");
    }
  }
}

/**
 * What became of a claim that is not there any more.
 *
 * @param transaction - where it was looked for
 * @param executionId - the execution
 * @param token - the claim; nothing for a write without one
 */
export async function claimLoss(
  { query, tables }: StoreTransaction,
  executionId: ExecutionId,
  token: string | undefined,
): Promise<ExecutionClaimError> {
  const [row] = await query(sql`SELECT claim FROM ${tables.execution} WHERE id = ${executionId}`);
  if (row === undefined) return new ExecutionClaimError(executionId, "deleted");
  if (token === undefined) return new ExecutionClaimError(executionId, "claimed");
  return new ExecutionClaimError(
    executionId,
    isPresent(row, "claim") && textColumn(row, "claim") === token ? "ended" : "taken",
  );
}

// What an abandoned run has stored goes: the numbers of two runs never stand under one id.
async function deleteAbandoned(
  connection: StoreConnection,
  transaction: StoreTransaction,
  executionId: ExecutionId,
): Promise<void> {
  if (await withdrawClaim(transaction, executionId, andStands(connection, "ABANDONED"))) {
    await deleteRows(transaction, executionId);
  } else if (await isRunning(connection, transaction, executionId)) {
    throw new ExecutionClaimError(executionId, "running");
  }
}

function raw(text: string): Statement {
  return new Statement([text], []);
}
