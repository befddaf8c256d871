import { MetricDB } from "@dqx/orm";
import { PostgresServer } from "@dqx/test-support/postgres-server";
import type { BenchRow, Comparison } from "../bench-row.js";
import { insertRows, rowsOf, summaryOf } from "../insert-rows.js";
import { interleave } from "../measure.js";
import { RawPostgres } from "../raw-postgres.js";
import { storedMetrics } from "../stored-metrics.js";

const COUNT = 100_000;

/** `persist` of 100,000 metrics on PostgreSQL against the same rows inserted with the bare driver. */
export const persistPostgresRow: BenchRow = {
  name: "persist-postgres",
  async run(folder): Promise<readonly Comparison[]> {
    const metrics = storedMetrics(COUNT, "exec-1");
    const rows = await rowsOf(`${folder}/rows.db`, metrics);
    await using server = await PostgresServer.start();
    await using db = await MetricDB.open(server.url);
    await using raw = await RawPostgres.open(server.url);

    const summaries = new Set<string>();
    // Empty tables for both, and no checkpoint of the other's rows while one is timed.
    const prepare = async () => {
      summaries.add(await summaryOf(raw));
      await raw.all("TRUNCATE dq_execution CASCADE");
      await raw.all("CHECKPOINT");
    };
    const byDriver = { name: "pg", prepare, run: () => insertRows(raw, "exec-1", rows) };
    const byStore = { name: "persist", prepare, run: () => db.persist(metrics) };
    const [baseline, ours] = await interleave([byDriver, byStore], { warmups: 1, rounds: 3 });
    if (baseline === undefined || ours === undefined) throw new Error("Two timings.");
    await prepare();
    // That of the table before the first round, and one of all that came after.
    if (summaries.size !== 2) throw new Error(`Not the same rows: ${[...summaries].join(", ")}.`);
    const what = `persist ${COUNT.toLocaleString("en")} metrics on PostgreSQL`;
    return [{ what, baseline, ours, bar: { kind: "atMost", times: 2 } }];
  },
};
