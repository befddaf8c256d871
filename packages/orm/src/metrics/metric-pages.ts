import { ExecutionId, requireKnownOptions } from "@dqx/common";
import type { StoreConnection } from "../database/store-connection.js";
import { cursorPlace, requirePageSize } from "../sql/page-cursor.js";
import { numberColumn } from "../sql/store-row.js";
import type { Metric } from "./metric.js";
import { selectExecution } from "./metric-reads.js";
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
  requireKnownOptions("getPage", request, ["limit", "cursor"]);
  const { limit = DEFAULT_LIMIT, cursor } = request;
  const size = requirePageSize("limit", limit);
  const rows = await connection.query(
    selectExecution(connection.tables, ExecutionId(executionId), connection.now(), {
      range: { after: cursorPlace(cursor, 0), limit: size + 1 },
    }),
  );
  const page = rows.slice(0, size);
  const last = page.at(-1);
  return {
    metrics: page.map(rowToMetric),
    ...(rows.length > size && last !== undefined && { cursor: String(numberColumn(last, "seq")) }),
  };
}

/** An execution's metrics one by one, with a page of them in memory. */
export async function* streamPages(
  connection: StoreConnection,
  executionId: ExecutionId,
  options: StreamOptions,
): AsyncGenerator<Metric, void, void> {
  requireKnownOptions("streamMetrics", options, ["batchSize", "signal"]);
  const { batchSize = DEFAULT_LIMIT, signal } = options;
  let request: MetricPageRequest = { limit: requirePageSize("batchSize", batchSize) };
  for (;;) {
    signal?.throwIfAborted();
    const { metrics, cursor } = await readPage(connection, executionId, request);
    yield* metrics;
    if (cursor === undefined) return;
    request = { ...request, cursor };
  }
}
