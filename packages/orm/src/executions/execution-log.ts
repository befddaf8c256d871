import { ExecutionId, Option, type ResultKey } from "@dqx/common";
import type { StoreConnection } from "../database/store-connection.js";
import { DuplicateExecutionError } from "../errors/duplicate-execution-error.js";
import { canonicalHash } from "../sql/canonical-hash.js";
import { identifier, join, list, type Statement, sql } from "../sql/sql.js";
import { andWithinDates } from "../sql/within-dates.js";
import type {
  Execution,
  ExecutionFilter,
  ExecutionPage,
  ExecutionStatus,
  NewExecution,
} from "./execution.js";
import { executionColumns } from "./execution-columns.js";
import {
  type AskedExecutions,
  executionPage,
  latestFilter,
  requireExecutionFilter,
} from "./execution-filter.js";
import { andStands, standing } from "./execution-standing.js";

/**
 * Records that an execution begins.
 *
 * @throws `InvalidArgumentError` naming what of it cannot be recorded
 * @throws {@link DuplicateExecutionError} when one of its id began before; metrics alone do not count
 */
export async function recordExecution(connection: StoreConnection, execution: NewExecution): Promise<void> {
  const { tables } = connection;
  const { id, ...columns } = executionColumns("recordExecution", execution);
  const began = { ...columns, status: "RUNNING" satisfies ExecutionStatus };
  const names = Object.keys(began).map((column) => identifier(column));
  const updates = names.map((name) => sql`${name} = excluded.${name}`);
  // An execution that has only written metrics so far is filled in.
  const recorded = await connection.transaction(({ execute }) =>
    execute(
      sql`INSERT INTO ${tables.execution} AS e (id, started_at, ${join(names)}) VALUES (${id}, ${connection.now()}, ${list(Object.values(began))}) ON CONFLICT (id) DO UPDATE SET ${join(updates)} WHERE e.status IS NULL`,
    ),
  );
  if (recorded !== 1) throw new DuplicateExecutionError(ExecutionId(id));
}

/** A page of the executions that a filter lets through, the latest first. */
export async function listExecutions(
  connection: StoreConnection,
  filter: ExecutionFilter,
): Promise<ExecutionPage> {
  const asked = requireExecutionFilter(filter);
  const { before, limit } = asked;
  const rows = await connection.query(
    sql`SELECT seq, id, suite, date, tags, datasets, ${standing(connection)} AS status, started_at, finished_at, versions, host, parent_id, leased_until FROM ${connection.tables.execution} e WHERE seq < ${before}${conditions(connection, asked)} ORDER BY seq DESC LIMIT ${limit + 1}`,
  );
  return executionPage(rows, limit);
}

/** The execution of a suite and key that was recorded last. */
export async function latestExecution(
  connection: StoreConnection,
  suite: string,
  key: ResultKey,
): Promise<Option.Option<Execution>> {
  const { executions } = await listExecutions(connection, latestFilter(suite, key));
  return Option.fromNullable(executions[0]);
}

function conditions(
  connection: StoreConnection,
  { suite, from, until, status, tags }: AskedExecutions,
): Statement {
  let text = andWithinDates(sql`date`, from, until);
  if (suite !== undefined) text = sql`${text} AND suite = ${suite}`;
  if (status !== undefined) text = sql`${text}${andStands(connection, status)}`;
  if (tags === undefined) return text;
  return sql`${text} AND tags_hash = ${canonicalHash(tags)} AND tags = ${tags}`;
}
