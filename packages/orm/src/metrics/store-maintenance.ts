import { setTimeout as sleep } from "node:timers/promises";
import { requireKnownOptions } from "@dqx/common";
import type { StoreConnection } from "../database/store-connection.js";
import { andStands } from "../executions/execution-standing.js";
import { acrossExecutions } from "../sql/across-executions.js";
import { requirePageSize } from "../sql/page-cursor.js";
import { type Statement, sql } from "../sql/sql.js";
import { numberColumn } from "../sql/store-row.js";

/** How much a store holds. */
export interface StoreStats {
  readonly executions: number;
  /** Executions whose run may be alive. */
  readonly running: number;
  /** Executions whose run renews its lease no more, and has not ended them. */
  readonly abandoned: number;
  /** Rows that may still be read. */
  readonly metrics: number;
  /** Rows that have expired and are not collected yet. */
  readonly expired: number;
  readonly results: number;
}

/** How expired rows are collected. */
export interface CollectOptions {
  /** How many rows one transaction deletes, 1,000 by default, 10,000 at most. Others write between two of them. */
  readonly batchSize?: number;
  /** Ends the collection between two batches, with its reason. */
  readonly signal?: AbortSignal;
}

/** How long others may write between two batches, in milliseconds; those who wait for SQLite ask more often. */
const REST = 10;

/** Counts what a store holds. */
export async function readStats(connection: StoreConnection): Promise<StoreStats> {
  const { execution, metric, result } = connection.tables;
  const expired = sql`expires_at IS NOT NULL AND expires_at <= ${connection.now()}`;
  const count = async (rows: Statement) => {
    const [row] = await connection.query(acrossExecutions(sql`SELECT count(*) AS n FROM ${rows}`));
    return row === undefined ? 0 : numberColumn(row, "n");
  };
  const all = await count(metric);
  const gone = await count(sql`${metric} WHERE ${expired}`);
  return {
    executions: await count(execution),
    running: await count(sql`${execution} e WHERE e.id IS NOT NULL${andStands(connection, "RUNNING")}`),
    abandoned: await count(sql`${execution} e WHERE e.id IS NOT NULL${andStands(connection, "ABANDONED")}`),
    metrics: all - gone,
    expired: gone,
    results: await count(result),
  };
}

/**
 * Deletes the rows that have expired by now, in bounded batches.
 *
 * @returns how many rows were deleted
 */
export async function collectExpired(connection: StoreConnection, options: CollectOptions): Promise<number> {
  const size = requireCollection(options);
  const { signal } = options;
  const { metric } = connection.tables;
  const now = connection.now();
  let collected = 0;
  for (;;) {
    signal?.throwIfAborted();
    const deleted = await connection.transaction(({ execute }) =>
      execute(
        acrossExecutions(
          sql`DELETE FROM ${metric} WHERE (execution_id, seq) IN (SELECT execution_id, seq FROM ${metric} WHERE expires_at IS NOT NULL AND expires_at <= ${now} ORDER BY expires_at LIMIT ${size})`,
        ),
      ),
    );
    collected += deleted;
    if (deleted < size) return collected;
    await sleep(REST);
  }
}

/**
 * Checks how expired rows are to be collected.
 *
 * @param options - what was given
 * @returns how many rows a batch has
 * @throws `InvalidArgumentError` naming what of it is wrong
 */
export function requireCollection(options: CollectOptions): number {
  requireKnownOptions("collectExpired", options, ["batchSize", "signal"]);
  const { batchSize = 1_000 } = options;
  return requirePageSize("batchSize", batchSize);
}
