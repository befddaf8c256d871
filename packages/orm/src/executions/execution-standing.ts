import type { StoreConnection } from "../database/store-connection.js";
import { requireChoice } from "../sql/require-choice.js";
import { type Statement, sql } from "../sql/sql.js";
import { type ExecutionStatus, executionStatuses } from "./execution.js";

/**
 * How an execution stands, as SQL over the alias `e` of the execution table: what is stored, but `ABANDONED` where
 * it runs and its lease is over.
 *
 * @param connection - knows the time that leases are judged by
 */
export function standing(connection: StoreConnection): Statement {
  return sql`CASE WHEN e.status = 'RUNNING' AND e.leased_until <= ${connection.leaseClock()} THEN 'ABANDONED' ELSE e.status END`;
}

/**
 * The condition, without an OR beside it, that the run of an execution, `e`, may be alive.
 *
 * @param connection - knows the time that leases are judged by
 */
export function isAlive(connection: StoreConnection): Statement {
  return sql`coalesce(e.status, '') = 'RUNNING' AND (e.leased_until IS NULL OR e.leased_until > ${connection.leaseClock()})`;
}

/**
 * The condition that an execution, `e`, stands in one way, to be put behind others.
 *
 * @param connection - knows the time that leases are judged by
 * @param status - how it stands
 * @throws `InvalidArgumentError` when nothing stands so
 */
export function andStands(connection: StoreConnection, status: ExecutionStatus): Statement {
  switch (requireChoice("status", status, executionStatuses)) {
    case "RUNNING":
      return sql` AND ${isAlive(connection)}`;
    case "ABANDONED":
      return sql` AND e.status = 'RUNNING' AND e.leased_until <= ${connection.leaseClock()}`;
    case "PASSED":
    case "FAILED":
    case "ERROR":
    case "EMPTY":
    case "INTERRUPTED":
      return sql` AND e.status = ${status}`;
  }
}
