import {
  ExecutionId,
  InvalidArgumentError,
  isLocalDate,
  makeTags,
  type ResultKey,
  requireKnownOptions,
  showValue,
  tagsIdentity,
} from "@dqx/common";
import * as Option from "effect/Option";
import type { StoreConnection } from "../database/store-connection.js";
import { DuplicateExecutionError } from "../errors/duplicate-execution-error.js";
import { canonicalHash } from "../sql/canonical-hash.js";
import { cursorPlace, requirePageSize } from "../sql/page-cursor.js";
import { identifier, join, list, type Statement, sql } from "../sql/sql.js";
import { isStorableName } from "../sql/storable-text.js";
import { numberColumn } from "../sql/store-row.js";
import { andWithinDates } from "../sql/within-dates.js";
import type {
  Execution,
  ExecutionFilter,
  ExecutionPage,
  ExecutionStatus,
  NewExecution,
} from "./execution.js";
import { executionColumns } from "./execution-columns.js";
import { andStands, standing } from "./execution-standing.js";
import { rowToExecution } from "./row-to-execution.js";

const DEFAULT_LIMIT = 100;

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
    sql`SELECT seq, id, suite, date, tags, datasets, ${standing(connection)} AS status, started_at, finished_at, versions, host, parent_id, leased_until FROM ${connection.tables.execution} e WHERE seq < ${before}${conditions(connection, filter)} ORDER BY seq DESC LIMIT ${limit + 1}`,
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
  if (!isLocalDate(key?.date)) {
    throw new InvalidArgumentError(
      `${showValue(key)} is no key. Give a ResultKey, for example new ResultKey("2025-01-08").`,
    );
  }
  requireSuite(suite);
  const { date, tags } = key;
  const { executions } = await listExecutions(connection, { suite, from: date, until: date, tags, limit: 1 });
  return Option.fromNullable(executions[0]);
}

function conditions(
  connection: StoreConnection,
  { suite, from, until, status, tags }: ExecutionFilter,
): Statement {
  let text = andWithinDates(sql`date`, from, until);
  if (suite !== undefined) requireSuite(suite);
  if (suite !== undefined) text = sql`${text} AND suite = ${suite}`;
  if (status !== undefined) text = sql`${text}${andStands(connection, status)}`;
  if (tags === undefined) return text;
  const identity = tagsIdentity(makeTags(tags));
  return sql`${text} AND tags_hash = ${canonicalHash(identity)} AND tags = ${identity}`;
}

// Nothing is recorded under anything else, so that it would find nothing.
function requireSuite(suite: unknown): void {
  if (isStorableName(suite)) return;
  throw new InvalidArgumentError(`${showValue(suite)} is no suite. Give its name.`);
}
