import { join } from "node:path";
import { ExecutionId } from "@dqx/common";
import * as Option from "effect/Option";
import { DataSource, type QueryRunner } from "typeorm";
import { afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import { driverOf } from "../src/database/drivers/known-drivers.js";
import { endStatuses } from "../src/executions/execution.js";
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

  it.each(storeMigrations.slice(0, -1).map((_, index) => index + 1))(
    "of version %i gives back all that it held when it is brought up to date",
    async (version) => {
      const db = await openStore();
      const { metadata, key, spec } = sampleMetric();
      const doubles = [-0, 0, 0.1, -5e-324, Number.MAX_VALUE];
      await db.persist(
        doubles.map((value, index) =>
          sampleMetric({ dataset: `d${index}`, value, state: Uint8Array.of(index, 255) }),
        ),
      );
      const result = {
        check: "orders",
        assertion: "has rows",
        severity: "P1",
        status: "FAILED",
        value: 3,
        expression: "numRows()",
        tags: { team: "a" },
      } as const;
      for (const status of [...endStatuses, undefined]) {
        const executionId = ExecutionId(status ?? "RUNNING");
        await db.recordExecution({ executionId, suite: "nightly", key });
        if (status !== undefined) await db.finishExecution(executionId, status, [result], { version: 1 });
      }
      const failed = { kind: "failed", reason: "column 'price' holds text" } as const;
      const { value: _, ...absent } = sampleMetric({ dataset: "absent" });
      await db.persist([{ ...absent, outcome: failed }]);
      const metrics = await db.getByExecutionId(metadata.executionId);
      const queryRunner = place.dataSource.createQueryRunner();
      const statuses = async (): Promise<unknown> =>
        (
          await queryRunner.query(
            `SELECT DISTINCT status FROM ${place.table("dq_execution")} WHERE status IS NOT NULL ORDER BY status`,
          )
        ).map((row: { readonly status: unknown }) => row.status);

      await takeBack(place, queryRunner, storeMigrations.slice(version));
      await queryRunner.query(`DELETE FROM ${place.table("dq_migration")} WHERE version > ${version}`);
      // Earlier releases know neither interrupted runs nor what has no value.
      expect(await statuses()).toEqual(["empty", "error", "failed", "passed", "running"]);
      expect(await count(place, "dq_metric")).toBe(doubles.length);
      await queryRunner.release();
      const upgraded = await openStore();

      expect(await upgraded.getByExecutionId(metadata.executionId)).toEqual(metrics);
      expect((await upgraded.getByExecutionId(metadata.executionId)).map(({ value }) => value)).toEqual(
        doubles,
      );
      const standing = Object.fromEntries(
        (await upgraded.listExecutions({ suite: "nightly" })).executions.map(({ executionId, status }) => [
          executionId,
          status,
        ]),
      );
      expect(standing).toEqual({
        PASSED: "PASSED",
        FAILED: "FAILED",
        ERROR: "ERROR",
        EMPTY: "EMPTY",
        INTERRUPTED: "ERROR",
        RUNNING: "ABANDONED",
      });
      expect(await upgraded.getResults(ExecutionId("FAILED"))).toEqual([result]);
      // The counter goes on behind what was there.
      await upgraded.persist([sampleMetric({ dataset: "d0", value: 7 })]);
      expect(await upgraded.getMetricValue(spec, key, "d0", metadata.executionId)).toEqual(Option.some(7));
    },
  );

  it("lets a row have a value if, and only if, its outcome is one", async () => {
    const db = await openStore();
    await db.persist([sampleMetric()]);
    const table = place.table("dq_metric");

    for (const change of ["value = NULL", "outcome = 'failed'"]) {
      await expect(place.dataSource.query(`UPDATE ${table} SET ${change}`)).rejects.toThrow(
        "dq_metric_value",
      );
    }
    await place.dataSource.query(`UPDATE ${table} SET value = NULL, outcome = 'failed', reason = 'x'`);
  });

  it("is brought up to date beside a view of somebody's own", async () => {
    await openStore();
    const queryRunner = place.dataSource.createQueryRunner();
    await takeBack(place, queryRunner, storeMigrations.slice(4));
    await queryRunner.query(`DELETE FROM ${place.table("dq_migration")} WHERE version > 4`);
    await queryRunner.query(
      `CREATE VIEW ${place.table("my_view")} AS SELECT value FROM ${place.table("dq_metric")}`,
    );
    await queryRunner.release();

    await (await openStore()).persist([sampleMetric()]);

    expect(await place.dataSource.query(`SELECT value FROM ${place.table("my_view")}`)).toEqual([
      { value: 10 },
    ]);
  });

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
