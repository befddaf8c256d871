import {
  canonicalJson,
  ExecutionId,
  InvalidArgumentError,
  LocalDate,
  makeTags,
  type ResultKey,
  tagsIdentity,
} from "@dqx/common";
import * as Option from "effect/Option";
import { canonicalHash } from "./canonical-hash.js";
import type {
  Execution,
  ExecutionFilter,
  ExecutionPage,
  ExecutionStatus,
  NewExecution,
} from "./execution.js";
import { cursorPlace, requirePageSize } from "./page-cursor.js";
import { rowToExecution } from "./row-to-execution.js";
import { type Statement, sql } from "./sql.js";
import type { StoreConnection } from "./store-connection.js";
import { numberColumn } from "./store-row.js";

const DEFAULT_LIMIT = 100;

/**
 * Records that an execution begins.
 *
 * @throws {@link InvalidArgumentError} when one of its id began before; metrics alone do not count
 */
export async function recordExecution(connection: StoreConnection, execution: NewExecution): Promise<void> {
  const { suite, key, datasets = [], versions = {}, host = null, parentId } = execution;
  const id = ExecutionId(execution.executionId);
  const tags = tagsIdentity(key.tags);
  const { tables } = connection;
  // An execution that has only written metrics so far is filled in.
  const recorded = await connection.transaction(({ execute }) =>
    execute(
      sql`INSERT INTO ${tables.execution} AS e (id, suite, date, tags, tags_hash, datasets, status, started_at, versions, host, parent_id) VALUES (${id}, ${suite}, ${LocalDate(key.date)}, ${tags}, ${canonicalHash(tags)}, ${canonicalJson(datasets)}, ${"running" satisfies ExecutionStatus}, ${connection.now()}, ${canonicalJson(versions)}, ${host}, ${parentId === undefined ? null : ExecutionId(parentId)}) ON CONFLICT (id) DO UPDATE SET suite = excluded.suite, date = excluded.date, tags = excluded.tags, tags_hash = excluded.tags_hash, datasets = excluded.datasets, status = excluded.status, versions = excluded.versions, host = excluded.host, parent_id = excluded.parent_id WHERE e.status IS NULL`,
    ),
  );
  if (recorded === 1) return;
  throw new InvalidArgumentError(
    `Execution ${id} is recorded already. Give each run an id of its own, or delete the one before.`,
  );
}

/**
 * Records how an execution ended.
 *
 * @throws {@link InvalidArgumentError} when it was never recorded
 */
export async function finishExecution(
  connection: StoreConnection,
  executionId: ExecutionId,
  status: Exclude<ExecutionStatus, "running">,
): Promise<void> {
  const id = ExecutionId(executionId);
  const finished = await connection.transaction(({ execute }) =>
    execute(
      sql`UPDATE ${connection.tables.execution} SET status = ${status}, finished_at = ${connection.now()} WHERE id = ${id}`,
    ),
  );
  if (finished === 1) return;
  throw new InvalidArgumentError(
    `Execution ${id} cannot be finished: it was never recorded. Record it first.`,
  );
}

/** A page of the executions that a filter lets through, the latest first. */
export async function listExecutions(
  connection: StoreConnection,
  filter: ExecutionFilter,
): Promise<ExecutionPage> {
  const limit = requirePageSize("limit", filter.limit ?? DEFAULT_LIMIT);
  const before = cursorPlace(filter.cursor, Number.MAX_SAFE_INTEGER);
  const rows = await connection.query(
    sql`SELECT * FROM ${connection.tables.execution} WHERE seq < ${before}${conditions(filter)} ORDER BY seq DESC LIMIT ${limit + 1}`,
  );
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    executions: page.map(rowToExecution),
    ...(rows.length > limit && last !== undefined && { cursor: String(numberColumn(last, "seq")) }),
  };
}

/** The execution of a suite and key that was recorded last. */
export async function latestExecution(
  connection: StoreConnection,
  suite: string,
  key: ResultKey,
): Promise<Option.Option<Execution>> {
  const { date, tags } = key;
  const { executions } = await listExecutions(connection, { suite, from: date, until: date, tags, limit: 1 });
  return Option.fromNullable(executions[0]);
}

function conditions({ suite, from, until, status, tags }: ExecutionFilter): Statement {
  let text = sql``;
  if (suite !== undefined) text = sql`${text} AND suite = ${suite}`;
  if (from !== undefined) text = sql`${text} AND date >= ${LocalDate(from)}`;
  if (until !== undefined) text = sql`${text} AND date <= ${LocalDate(until)}`;
  if (status !== undefined) text = sql`${text} AND status = ${status}`;
  if (tags === undefined) return text;
  const identity = tagsIdentity(makeTags(tags));
  return sql`${text} AND tags_hash = ${canonicalHash(identity)} AND tags = ${identity}`;
}
