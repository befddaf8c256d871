import { ExecutionId } from "@dqx/common";
import { MetricDB } from "@dqx/orm";
import { PostgresServer } from "@dqx/test-support/postgres-server";
import * as Option from "effect/Option";
import type { BenchRow, Comparison } from "../bench-row.js";
import { executionOf, type LargeStore, makePostgresStore, makeSqliteStore, sizeOf } from "../large-store.js";
import { type Contestant, interleave } from "../measure.js";
import type { RawDatabase, RawValue } from "../raw-database.js";
import { RawPostgres } from "../raw-postgres.js";
import { RawSqlite } from "../raw-sqlite.js";
import { DATASET, dayOf, SPECS } from "../stored-metrics.js";

const DAYS = 365;
const STORE: LargeStore = { metrics: SPECS.length * DAYS, copies: 10, apart: "execution" };
const LAST_DAY = dayOf(DAYS - 1);
const EXECUTION = executionOf(4);

/** The windows of a hundred metrics, read at once, against the statement that one would write by hand. */
export const metricWindowsRow: BenchRow = {
  name: "metric-windows",
  async run(folder): Promise<readonly Comparison[]> {
    const path = `${folder}/windows.db`;
    await makeSqliteStore(path, STORE);
    await using sqlite = await RawSqlite.open(path);
    await using server = await PostgresServer.start();
    const url = await makePostgresStore(server, "windows", STORE);
    await using postgres = await RawPostgres.open(url);
    return [await compare("SQLite", `sqlite:${path}`, sqlite), await compare("PostgreSQL", url, postgres)];
  },
};

async function compare(database: string, location: string, raw: RawDatabase): Promise<Comparison> {
  await using db = await MetricDB.open(location);
  const rounds = { warmups: 2, rounds: 15 };
  const [baseline, ours] = await interleave([byHand(raw, await bindingsOf(raw)), byStore(db)], rounds);
  if (baseline === undefined || ours === undefined) throw new Error("Two timings.");
  const what = `${DAYS} days of ${SPECS.length} metrics at ${sizeOf(STORE)}, ${database}`;
  return { what, baseline, ours, bar: { kind: "atMost", times: 2 } };
}

function byStore(db: MetricDB): Contestant<void> {
  const requests = SPECS.map((spec) => ({ spec, key: LAST_DAY, dataset: DATASET, lag: 0, window: DAYS }));
  return {
    name: "getMetricWindows",
    async run() {
      const windows = await db.getMetricWindows(requests, ExecutionId(EXECUTION));
      requireAll(windows.map((window) => Option.getOrElse(window, () => new Map())));
    },
  };
}

/** What the statement by hand binds: hashes and tags as they are stored, and the days. */
interface Bindings {
  readonly hashes: readonly string[];
  readonly others: readonly RawValue[];
}

async function bindingsOf(raw: RawDatabase): Promise<Bindings> {
  const rows = await raw.all(
    `SELECT spec_hash, tags_hash, metric_name FROM dq_metric WHERE execution_id = '${EXECUTION}' AND date = '${LAST_DAY.date}'`,
  );
  const byName = new Map(rows.map((row) => [row.metric_name, row]));
  const hashes = SPECS.map(({ name }) => String(byName.get(name)?.spec_hash));
  const tagsHash = String(rows[0]?.tags_hash);
  return { hashes, others: [EXECUTION, DATASET, tagsHash, dayOf(0).date, LAST_DAY.date] };
}

function byHand(raw: RawDatabase, { hashes, others }: Bindings): Contestant<void> {
  const p = (index: number) => raw.placeholder(index);
  const list = hashes.map((_, index) => p(others.length + 1 + index)).join(", ");
  const select = `SELECT spec_hash, date, value FROM dq_metric
    WHERE execution_id = ${p(0)} AND dataset = ${p(1)} AND tags_hash = ${p(2)} AND date BETWEEN ${p(3)} AND ${p(4)}
      AND (expires_at IS NULL OR expires_at > ${p(5)}) AND spec_hash IN (${list}) ORDER BY spec_hash, date, seq`;
  return {
    name: "one select",
    async run() {
      const windows = new Map(hashes.map((hash) => [hash, new Map<string, number>()]));
      for (const row of await raw.all(select, [...others, Date.now(), ...hashes])) {
        windows.get(String(row.spec_hash))?.set(String(row.date), Number(row.value));
      }
      requireAll([...windows.values()]);
    },
  };
}

/** Both come to the same numbers: those that were stored, plus the number of the copy. */
function requireAll(windows: readonly ReadonlyMap<string, number>[]): void {
  for (const [index, window] of windows.entries()) {
    const last = window.get(LAST_DAY.date);
    if (window.size !== DAYS || last !== DAYS - 1 + index / 7 + 4) {
      throw new Error(`Window ${index} has ${window.size} days, the last with ${last}.`);
    }
  }
}
