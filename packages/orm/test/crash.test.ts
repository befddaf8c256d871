import { rm } from "node:fs/promises";
import { join } from "node:path";
import { ExecutionId } from "@dqx/common";
import { DataSource, type DataSourceOptions } from "typeorm";
import { expect, inject, it } from "vitest";
import { MetricDB, type StoreSettings } from "../src/index.js";
import { sampleMetric } from "../src/testing/fixture/sample-metric.js";
import { type KilledWriter, killWhilePersisting } from "./support/kill-while-persisting.js";
import { driversHere, sqliteOptions } from "./support/sqlite-drivers.js";
import { temporaryDirectory } from "./support/temporary-directory.js";

const directory = temporaryDirectory();
const file = join(directory, "killed.db");
/** How often a writer is killed, on each database; `DQX_KILLS=100` for the full test. */
const killsOf = (name: string) => Number(process.env.DQX_KILLS ?? (name === databases[0]?.name ? 3 : 1));
const SIZE = 1_500;
const schema = `killed_${process.pid}`;

interface Database {
  readonly name: string;
  readonly missing?: boolean;
  readonly settings: StoreSettings;
  location(): string;
  /** Looks for damage, by SQL of the test's own, and makes place for the next store. */
  inspectAndRemove(): Promise<void>;
}

const databases: readonly Database[] = [
  ...driversHere.map(({ name, title, missing }) => ({
    name: `a SQLite file of ${title}`,
    missing,
    settings: { driver: name },
    location: () => `sqlite:${file}`,
    async inspectAndRemove() {
      await withDatabase(sqliteOptions(file), async (database) => {
        expect(await database.query("PRAGMA integrity_check")).toEqual([{ integrity_check: "ok" }]);
        expect(await database.query("PRAGMA foreign_key_check")).toEqual([]);
      });
      for (const suffix of ["", "-wal", "-shm"]) await rm(file + suffix, { force: true });
    },
  })),
  {
    name: "PostgreSQL",
    settings: { schema },
    location: () => inject("postgres"),
    inspectAndRemove: () =>
      withDatabase({ type: "postgres", url: inject("postgres") }, (database) =>
        database.query(`DROP SCHEMA "${schema}" CASCADE`),
      ),
  },
];

it.for(databases)(
  "leaves a batch whole or not at all in $name when the process is killed while it persists",
  { timeout: 60_000 + Number(process.env.DQX_KILLS ?? 3) * 10_000 },
  async ({ name, location, settings, inspectAndRemove, missing = false }, { annotate, skip }) => {
    skip(missing, "its driver is not to be had here");
    const kills = killsOf(name);
    const writers: KilledWriter[] = [];
    let unacknowledged = 0;
    const started = performance.now();
    for (let kill = 0; kill < kills; kill++) {
      const writer = await killWhilePersisting(location(), settings, SIZE, Math.random() * 400);
      writers.push(writer);
      const { acknowledged } = writer;

      await using db = await MetricDB.open(location(), settings);
      const sizes: number[] = [];
      for (let batch = 0; batch <= acknowledged; batch++) {
        sizes.push((await db.getByExecutionId(ExecutionId(`batch-${batch}`))).length);
      }
      expect(sizes.slice(0, -1)).toEqual(Array.from({ length: acknowledged }, () => SIZE));
      // The last one was under way: it may have been committed before anybody was told.
      expect([0, SIZE]).toContain(sizes.at(-1));
      if (sizes.at(-1) === SIZE) unacknowledged += 1;

      // So the writer's successor sends it again.
      await db.persist(batchOf(`batch-${acknowledged}`), { batchId: "only" });
      expect((await db.stats()).metrics).toBe((acknowledged + 1) * SIZE);
      await db.close();
      await inspectAndRemove();
    }

    const seconds = ((performance.now() - started) / 1_000).toFixed(0);
    const acknowledged = writers.reduce((sum, writer) => sum + writer.acknowledged, 0);
    const at = (place: KilledWriter["place"]) => writers.filter((writer) => writer.place === place).length;
    await annotate(
      `${kills} kills: ${at("in a transaction")} in a transaction, ${at("while committing")} while committing, ` +
        `${at("between two")} between two; all of ${acknowledged} acknowledged batches (${acknowledged * SIZE} metrics) ` +
        `were there; of those under way ${unacknowledged} whole, the others not at all; ${seconds} s`,
    );
  },
);

function batchOf(executionId: string) {
  return Array.from({ length: SIZE }, (_, value) =>
    sampleMetric({ executionId, dataset: `d${value}`, value }),
  );
}

async function withDatabase(
  options: DataSourceOptions,
  work: (database: DataSource) => Promise<unknown>,
): Promise<void> {
  const database = await new DataSource(options).initialize();
  await work(database);
  await database.destroy();
}
