import { join } from "node:path";
import { DataSource, type QueryRunner } from "typeorm";
import { afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import { driverOf } from "../src/database/drivers/known-drivers.js";
import { MetricDB, type StoreSettings } from "../src/index.js";
import type { StoreMigration } from "../src/schema/migrations/store-migration.js";
import { storeMigrations } from "../src/schema/migrations/store-migrations.js";
import { sampleMetric } from "../src/testing/fixture/sample-metric.js";
import { backends, type Place } from "./support/backends.js";
import { sqliteOptions } from "./support/sqlite-drivers.js";
import { temporaryDirectory } from "./support/temporary-directory.js";

const directory = temporaryDirectory();
const latest = storeMigrations.length;

describe.each(backends)("the schema on %s", (_, open) => {
  let place: Place;
  beforeEach(async () => {
    place = await open();
  });
  afterEach(() => place.dataSource.destroy());

  const openStore = () => MetricDB.open(place.dataSource, place.settings);

  it("that the migrations make is the one that the entities say", async () => {
    await openStore();

    const { upQueries } = await place.dataSource.driver.createSchemaBuilder().log();

    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });

  it("is taken away again by the migrations in reverse, with data in it", async () => {
    const db = await openStore();
    await db.persist([sampleMetric()]);
    const queryRunner = place.dataSource.createQueryRunner();

    await takeBack(place, queryRunner, storeMigrations);

    const prefix = place.naming.schema === undefined ? "" : `${place.naming.schema}.`;
    for (const name of ["dq_batch", "dq_execution", "dq_metric", "dq_result"]) {
      expect(await queryRunner.hasTable(`${prefix}a_${name}`)).toBe(false);
    }
    await queryRunner.release();
  });

  it("is made once, and left alone by the next open", async () => {
    await openStore();
    await openStore();

    expect(
      await place.dataSource.query(
        `SELECT version, name FROM ${place.table("dq_migration")} WHERE version = 1`,
      ),
    ).toEqual([{ version: 1, name: "create-tables" }]);
    expect(await count(place, "dq_migration")).toBe(latest);
  });

  it("that is newer than this release is refused, and stays as it is", async () => {
    await openStore();
    await place.dataSource.query(
      `INSERT INTO ${place.table("dq_migration")} (version, name, applied_at) VALUES (99, 'later', 0)`,
    );

    await expect(openStore()).rejects.toMatchObject({
      reason: "schema",
      message: expect.stringContaining(
        `The store's schema has version 99; this release of @dqx/orm reads up to ${latest}.`,
      ),
    });
    expect(await count(place, "dq_migration")).toBe(latest + 1);
  });

  it.each(storeMigrations.map((_, index) => index + 1))(
    "of version %i is brought up to date with the data in it",
    async (version) => {
      const queryRunner = place.dataSource.createQueryRunner();
      const db = await openStore();
      await db.persist([sampleMetric()]);
      await takeBack(place, queryRunner, storeMigrations.slice(version));
      await queryRunner.query(`DELETE FROM ${place.table("dq_migration")} WHERE version > ${version}`);
      await queryRunner.release();

      const upgraded = await openStore();

      const { spec, dataset, key, metadata } = sampleMetric();
      expect(await upgraded.getByExecutionId(metadata.executionId)).toHaveLength(1);
      const day = { from: key.date, until: key.date };
      expect(await upgraded.history(spec, dataset, key.tags, day)).toHaveLength(1);
      await upgraded.persist([sampleMetric({ value: 11 })], { batchId: "after" });
      expect(await count(place, "dq_metric")).toBe(2);
      expect(await count(place, "dq_migration")).toBe(latest);
    },
  );

  it("is left to teams that migrate themselves, who get the SQL", async () => {
    const settings = { ...place.settings, migrate: false };
    await expect(MetricDB.open(place.dataSource, settings)).rejects.toMatchObject({
      reason: "schema",
      message: expect.stringContaining("migrate is false. Run what MetricDB.pendingSql() gives"),
    });

    const statements = await MetricDB.pendingSql(place.dataSource, settings);
    expect(statements.join("\n")).toMatch(
      /CREATE TABLE .*a_dq_metric[\s\S]*CREATE INDEX "a_dq_metric_lookup"/,
    );
    for (const statement of statements) await place.dataSource.query(statement);

    const db = await MetricDB.open(place.dataSource, settings);
    await db.persist([sampleMetric()]);
    expect(await MetricDB.pendingSql(place.dataSource, settings)).toEqual([]);
    expect(await count(place, "dq_metric")).toBe(1);
  });

  it("is made whole by the next open when its making was interrupted", async () => {
    // The last table is in the way, so that the migration fails after it has made the others.
    if (place.naming.schema !== undefined)
      await place.dataSource.query(`CREATE SCHEMA "${place.naming.schema}"`);
    await place.dataSource.query(`CREATE TABLE ${place.table("dq_result")} (x integer)`);
    await expect(openStore()).rejects.toThrow("dq_result");
    await place.dataSource.query(`DROP TABLE ${place.table("dq_result")}`);

    const db = await openStore();
    await db.persist([sampleMetric()]);

    expect(await count(place, "dq_metric")).toBe(1);
  });
});

describe("a new database that many open at once", () => {
  const places: readonly (readonly [name: string, location: () => string, settings: StoreSettings])[] = [
    ["a SQLite file", () => `sqlite:${join(directory, "contended.db")}`, {}],
    ["PostgreSQL", () => inject("postgres"), { schema: `contended_${process.pid}` }],
  ];
  it.each(places)("has its schema made once: %s", async (_, location, settings) => {
    const stores = await Promise.all(Array.from({ length: 8 }, () => MetricDB.open(location(), settings)));

    await Promise.all(
      stores.map((db, index) => db.persist([sampleMetric({ executionId: `exec-${index}` })])),
    );

    const [reader] = stores;
    for (const index of stores.keys()) {
      expect(
        await reader?.getByExecutionId(sampleMetric({ executionId: `exec-${index}` }).metadata.executionId),
      ).toHaveLength(1);
    }
    for (const db of stores) await db.close();
  });
});

describe("a schema where there are none", () => {
  it("is refused", async () => {
    await expect(MetricDB.open("sqlite::memory:", { schema: "team" })).rejects.toThrow(
      `${sqliteOptions("").type} has no schemas, so the tables cannot be in 'team'. Give a tablePrefix instead.`,
    );
    const dataSource = new DataSource(sqliteOptions(":memory:"));
    await expect(MetricDB.open(await dataSource.initialize(), { schema: "a.b" })).rejects.toThrow(
      '"a.b" is no schema.',
    );
    await dataSource.destroy();
  });
});

async function count(place: Place, table: string): Promise<number> {
  const [row]: readonly { readonly n: unknown }[] = await place.dataSource.query(
    `SELECT count(*) AS n FROM ${place.table(table)}`,
  );
  return Number(row?.n);
}

async function takeBack(
  { dataSource, naming }: Place,
  queryRunner: QueryRunner,
  migrations: readonly StoreMigration[],
): Promise<void> {
  const driver = driverOf(dataSource.options.type);
  for (const makeMigration of migrations.toReversed()) {
    const statements = await makeMigration(driver, naming).down(queryRunner);
    for (const statement of statements) await queryRunner.query(statement);
  }
}
