import { PostgresServer } from "@dqx/test-support/postgres-server";
import type { BenchRow, Comparison } from "../bench-row.js";
import { executionOf, type LargeStore, makePostgresStore, makeSqliteStore, sizeOf } from "../large-store.js";
import { type Measurement, measurement } from "../measure.js";
import { nodeProcess } from "../node-process.js";

const SMALL: LargeStore = { metrics: 10_000, copies: 10, apart: "dataset" };
const LARGE: LargeStore = { ...SMALL, copies: 100 };
const ROUNDS = 2;

/** How much memory a process takes that streams an execution, of a hundred thousand metrics and of a million. */
export const streamMetricsRow: BenchRow = {
  name: "stream-metrics",
  async run(folder): Promise<readonly Comparison[]> {
    return [await onSqlite(folder), await onPostgres()];
  },
};

async function onSqlite(folder: string): Promise<Comparison> {
  const [small, large] = [`${folder}/small.db`, `${folder}/large.db`];
  await makeSqliteStore(small, SMALL);
  await makeSqliteStore(large, LARGE);
  return compare("SQLite", `sqlite:${small}`, `sqlite:${large}`);
}

async function onPostgres(): Promise<Comparison> {
  await using server = await PostgresServer.start();
  const small = await makePostgresStore(server, "small", SMALL);
  const large = await makePostgresStore(server, "large", LARGE);
  return await compare("PostgreSQL", small, large);
}

async function compare(database: string, small: string, large: string): Promise<Comparison> {
  const peaks: Record<"small" | "large", number[]> = { small: [], large: [] };
  for (let round = 0; round < ROUNDS; round++) {
    peaks.small.push(await peakOf(small, SMALL));
    peaks.large.push(await peakOf(large, LARGE));
  }
  const what = `peak memory above the start, streaming an execution of ${sizeOf(LARGE)} metrics, ${database}`;
  const [baseline, ours] = [peakMeasurement(SMALL, peaks.small), peakMeasurement(LARGE, peaks.large)];
  return { what, baseline, ours, bar: { kind: "atMost", times: 1.3 } };
}

function peakMeasurement(store: LargeStore, samples: readonly number[]): Measurement {
  return measurement(`${sizeOf(store)} metrics`, "MiB", samples);
}

// Not resourceUsage().maxRSS: on Linux it begins with that of the process that started this one.
/** In MiB, above what the process had when the store was open. */
async function peakOf(location: string, { metrics, copies }: LargeStore): Promise<number> {
  const output = await nodeProcess(
    `
      import { MetricDB } from "@dqx/orm";
      const db = await MetricDB.open(${JSON.stringify(location)});
      gc();
      const start = process.memoryUsage.rss();
      let [streamed, peak] = [0, start];
      for await (const metric of db.streamMetrics(${JSON.stringify(executionOf(0))})) {
        if (metric && streamed++ % 500 === 0) peak = Math.max(peak, process.memoryUsage.rss());
      }
      console.log(JSON.stringify([streamed, peak - start]));
      await db.close();`,
    ["--expose-gc"],
  );
  const [streamed, peak] = JSON.parse(output) as readonly [number, number];
  if (streamed !== metrics * copies) throw new Error(`${streamed} metrics were streamed.`);
  return peak / 2 ** 20;
}
