import { copyFile } from "node:fs/promises";
import { MetricDB } from "@dqx/orm";
import { PostgresServer } from "@dqx/test-support/postgres-server";
import type { BenchRow, Comparison } from "../bench-row.js";
import { type LargeStore, makePostgresStore, makeSqliteStore } from "../large-store.js";
import { measurement, median, quantile } from "../measure.js";
import { nodeProcess } from "../node-process.js";
import { RawPostgres } from "../raw-postgres.js";
import { storedMetrics } from "../stored-metrics.js";

const BATCH = 1000;
const ROUNDS = 3;
/** How often it is written before the collection begins, to see how long that takes by itself. */
const UNDISTURBED = 100;

/** All have expired. */
function expiredStore(toCollect: number): LargeStore {
  const metrics = 10_000;
  return { metrics, copies: toCollect / metrics, apart: "execution", expired: true };
}

/** How long another process waits to write while expired rows are collected. */
export const collectExpiredRow: BenchRow = {
  name: "collect-expired",
  async run(folder, { full }): Promise<readonly Comparison[]> {
    const rows = full ? 1_000_000 : 200_000;
    return [...(await onSqlite(folder, rows)), ...(await onPostgres(rows))];
  },
};

async function onSqlite(folder: string, rows: number): Promise<readonly Comparison[]> {
  await makeSqliteStore(`${folder}/expired.db`, expiredStore(rows));
  return compare(rows, "SQLite", async (work) => {
    await copyFile(`${folder}/expired.db`, `${folder}/round.db`);
    return work(`sqlite:${folder}/round.db`);
  });
}

async function onPostgres(rows: number): Promise<readonly Comparison[]> {
  await using server = await PostgresServer.start();
  await makePostgresStore(server, "expired", expiredStore(rows));
  await using admin = await RawPostgres.open(server.url);
  return await compare(rows, "PostgreSQL", async (work) => {
    await admin.all("DROP DATABASE IF EXISTS round");
    await admin.all("CREATE DATABASE round TEMPLATE expired");
    await admin.all("CHECKPOINT");
    return work(server.urlOf("round"));
  });
}

/** How long batches took from their deletion to the end of their commit, and waits, in milliseconds. */
interface Round {
  readonly batches: readonly number[];
  readonly waits: readonly number[];
}

async function compare(
  toCollect: number,
  database: string,
  onCopy: (work: (location: string) => Promise<Round>) => Promise<Round>,
): Promise<readonly Comparison[]> {
  const rounds: Round[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    rounds.push(await onCopy((location) => oneRound(location, toCollect)));
  }
  const what = `a writer waits while ${toCollect.toLocaleString("en")} rows are collected, ${database}`;
  const shares = [
    { share: 1, name: "longest" },
    { share: 0.99, name: "99th percentile" },
  ];
  return shares.map(({ share, name }) => ({
    what: `${what}: ${name}`,
    baseline: measurement(
      `${name} batch`,
      "ms",
      rounds.map(({ batches }) => quantile(batches, share)),
    ),
    ours: measurement(
      name,
      "ms",
      rounds.map(({ waits }) => quantile(waits, share)),
    ),
    bar: { kind: "atMost", times: 1 },
  }));
}

async function oneRound(location: string, toCollect: number): Promise<Round> {
  await using db = await MetricDB.open(location);
  let alone = 0;
  const undisturbed = median(await writeUntil(db, () => ++alone > UNDISTURBED));
  let finished = false;
  const collecting = collect(location).finally(() => {
    finished = true;
  });
  const [{ collected, batches }, times] = await Promise.all([collecting, writeUntil(db, () => finished)]);
  if (collected !== toCollect) throw new Error(`${collected} rows were collected.`);
  return { batches, waits: times.map((time) => Math.max(0, time - undisturbed)) };
}

/** Collects in a process of its own, which notes when each batch's deletion and what comes after it are sent. */
async function collect(
  location: string,
): Promise<{ readonly collected: number; readonly batches: readonly number[] }> {
  const output = await nodeProcess(`
    import { MetricDB } from "@dqx/orm";
    const ignore = () => undefined;
    let began;
    const batches = [];
    const logQuery = (text) => {
      if (text.startsWith("DELETE")) began = performance.now();
      else if (text.startsWith("BEGIN") && began !== undefined) batches.push(performance.now() - began);
    };
    const logger = { logQuery, logQueryError: ignore, logQuerySlow: ignore, logSchemaBuild: ignore, logMigration: ignore, log: ignore };
    const db = await MetricDB.open(${JSON.stringify(location)}, { logger });
    const collected = await db.collectExpired({ batchSize: ${BATCH} });
    await db.close();
    console.log(JSON.stringify({ collected, batches }));`);
  return JSON.parse(output);
}

/** Writes a few metrics again and again, and tells how long each time took. */
async function writeUntil(db: MetricDB, isEnough: () => boolean): Promise<readonly number[]> {
  const metrics = storedMetrics(10, "writer");
  const times: number[] = [];
  while (!isEnough()) {
    times.push(await timed(() => db.persist(metrics)));
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  return times;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
