import { type ExecutionId, type LocalDate, type ResultKey, tagsIdentity } from "@dqx/common";
import type { MetricIdentity } from "@dqx/metrics";
import type { StoreConnection } from "../database/store-connection.js";
import { canonicalHash } from "../sql/canonical-hash.js";
import { chunks } from "../sql/chunks.js";
import { list, type Statement, sql } from "../sql/sql.js";
import type { StoreRow } from "../sql/store-row.js";
import type { StoreTables } from "../sql/store-tables.js";
import { specColumns } from "./spec-columns.js";

/** Which metric of which execution is asked for. */
export interface MetricQuestion {
  readonly spec: MetricIdentity;
  readonly key: ResultKey;
  readonly dataset: string;
  readonly executionId: ExecutionId;
  /** Rows that have expired by then are invisible. */
  readonly now: number;
}

/** The newest value of a metric on the key's date. */
export function selectValue(tables: StoreTables, question: MetricQuestion): Statement {
  return sql`SELECT value, negative_zero FROM ${tables.metric} WHERE ${isMetric(question)} AND date = ${question.key.date} AND ${isAlive(question.now)} ORDER BY seq DESC LIMIT 1`;
}

/** All values of a metric between two dates, both included, by date and then the newest last. */
export function selectWindow(
  tables: StoreTables,
  question: MetricQuestion,
  [from, until]: readonly [from: LocalDate, until: LocalDate],
): Statement {
  return sql`SELECT date, value, negative_zero FROM ${tables.metric} WHERE ${isMetric(question)} AND date BETWEEN ${from} AND ${until} AND ${isAlive(question.now)} ORDER BY date, seq`;
}

/** More values than a question binds beside its dates. */
const OTHER_VALUES = 20;

/**
 * All values of a metric on some dates, by date and then the newest last: in several statements where there are more
 * dates than one can bind.
 *
 * @param connection - the store
 * @param question - the metric
 * @param dates - ascending, each once
 */
export async function selectAllDates(
  connection: StoreConnection,
  question: MetricQuestion,
  dates: readonly LocalDate[],
): Promise<readonly StoreRow[]> {
  const { driver, tables } = connection;
  const rows: StoreRow[] = [];
  for (const part of chunks(dates, driver.maximumValues - OTHER_VALUES)) {
    for (const row of await connection.query(selectDates(tables, question, part))) rows.push(row);
  }
  return rows;
}

function selectDates(tables: StoreTables, question: MetricQuestion, dates: readonly LocalDate[]): Statement {
  return sql`SELECT date, value, negative_zero FROM ${tables.metric} WHERE ${isMetric(question)} AND date IN (${list(dates)}) AND ${isAlive(question.now)} ORDER BY date, seq`;
}

/** Whether what was given as a dataset is the id of an execution, and no dataset of the execution that is asked. */
export function selectExchange(
  { execution, metric }: StoreTables,
  { dataset, executionId }: MetricQuestion,
): Statement {
  return sql`SELECT e.id FROM ${execution} e WHERE e.id = ${dataset} AND NOT EXISTS (SELECT 1 FROM ${metric} m WHERE m.execution_id = ${executionId} AND m.dataset = ${dataset})`;
}

/** A part of an execution's rows: those after a place in the order of `seq`, and how many at most. */
export interface RowRange {
  readonly after: number;
  readonly limit: number;
}

/** The newest row of each metric of an execution, in the order they were stored; all of them, or a part of the values. */
export function selectExecution(
  { metric }: StoreTables,
  executionId: ExecutionId,
  now: number,
  { range, absences = false }: { readonly range?: RowRange; readonly absences?: boolean } = {},
): Statement {
  const values = absences ? sql`` : sql` AND m.value IS NOT NULL`;
  const after = range === undefined ? sql`` : sql` AND m.seq > ${range.after}`;
  const limit = range === undefined ? sql`` : sql` LIMIT ${range.limit}`;
  return sql`SELECT m.* FROM ${metric} m WHERE m.execution_id = ${executionId}${after}${values} AND (m.expires_at IS NULL OR m.expires_at > ${now}) AND NOT EXISTS (SELECT 1 FROM ${metric} n WHERE n.execution_id = ${executionId} AND n.dataset = m.dataset AND n.spec_hash = m.spec_hash AND n.tags_hash = m.tags_hash AND n.date = m.date AND n.seq > m.seq AND n.metric_type = m.metric_type AND n.parameters = m.parameters AND n.tags = m.tags AND (n.expires_at IS NULL OR n.expires_at > ${now})) ORDER BY m.seq${limit}`;
}

// The hashes are for the index; the texts beside them decide, so that a collision mixes nothing up.
function isMetric({ spec, key, dataset, executionId }: MetricQuestion): Statement {
  const { metric_type, parameters, spec_hash } = specColumns(spec);
  const tags = tagsIdentity(key.tags);
  return sql`execution_id = ${executionId} AND dataset = ${dataset} AND spec_hash = ${spec_hash} AND tags_hash = ${canonicalHash(tags)} AND metric_type = ${metric_type} AND parameters = ${parameters} AND tags = ${tags}`;
}

function isAlive(now: number): Statement {
  return sql`(expires_at IS NULL OR expires_at > ${now})`;
}
