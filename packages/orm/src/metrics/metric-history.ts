import { ExecutionId, LocalDate, ResultKey, requireKnownOptions, type Tags, tagsIdentity } from "@dqx/common";
import type { MetricIdentity } from "@dqx/metrics";
import type { StoreConnection } from "../database/store-connection.js";
import { type ExecutionStatus, executionStatuses } from "../executions/execution.js";
import { andStands, standing } from "../executions/execution-standing.js";
import { statusColumn } from "../executions/row-to-execution.js";
import { acrossExecutions } from "../sql/across-executions.js";
import { canonicalHash } from "../sql/canonical-hash.js";
import { requireChoice } from "../sql/require-choice.js";
import { type Statement, sql } from "../sql/sql.js";
import { isPresent, readStored, type StoreRow, textColumn } from "../sql/store-row.js";
import { andWithinDates, requireDateRange } from "../sql/within-dates.js";
import { presentValue } from "./outcome-columns.js";
import { requireAsked } from "./require-question.js";
import { seriesOf } from "./series.js";
import { specColumns } from "./spec-columns.js";

/** Which points of a metric's history are wanted. */
export interface HistoryFilter {
  /** The first date, included. */
  readonly from: string;
  /** The last date, included. */
  readonly until: string;
  /** Only executions of this suite; of all by default. */
  readonly suite?: string;
  /** Only executions that stand so; of all by default, those that broke off among them. */
  readonly status?: ExecutionStatus;
  /** `latest`, the default: of each date the point of the execution that was recorded last; `all`: of each execution. */
  readonly pick?: "latest" | "all";
}

/** A value of a metric, and the execution it comes from. */
export interface HistoryPoint {
  readonly date: LocalDate;
  readonly value: number;
  readonly executionId: ExecutionId;
  /** How that execution stands; absent when it only wrote metrics. */
  readonly status?: ExecutionStatus;
}

/**
 * What a metric was in the executions of the past, by date and then by the order they were recorded.
 *
 * @throws `InvalidArgumentError` naming what of the filter is wrong
 */
export async function readHistory(
  connection: StoreConnection,
  spec: MetricIdentity,
  dataset: string,
  tags: Tags,
  filter: HistoryFilter,
): Promise<readonly HistoryPoint[]> {
  const { pick, identity } = requireHistory(spec, dataset, tags, filter);
  const { metric_type, parameters, spec_hash } = specColumns(spec);
  const series = seriesOf(spec_hash, canonicalHash(identity));
  const { execution, metric } = connection.tables;
  const now = connection.now();
  // Of each execution and date the newest row decides, whether or not it is a value; then of each date, where
  // only the latest is wanted, the execution that was recorded last of those that have a value.
  const place = sql`row_number() OVER (PARTITION BY m.date, m.execution_id ORDER BY m.seq DESC)`;
  const points = sql`SELECT m.execution_id, m.date, m.value, m.negative_zero, ${standing(connection)} AS status, e.seq AS recorded, ${place} AS place FROM ${metric} m CROSS JOIN ${execution} e WHERE e.id = m.execution_id AND m.series = ${series} AND m.dataset = ${dataset}${conditions(connection, filter)} AND m.metric_type = ${metric_type} AND m.parameters = ${parameters} AND m.tags = ${identity} AND (m.expires_at IS NULL OR m.expires_at > ${now})`;
  const values = sql`SELECT execution_id, date, value, negative_zero, status, recorded, row_number() OVER (PARTITION BY date ORDER BY recorded DESC) AS latest FROM (${points}) newest WHERE place = 1 AND value IS NOT NULL`;
  const chosen = pick === "latest" ? sql` WHERE latest = 1` : sql``;
  // CROSS JOIN, since SQLite takes it as the order: seek the metric first, then the execution of each of its rows.
  const rows = await connection.query(
    acrossExecutions(sql`SELECT * FROM (${values}) points${chosen} ORDER BY date, recorded`),
  );
  return rows.map((row) => readStored(() => rowToPoint(row)));
}

/**
 * Checks which history is asked for.
 *
 * @throws `InvalidArgumentError` naming what is wrong
 */
export function requireHistory(
  spec: MetricIdentity,
  dataset: string,
  tags: Tags,
  filter: HistoryFilter,
): { readonly pick: "latest" | "all"; readonly key: ResultKey; readonly identity: string } {
  requireKnownOptions("history", filter, ["from", "until", "suite", "status", "pick"]);
  const { from, until, status, pick = "latest" } = filter;
  requireChoice("pick", pick, ["latest", "all"]);
  if (status !== undefined) requireChoice("status", status, executionStatuses);
  requireDateRange(LocalDate(from), LocalDate(until));
  const key = new ResultKey(from, tags);
  requireAsked({ spec, dataset, key });
  return { pick, key, identity: tagsIdentity(key.tags) };
}

function conditions(connection: StoreConnection, { from, until, suite, status }: HistoryFilter): Statement {
  const dates = andWithinDates(sql`m.date`, LocalDate(from), LocalDate(until));
  const ofSuite = suite === undefined ? sql`` : sql` AND e.suite = ${suite}`;
  if (status === undefined) return sql`${dates}${ofSuite}`;
  return sql`${dates}${ofSuite}${andStands(connection, status)}`;
}

function rowToPoint(row: StoreRow): HistoryPoint {
  return {
    date: LocalDate(textColumn(row, "date")),
    value: presentValue(row),
    executionId: ExecutionId(textColumn(row, "execution_id")),
    ...(isPresent(row, "status") && { status: statusColumn(row) }),
  };
}
