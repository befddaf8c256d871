import { rm } from "node:fs/promises";
import { join } from "node:path";
import { DataSource, type DataSourceOptions } from "typeorm";
import { expect, inject, it } from "vitest";
import { MetricDB, type StoreSettings } from "../src/index.js";
import { sampleMetric } from "../src/testing/fixture/sample-metric.js";
import { type KilledWriter, startWriter } from "./support/kill-while-persisting.js";
import { driversHere, sqliteOptions } from "./support/sqlite-drivers.js";
import { temporaryDirectory } from "./support/temporary-directory.js";

const directory = temporaryDirectory();
/** How often a writer is killed, on each database; `DQX_KILLS=100` for the full test. */
const KILLS = process.env.DQX_KILLS === undefined ? undefined : Number(process.env.DQX_KILLS);
const SIZE = 1_500;
/** So many rows that another thread copies their log, where the driver runs statements in this one. */
const LARGE = 6_000;
const schema = `killed_${process.pid}`;

interface Database {
  readonly name: string;
  readonly missing?: boolean;
  readonly settings: StoreSettings;
  /** How many metrics a batch has. */
  readonly size: number;
  /** How often a writer is killed: in CI, and else. */
  readonly kills: number;
  location(): string;
  /** The database for SQL of the test's own. */
  readonly options: () => DataSourceOptions;
  /** The table of metrics in it. */
  readonly table: string;
  /** Looks for damage. */
  inspect?(database: DataSource): Promise<void>;
  /** Makes place for the next store. */
  remove(database: DataSource): Promise<void>;
}

const files = driversHere.flatMap(({ name, title, missing, driver }, index) => [
  { name, title, missing, size: SIZE, kills: KILLS ?? (index === 0 ? 3 : 1) },
  ...(driver.runsInThread
    ? [
        {
          name,
          title: `${title}, in large batches`,
          missing,
          size: LARGE,
          kills: Math.ceil((KILLS ?? 1) / 10),
        },
      ]
    : []),
]);

const databases: readonly Database[] = [
  ...files.map(({ name, title, missing, size, kills }, index) => {
    const file = join(directory, `killed-${index}.db`);
    return {
      name: `a SQLite file of ${title}`,
      missing,
      size,
      kills,
      settings: { driver: name },
      location: () => `sqlite:${file}`,
      options: () => sqliteOptions(file),
      table: "dq_metric",
      async inspect(database: DataSource) {
        expect(await database.query("PRAGMA integrity_check")).toEqual([{ integrity_check: "ok" }]);
        expect(await database.query("PRAGMA foreign_key_check")).toEqual([]);
      },
      async remove(database: DataSource) {
        await database.destroy();
        for (const suffix of ["", "-wal", "-shm"]) await rm(file + suffix, { force: true });
      },
    };
  }),
  {
    name: "PostgreSQL",
    size: SIZE,
    kills: KILLS ?? 1,
    settings: { schema },
    location: () => inject("postgres"),
    options: () => ({ type: "postgres", url: inject("postgres") }),
    table: `"${schema}".dq_metric`,
    async remove(database) {
      await database.query(`DROP SCHEMA "${schema}" CASCADE`);
      await database.destroy();
    },
  },
];

// Much of a kill is a wait for a process that begins, so that several databases take as long as one.
it.concurrent.for(databases)(
  "leaves a batch whole or not at all in $name when the process is killed while it persists",
  { timeout: 60_000 + (KILLS ?? 3) * 10_000 },
  async (database, { annotate, skip }) => {
    const { size, kills, location, settings, missing = false } = database;
    skip(missing, "its driver is not to be had here");
    const writers: KilledWriter[] = [];
    let unacknowledged = 0;
    const started = performance.now();
    let next = startWriter(location(), settings, size);
    for (let kill = 0; kill < kills; kill++) {
      using current = next;
      const writer = await current.killWhilePersisting(Math.random() * 400);
      writers.push(writer);
      const { acknowledged } = writer;
      if (kill + 1 < kills) next = startWriter(location(), settings, size);

      await using db = await MetricDB.open(location(), settings);
      const inspection = await new DataSource(database.options()).initialize();
      const stored = await sizesOf(inspection, database.table);
      // The one under way may have been committed before anybody was told.
      const isWhole = stored.has(`batch-${acknowledged}`);
      const batches = Array.from(
        { length: acknowledged + (isWhole ? 1 : 0) },
        (_, batch) => `batch-${batch}`,
      );
      expect(stored).toEqual(new Map(batches.map((batch) => [batch, size])));
      if (isWhole) unacknowledged += 1;

      // So the writer's successor sends it again.
      await db.persist(batchOf(`batch-${acknowledged}`, size), { batchId: "only" });
      expect((await db.stats()).metrics).toBe((acknowledged + 1) * size);
      await db.close();
      await database.inspect?.(inspection);
      await database.remove(inspection);
    }

    const seconds = ((performance.now() - started) / 1_000).toFixed(0);
    const acknowledged = writers.reduce((sum, writer) => sum + writer.acknowledged, 0);
    const at = (place: KilledWriter["place"]) => writers.filter((writer) => writer.place === place).length;
    await annotate(
      `${kills} kills: ${at("in a transaction")} in a transaction, ${at("while committing")} while committing, ` +
        `${at("between two")} between two; all of ${acknowledged} acknowledged batches (${acknowledged * size} metrics) ` +
        `were there; of those under way ${unacknowledged} whole, the others not at all; ${seconds} s`,
    );
  },
);

function batchOf(executionId: string, size: number) {
  return Array.from({ length: size }, (_, value) =>
    sampleMetric({ executionId, dataset: `d${value}`, value }),
  );
}

/** How many metrics each execution has. */
async function sizesOf(database: DataSource, table: string): Promise<ReadonlyMap<string, number>> {
  const rows: readonly { readonly id: string; readonly size: string | number }[] = await database.query(
    `SELECT execution_id AS id, count(*) AS size FROM ${table} GROUP BY execution_id`,
  );
  return new Map(rows.map(({ id, size }) => [id, Number(size)]));
}
