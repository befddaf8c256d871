import { createHash } from "node:crypto";
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { MetricDB } from "@dqx/orm";
import type { PostgresServer } from "@dqx/test-support/postgres-server";
import type { RawDatabase } from "./raw-database.js";
import { RawPostgres } from "./raw-postgres.js";
import { RawSqlite } from "./raw-sqlite.js";
import { DATASET, storedMetrics } from "./stored-metrics.js";

/** What a large store holds: the metrics of {@link storedMetrics} and copies of them, written by the database. */
export interface LargeStore {
  /** How many metrics are stored by `persist`, in {@link executionOf} 0. */
  readonly metrics: number;
  /** How many times they are there. Copy n has their values plus n. */
  readonly copies: number;
  /** Where a copy is: in {@link executionOf} n, or beside the others in a dataset of its own. */
  readonly apart: "execution" | "dataset";
  /** Whether all have expired, one after the other in the order they were stored. */
  readonly expired?: boolean;
}

/** How many metrics it holds, for people. */
export function sizeOf({ metrics, copies }: LargeStore): string {
  return (metrics * copies).toLocaleString("en");
}

/** They must outlive the file, which is kept. */
const TTL_HOURS = 1e6;

/**
 * The execution of a copy.
 *
 * @param copy - counted from 0
 */
export function executionOf(copy: number): string {
  // A UUIDv7, as suites have them: in the order of the text too, so that the indexes grow at their end.
  return `019b0000-0000-7000-8000-${String(copy).padStart(12, "0")}`;
}

/**
 * A large SQLite store, made on first use and kept under `.data/` for as long as the schema stays what it is.
 *
 * @param store - what it holds
 * @returns the path of the file
 */
export async function keptSqliteStore(store: LargeStore): Promise<string> {
  const folder = fileURLToPath(new URL("../.data/", import.meta.url));
  mkdirSync(folder, { recursive: true });
  const schema = (await MetricDB.pendingSql("sqlite::memory:")).map((text) => text.replace(/\d{13}/, ""));
  const description = JSON.stringify([store, schema, insertOf(await metricColumns(), store)]);
  const version = createHash("sha256").update(description).digest("hex").slice(0, 8);
  const path = `${folder}metrics-${store.metrics * store.copies}-${version}.db`;
  if (existsSync(path)) return path;
  rmSync(`${path}.part`, { force: true });
  await makeSqliteStore(`${path}.part`, store);
  // Whole or not at all: a run that was stopped in the middle leaves no file of this name.
  renameSync(`${path}.part`, path);
  return path;
}

/**
 * Makes a large SQLite store.
 *
 * @param path - the file, which is not there yet
 * @param store - what it holds
 */
export async function makeSqliteStore(path: string, store: LargeStore): Promise<void> {
  await persistFirst(`sqlite:${path}`, store);
  await using raw = await RawSqlite.open(path);
  // Nobody else reads it yet, and a file that is half made is thrown away.
  for (const pragma of ["journal_mode = OFF", "synchronous = OFF", "cache_size = -400000"]) {
    await raw.all(`PRAGMA ${pragma}`);
  }
  await multiply(raw, store);
  await raw.all("ANALYZE");
}

/**
 * Makes a large PostgreSQL store in a database of its own.
 *
 * @param server - where
 * @param name - the database, which is not there yet
 * @param store - what it holds
 * @returns its URL
 */
export async function makePostgresStore(
  server: PostgresServer,
  name: string,
  store: LargeStore,
): Promise<string> {
  {
    await using admin = await RawPostgres.open(server.url);
    await admin.all(`CREATE DATABASE ${name}`);
  }
  const url = server.urlOf(name);
  await persistFirst(url, store);
  await using raw = await RawPostgres.open(url);
  await multiply(raw, store);
  await raw.all("VACUUM ANALYZE");
  await raw.all("CHECKPOINT");
  return url;
}

async function persistFirst(location: string, { metrics }: LargeStore): Promise<void> {
  await using db = await MetricDB.open(location);
  await db.persist(storedMetrics(metrics, executionOf(0), TTL_HOURS));
}

async function metricColumns(): Promise<readonly string[]> {
  const { storeEntities } = await import("@dqx/orm");
  const entity = (await storeEntities("sqlite")).find(({ options }) => options.name === "dq_metric");
  return Object.keys(entity?.options.columns ?? {}).filter((column) => column !== "seq");
}

function insertOf(columns: readonly string[], { apart, expired = false }: LargeStore): string {
  const changed: Readonly<Record<string, string>> = {
    value: "t.value + c.n",
    ...(apart === "dataset"
      ? { dataset: "c.dataset" }
      : { execution_id: "c.execution", meta: `replace(t.meta, '${executionOf(0)}', c.execution)` }),
    ...(expired && { expires_at: "c.n * 1000000 + t.seq" }),
  };
  const selected = columns.map((column) => changed[column] ?? `t.${column}`);
  return `INSERT INTO dq_metric (${columns.join(", ")}) SELECT ${selected.join(", ")} FROM copies c CROSS JOIN template t`;
}

async function multiply(raw: RawDatabase, store: LargeStore): Promise<void> {
  const copies = Array.from({ length: store.copies - 1 }, (_, index) => index + 1);
  const tuples = copies.map((copy) => `(${copy}, '${executionOf(copy)}', '${DATASET}-${copy}')`);
  await raw.all("BEGIN");
  await raw.all("CREATE TEMPORARY TABLE template AS SELECT * FROM dq_metric ORDER BY spec_hash, date");
  await raw.all("CREATE TEMPORARY TABLE copies (n integer, execution text, dataset text)");
  if (tuples.length > 0) await raw.all(`INSERT INTO copies VALUES ${tuples.join(", ")}`);
  if (store.apart === "execution") {
    await raw.all("INSERT INTO dq_execution (id, started_at) SELECT execution, 0 FROM copies ORDER BY n");
  }
  await raw.all(insertOf(await metricColumns(), store));
  if (store.expired) await raw.all("UPDATE dq_metric SET expires_at = seq WHERE expires_at > created_at");
  await raw.all("DROP TABLE copies");
  await raw.all("DROP TABLE template");
  await raw.all("COMMIT");
}
