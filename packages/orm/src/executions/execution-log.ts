import {
  ExecutionId,
  InvalidArgumentError,
  makeTags,
  type ResultKey,
  requireKnownOptions,
  tagsIdentity,
} from "@dqx/common";
import * as Option from "effect/Option";
import { canonicalHash } from "../database/canonical-hash.js";
import { insertRows } from "../database/insert-rows.js";
import { requireChoice } from "../database/require-choice.js";
import { identifier, join, list, type Statement, sql } from "../database/sql.js";
import type { StoreConnection } from "../database/store-connection.js";
import { numberColumn } from "../database/store-row.js";
import { cursorPlace, requirePageSize } from "../metrics/page-cursor.js";
import { andWithinDates } from "../metrics/within-dates.js";
import { resultsToRows } from "../results/result-records.js";
import type { StoredResult } from "../results/stored-result.js";
import { DuplicateExecutionError } from "./duplicate-execution-error.js";
import {
  type Execution,
  type ExecutionFilter,
  type ExecutionPage,
  type ExecutionStatus,
  executionStatuses,
  type NewExecution,
} from "./execution.js";
import { executionColumns } from "./execution-columns.js";
import { rowToExecution } from "./row-to-execution.js";

const DEFAULT_LIMIT = 100;

const endStatuses = executionStatuses.filter((status) => status !== "running");

/**
 * Records that an execution begins.
 *
 * @throws `InvalidArgumentError` naming what of it cannot be recorded
 * @throws {@link DuplicateExecutionError} when one of its id began before; metrics alone do not count
 */
export async function recordExecution(connection: StoreConnection, execution: NewExecution): Promise<void> {
  const { tables } = connection;
  const { id, ...columns } = executionColumns(execution);
  const began = { ...columns, status: "running" satisfies ExecutionStatus };
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

/** A page of the executions that a filter lets through, the latest first. */
export async function listExecutions(
  connection: StoreConnection,
  filter: ExecutionFilter,
): Promise<ExecutionPage> {
  requireKnownOptions("listExecutions", filter, [
    "suite",
    "from",
    "until",
    "status",
    "tags",
    "limit",
    "cursor",
  ]);
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
  let text = andWithinDates(sql`date`, from, until);
  if (suite !== undefined) text = sql`${text} AND suite = ${suite}`;
  if (status !== undefined) {
    text = sql`${text} AND status = ${requireChoice("status", status, executionStatuses)}`;
  }
  if (tags === undefined) return text;
  const identity = tagsIdentity(makeTags(tags));
  return sql`${text} AND tags_hash = ${canonicalHash(identity)} AND tags = ${identity}`;
}
