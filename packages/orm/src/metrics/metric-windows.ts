import {
  ExecutionId,
  type LocalDate,
  Option,
  type ResultKey,
  type TimeSeries,
  tagsIdentity,
} from "@dqx/common";
import type { MetricIdentity } from "@dqx/metrics";
import type { StoreConnection } from "../database/store-connection.js";
import { canonicalHash } from "../sql/canonical-hash.js";
import { chunks } from "../sql/chunks.js";
import { join, type Statement, sql } from "../sql/sql.js";
import { numberColumn, type StoreRow, textColumn } from "../sql/store-row.js";
import type { StoreTables } from "../sql/store-tables.js";
import { rowToValue } from "./outcome-columns.js";
import { requireAsked } from "./require-question.js";
import { specColumns } from "./spec-columns.js";

/** A window of a metric: the `window` days that end `lag` days before the key's date. */
export interface WindowRequest {
  readonly spec: MetricIdentity;
  readonly key: ResultKey;
  readonly dataset: string;
  /** 0 or more days. */
  readonly lag: number;
  /** 1 or more days. */
  readonly window: number;
}

const VALUES_PER_REQUEST = 9;
const OTHER_VALUES = 2;

/**
 * Reads many windows in one round trip.
 *
 * @param connection - the store
 * @param requests - the windows
 * @param executionId - the execution they are all read from
 * @returns one answer per request, in their order
 */
export async function readWindows(
  connection: StoreConnection,
  requests: readonly WindowRequest[],
  executionId: ExecutionId,
): Promise<readonly Option.Option<TimeSeries>[]> {
  const id = ExecutionId(executionId);
  const { tables, driver } = connection;
  const now = connection.now();
  const series = requests.map(() => new Map<LocalDate, number>());
  const asked = requests.map(requestToTuple);
  // One statement but for some thousands of windows, which are more values than one can bind.
  const size = Math.floor((driver.maximumValues - OTHER_VALUES) / VALUES_PER_REQUEST);
  for (const part of chunks(asked, size)) {
    for (const row of await connection.query(selectWindows(tables, part, id, now))) {
      addDay(series[numberColumn(row, "request")], row);
    }
  }
  return series.map(toWindow);
}

/**
 * The values of a window.
 *
 * @param rows - by date, those of a day in the order they were stored
 * @returns none when no day has a value
 */
export function rowsToWindow(rows: readonly StoreRow[]): Option.Option<TimeSeries> {
  const days = new Map<LocalDate, number>();
  for (const row of rows) addDay(days, row);
  return toWindow(days);
}

// Rows of a day come oldest first, so the newest decides: a value, or none where its outcome is none.
function addDay(days: Map<LocalDate, number> | undefined, row: StoreRow): void {
  // The database gave back a date that was checked.
  const date = textColumn(row, "date") as LocalDate;
  const value = rowToValue(row);
  if (value === undefined) days?.delete(date);
  else days?.set(date, value);
}

function toWindow(days: TimeSeries): Option.Option<TimeSeries> {
  return days.size === 0 ? Option.none() : Option.some(days);
}

function requestToTuple(request: WindowRequest, index: number): Statement {
  requireAsked(request);
  const { spec, key, dataset, lag, window } = request;
  const { metric_type, parameters, spec_hash } = specColumns(spec);
  const tags = tagsIdentity(key.tags);
  const [from, until] = key.range(lag, window);
  return sql`(CAST(${index} AS integer), ${dataset}, ${spec_hash}, ${canonicalHash(tags)}, ${metric_type}, ${parameters}, ${tags}, ${from}, ${until})`;
}

// CROSS JOIN, since SQLite takes it as the order to look at the requests first and seek for each.
function selectWindows(
  tables: StoreTables,
  requests: readonly Statement[],
  executionId: ExecutionId,
  now: number,
): Statement {
  return sql`WITH asked (request, dataset, spec_hash, tags_hash, metric_type, parameters, tags, first_day, last_day) AS (VALUES ${join(requests)}) SELECT asked.request, m.date, m.value, m.negative_zero FROM asked CROSS JOIN ${tables.metric} m WHERE m.execution_id = ${executionId} AND m.dataset = asked.dataset AND m.spec_hash = asked.spec_hash AND m.tags_hash = asked.tags_hash AND m.date BETWEEN asked.first_day AND asked.last_day AND m.metric_type = asked.metric_type AND m.parameters = asked.parameters AND m.tags = asked.tags AND (m.expires_at IS NULL OR m.expires_at > ${now}) ORDER BY asked.request, m.date, m.seq`;
}
