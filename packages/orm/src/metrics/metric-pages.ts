import { ExecutionId, requireKnownOptions } from "@dqx/common";
import type { StoreConnection } from "../database/store-connection.js";
import { cursorPlace, requirePageSize } from "../sql/page-cursor.js";
import { numberColumn, type StoreRow } from "../sql/store-row.js";
import type { Metric } from "./metric.js";
import { type RowRange, selectExecution } from "./metric-reads.js";
import { rowToMetric } from "./row-to-metric.js";

/** Which part of an execution's metrics is read. */
export interface MetricPageRequest {
  /** How many metrics at most, 1,000 by default, 10,000 at most. */
  readonly limit?: number;
  /** Where the page before ended. */
  readonly cursor?: string;
}

/** A part of an execution's metrics, in the order they were stored. */
export interface MetricPage {
  readonly metrics: readonly Metric[];
  /** Given to the next call; absent on the last page. */
  readonly cursor?: string;
}

/** How metrics are streamed. */
export interface StreamOptions {
  /** How many metrics are in memory at once, 1,000 by default, 10,000 at most. */
  readonly batchSize?: number;
  /** Ends the stream with its reason. */
  readonly signal?: AbortSignal;
}

const DEFAULT_LIMIT = 1_000;

/** A page of an execution's metrics: it seeks to where the page before ended, however far that is. */
export async function readPage(
  connection: StoreConnection,
  executionId: ExecutionId,
  request: MetricPageRequest,
): Promise<MetricPage> {
  const range = requirePage(request);
  const rows = await connection.query(
    selectExecution(connection.tables, ExecutionId(executionId), connection.now(), { range }),
  );
  return metricPage(rows, range);
}

/**
 * Checks which part of an execution's metrics is asked for.
 *
 * @param request - what was given
 * @returns where it begins, and one more than it may have, which tells whether it is the last
 * @throws `InvalidArgumentError` naming what of it is wrong
 */
export function requirePage(request: MetricPageRequest): RowRange {
  requireKnownOptions("getPage", request, ["limit", "cursor"]);
  const { limit = DEFAULT_LIMIT, cursor } = request;
  return { after: cursorPlace(cursor, 0), limit: requirePageSize("limit", limit) + 1 };
}

/**
 * A page of metrics.
 *
 * @param rows - what was found in a range
 * @param range - the range
 */
export function metricPage(rows: readonly StoreRow[], { limit }: RowRange): MetricPage {
  const page = rows.slice(0, limit - 1);
  const last = page.at(-1);
  return {
    metrics: page.map(rowToMetric),
    ...(rows.length === limit && last !== undefined && { cursor: String(numberColumn(last, "seq")) }),
  };
}

/**
 * An execution's metrics one by one, with a page of them in memory.
 *
 * @param read - reads a page of them
 * @param options - the size of a page, and a signal that ends the stream
 */
export async function* streamPages(
  read: (request: MetricPageRequest) => Promise<MetricPage>,
  options: StreamOptions,
): AsyncGenerator<Metric, void, void> {
  requireKnownOptions("streamMetrics", options, ["batchSize", "signal"]);
  const { batchSize = DEFAULT_LIMIT, signal } = options;
  let request: MetricPageRequest = { limit: requirePageSize("batchSize", batchSize) };
  for (;;) {
    signal?.throwIfAborted();
    const { metrics, cursor } = await read(request);
    yield* metrics;
    if (cursor === undefined) return;
    request = { ...request, cursor };
  }
}
