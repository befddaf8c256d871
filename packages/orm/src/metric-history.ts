import { ExecutionId, LocalDate, makeTags, type Tags, tagsIdentity } from "@dqx/common";
import type { MetricIdentity } from "@dqx/metrics";
import { acrossExecutions } from "./across-executions.js";
import { canonicalHash } from "./canonical-hash.js";
import { rowToValue } from "./row-to-metric.js";
import { specColumns } from "./spec-columns.js";
import { sql } from "./sql.js";
import type { StoreConnection } from "./store-connection.js";
import { readStored, textColumn } from "./store-row.js";

/** Which points of a metric's history are wanted. */
export interface HistoryFilter {
  /** The first date, included. */
  readonly from: string;
  /** The last date, included. */
  readonly until: string;
  /** Only executions of this suite; of all by default. */
  readonly suite?: string;
  /** `latest`, the default: of each date the point of the execution that was recorded last; `all`: of each execution. */
  readonly pick?: "latest" | "all";
}

/** A value of a metric, and the execution it comes from. */
export interface HistoryPoint {
  readonly date: LocalDate;
  readonly value: number;
  readonly executionId: ExecutionId;
}

/** What a metric was in the executions of the past, by date and then by the order they were recorded. */
export async function readHistory(
  connection: StoreConnection,
  spec: MetricIdentity,
  dataset: string,
  tags: Tags,
  { from, until, suite, pick = "latest" }: HistoryFilter,
): Promise<readonly HistoryPoint[]> {
  const { metric_type, parameters, spec_hash } = specColumns(spec);
  const identity = tagsIdentity(makeTags(tags));
  const { execution, metric } = connection.tables;
  const ofSuite = suite === undefined ? sql`` : sql` AND e.suite = ${suite}`;
  const rows = await connection.query(
    acrossExecutions(
      sql`SELECT m.execution_id, m.date, m.value, m.negative_zero FROM ${execution} e CROSS JOIN ${metric} m WHERE m.execution_id = e.id AND m.dataset = ${dataset} AND m.spec_hash = ${spec_hash} AND m.tags_hash = ${canonicalHash(identity)} AND m.date BETWEEN ${LocalDate(from)} AND ${LocalDate(until)} AND m.metric_type = ${metric_type} AND m.parameters = ${parameters} AND m.tags = ${identity} AND (m.expires_at IS NULL OR m.expires_at > ${connection.now()})${ofSuite} ORDER BY m.date, e.seq, m.seq`,
    ),
  );
  // Later rows of a date, or of a date in an execution, take the place of earlier ones.
  const points = new Map<string, HistoryPoint>();
  for (const row of rows) {
    const point = readStored(() => ({
      date: LocalDate(textColumn(row, "date")),
      value: rowToValue(row),
      executionId: ExecutionId(textColumn(row, "execution_id")),
    }));
    points.set(pick === "latest" ? point.date : `${point.date} ${point.executionId}`, point);
  }
  return [...points.values()];
}
