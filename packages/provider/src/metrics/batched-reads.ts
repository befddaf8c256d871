import { createRequire } from "node:module";
import { type ExecutionId, Option, type TimeSeries } from "@dqx/common";
import type { MetricReader } from "@dqx/compute";
import type { MetricStore, WindowRequest } from "@dqx/orm";

/** A window of one execution. */
interface ScopedRead {
  readonly request: WindowRequest;
  readonly executionId: ExecutionId;
}

/**
 * Reads that are asked for at the same time go to the store together, so that a hundred metrics retrieved with
 * `Promise.all` cost one query. Nothing is kept: a read asked for later is a query of its own.
 *
 * @param db - the store
 * @returns its reads; each passes the execution id on that it was given
 */
export function batchedReads(db: MetricStore): MetricReader {
  // Loaded for the first provider: whoever imports a package of DQX only for its types or checks does without it.
  const DataLoader: typeof import("dataloader") = createRequire(import.meta.url)("dataloader");
  const loader = new DataLoader<ScopedRead, Option.Option<TimeSeries>>((reads) => readTogether(db, reads), {
    cache: false,
  });
  return {
    async getMetricValue(spec, key, dataset, executionId) {
      const day = await loader.load({ request: { spec, key, dataset, lag: 0, window: 1 }, executionId });
      return Option.flatMap(day, (series) => Option.fromNullable(series.get(key.date)));
    },
    getMetricWindow(spec, key, lag, window, dataset, executionId) {
      return loader.load({ request: { spec, key, dataset, lag, window }, executionId });
    },
  };
}

async function readTogether(
  db: MetricStore,
  reads: readonly ScopedRead[],
): Promise<readonly Option.Option<TimeSeries>[]> {
  const found = new Map<ScopedRead, Option.Option<TimeSeries>>();
  for (const executionId of new Set(reads.map((read) => read.executionId))) {
    const own = reads.filter((read) => read.executionId === executionId);
    const windows = await db.getMetricWindows(
      own.map(({ request }) => request),
      executionId,
    );
    for (const [index, read] of own.entries()) found.set(read, windows[index] ?? Option.none());
  }
  return reads.map((read) => found.get(read) ?? Option.none());
}
