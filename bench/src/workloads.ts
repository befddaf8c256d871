import { rmSync } from "node:fs";
import { join } from "node:path";
import { type Check, check, VerificationSuite } from "@dqx/api";
import { ExecutionId, ResultKey } from "@dqx/common";
import { DuckDBDataSource, InMemoryDataSource } from "@dqx/duckdb";
import { MetricDB } from "@dqx/orm";
import { fiftyMetrics } from "./checks/fifty-metrics.js";
import { thirtyDays } from "./checks/thirty-days.js";
import { LAST_DAY } from "./order-columns.js";
import { DATASET, storedMetrics } from "./stored-metrics.js";

/** Where a work is done. */
interface Place {
  /** For files of its own. */
  readonly folder: string;
  /** The orders as a Parquet file. */
  readonly orders: string;
}

/** A work that can be done again and again. */
interface Workload {
  run(): Promise<unknown>;
  /** Readies another run; not timed. */
  prepare?(): Promise<void>;
}

const STORED = 20_000;
const LOOKUPS = 1000;

/** What two versions are compared by. Only what both have may be used here. */
export const workloads: Readonly<Record<string, (place: Place) => Promise<Workload>>> = {
  "fifty-metrics": (place) => suiteOnOrders(fiftyMetrics, place),
  "thirty-days": (place) => suiteOnOrders(thirtyDays, place),
  persist,
  lookups,
  assertions,
};

async function suiteOnOrders(one: Check, { folder, orders }: Place): Promise<Workload> {
  const db = await openStore(folder);
  const source = DuckDBDataSource.fromFiles({ name: "orders", files: orders, dateColumn: "day" });
  return { run: () => runSuite(one, db, source, LAST_DAY) };
}

async function persist({ folder }: Place): Promise<Workload> {
  const metrics = storedMetrics(STORED, "exec-1");
  let db: MetricDB | undefined;
  return {
    async prepare() {
      await db?.close();
      rmSync(join(folder, "metrics.db"), { force: true });
      db = await openStore(folder);
    },
    run: async () => db?.persist(metrics),
  };
}

async function lookups({ folder }: Place): Promise<Workload> {
  const metrics = storedMetrics(STORED, "exec-1");
  const db = await openStore(folder);
  await db.persist(metrics);
  const asked = Array.from({ length: LOOKUPS }, (_, index) => metrics[(index * 7919) % STORED]);
  return {
    async run() {
      for (const metric of asked) {
        if (metric === undefined) throw new Error("There is no such metric.");
        await db.getMetricValue(metric.spec, metric.key, DATASET, ExecutionId("exec-1"));
      }
    },
  };
}

async function assertions({ folder }: Place): Promise<Workload> {
  const names = Array.from({ length: 250 }, (_, column) => `c${column}`);
  const rows = Array.from({ length: 100 }, (_, row) => row);
  const columns = names.map((name, column) => [
    name,
    rows.map((row) => ((row * 31 + column * 17) % 101) / 4),
  ]);
  const source = InMemoryDataSource.fromColumns({ name: "wide", columns: Object.fromEntries(columns) });
  const db = await openStore(folder);
  const wide = check({ name: "wide" }, (mp, ctx) => {
    for (const name of names) {
      for (let bound = 1; bound <= 5; bound++) {
        for (const symbol of [
          mp.nullCount(name),
          mp.nanCount(name),
          mp.average(name),
          mp.sum(name),
          mp.minimum(name),
          mp.maximum(name),
          mp.variance(name),
          mp.countDistinct(name),
        ]) {
          ctx.assertThat(symbol).isGeq(-bound);
        }
      }
    }
  });
  return { run: () => runSuite(wide, db, source, LAST_DAY) };
}

// By TypeORM's options, which name the driver: it is the same for both.
function openStore(folder: string): Promise<MetricDB> {
  return MetricDB.open({ type: "sqlite", database: join(folder, "metrics.db") });
}

async function runSuite(
  one: Check,
  db: MetricDB,
  source: Parameters<VerificationSuite["run"]>[0][number],
  date: string,
): Promise<void> {
  const { counts } = await new VerificationSuite([one], db, { name: "bench" }).run(
    [source],
    new ResultKey(date),
  );
  if (counts.passed === 0 || counts.passed !== counts.planned) {
    throw new Error(`${counts.passed} of ${counts.planned} assertions passed.`);
  }
}
