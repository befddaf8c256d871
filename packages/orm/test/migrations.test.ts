import { join } from "node:path";
import { DataSource } from "typeorm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sqlite } from "../src/drivers/sqlite.js";
import { MetricDB, MetricStoreError, storeEntities } from "../src/index.js";
import { storeMigrations } from "../src/migrations/store-migrations.js";
import { sampleMetric } from "../src/testing/sample-metric.js";
import { temporaryDirectory } from "./support/temporary-directory.js";

const directory = await temporaryDirectory();

describe("the schema", () => {
  let dataSource: DataSource;
  beforeEach(async () => {
    const entities = await storeEntities("sqlite");
    dataSource = await new DataSource({
      type: "sqlite",
      database: ":memory:",
      entities: [...entities],
    }).initialize();
  });
  afterEach(() => dataSource.destroy());

  it("that the migrations make is the one that the entities say", async () => {
    await MetricDB.open(dataSource);

    const { upQueries } = await dataSource.driver.createSchemaBuilder().log();

    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });

  it("is taken away again by the migrations in reverse, with data in it", async () => {
    const db = await MetricDB.open(dataSource);
    await db.persist([sampleMetric()]);
    const queryRunner = dataSource.createQueryRunner();

    for (const makeMigration of storeMigrations.toReversed()) {
      await makeMigration(sqlite, { prefix: "" }).down(queryRunner);
    }

    expect(await tables(dataSource)).toEqual(["dq_migration"]);
  });

  it("is made once, and left alone by the next open", async () => {
    await MetricDB.open(dataSource);
    await MetricDB.open(dataSource);

    expect(await dataSource.query("SELECT version, name FROM dq_migration")).toEqual([
      { version: 1, name: "create-tables" },
    ]);
    expect(await tables(dataSource)).toEqual(["dq_execution", "dq_metric", "dq_migration", "dq_result"]);
  });

  it("that is newer than this release is refused, and stays as it is", async () => {
    await MetricDB.open(dataSource);
    await dataSource.query("INSERT INTO dq_migration (version, name, applied_at) VALUES (99, 'later', 0)");

    const attempt = MetricDB.open(dataSource);

    await expect(attempt).rejects.toThrow(MetricStoreError);
    await expect(attempt).rejects.toThrow(
      "The store's schema has version 99; this release of @dqx/orm reads up to 1.",
    );
  });

  it("is made once when many open a new file at once", async () => {
    const url = `sqlite:${join(directory, "contended.db")}`;

    const stores = await Promise.all(Array.from({ length: 8 }, () => MetricDB.open(url)));

    await Promise.all(
      stores.map((db, index) => db.persist([sampleMetric({ executionId: `exec-${index}` })])),
    );
    for (const db of stores) await db.close();
    const file = await new DataSource({
      type: "sqlite",
      database: join(directory, "contended.db"),
    }).initialize();
    expect(await file.query("SELECT count(*) AS n FROM dq_migration")).toEqual([{ n: 1 }]);
    expect(await file.query("SELECT count(*) AS n FROM dq_execution")).toEqual([{ n: 8 }]);
    await file.destroy();
  });
});

async function tables(dataSource: DataSource): Promise<readonly string[]> {
  const rows: readonly { readonly name: string }[] = await dataSource.query(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'dq%' ORDER BY name",
  );
  return rows.map(({ name }) => name);
}
