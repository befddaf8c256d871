import { existsSync } from "node:fs";
import { join } from "node:path";
import { ExecutionId, InvalidArgumentError } from "@dqx/common";
import * as Option from "effect/Option";
import { DataSource, type DataSourceOptions } from "typeorm";
import { describe, expect, it } from "vitest";
import { InMemoryMetricDB, MetricDB, MetricStoreError } from "../src/index.js";
import { sampleMetric, samplePrice } from "../src/testing/fixture/sample-metric.js";
import { sqliteOptions } from "./support/sqlite-drivers.js";
import { temporaryDirectory } from "./support/temporary-directory.js";

const directory = temporaryDirectory();
const executionId = ExecutionId("exec-1");
const { key } = sampleMetric();

describe("where a store is", () => {
  it("is a file, made with its directory when that is wanted, that keeps its metrics when it is closed", async () => {
    const url = `sqlite:${join(directory, "new", "er", "metrics.db")}`;
    const first = await MetricDB.open(url, { createDirectory: true });
    await first.persist([sampleMetric()]);
    await first.close();

    await using again = await MetricDB.open(url);

    expect(await again.getMetricValue(samplePrice, key, "orders", executionId)).toEqual(Option.some(10));
  });

  it.each<(database: string) => Parameters<typeof MetricDB.open>[0]>([
    (database) => `sqlite:${database}`,
    (database) => sqliteOptions(database),
  ])("is not made in a directory that is not there, which a misspelt path names", async (locationOf) => {
    const missing = join(directory, "metrcs");

    await expect(MetricDB.open(locationOf(join(missing, "2025", "metrics.db")))).rejects.toMatchObject({
      _tag: "MetricStoreError",
      reason: "unreachable",
      message: expect.stringMatching(/^There is no directory '[^']*metrcs' for .*createDirectory: true/),
    });
    expect(existsSync(missing)).toBe(false);
  });

  it("is memory that two stores do not share", async () => {
    await using one = await InMemoryMetricDB.open();
    await using other = await MetricDB.open("sqlite::memory:");
    await one.persist([sampleMetric()]);

    expect(await one.exists(executionId)).toBe(true);
    expect(await other.exists(executionId)).toBe(false);
  });

  it("is said by TypeORM's options, whose settings stay", async () => {
    const database = join(directory, "options.db");
    await using db = await MetricDB.open(sqliteOptions(database));
    await db.persist([sampleMetric()]);

    expect(await db.exists(executionId)).toBe(true);
  });

  it("is a data source of the consumer's own, used as it is and left open", async () => {
    const dataSource = await new DataSource(sqliteOptions(":memory:")).initialize();
    const db = await MetricDB.open(dataSource);
    await db.persist([sampleMetric()]);
    await db.close();

    expect(dataSource.isInitialized).toBe(true);
    expect(
      await dataSource.query("SELECT count(*) AS n FROM dq_metric WHERE execution_id = 'exec-1'"),
    ).toEqual([{ n: 1 }]);
    await using again = await MetricDB.open(dataSource);
    expect(await again.exists(executionId)).toBe(true);
    await dataSource.destroy();
  });

  it("serves two stores on one data source without mixing their transactions", async () => {
    await using dataSource = disposable(await new DataSource(sqliteOptions(":memory:")).initialize());
    const [one, other] = [await MetricDB.open(dataSource.value), await MetricDB.open(dataSource.value)];

    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        (index % 2 === 0 ? one : other).persist([sampleMetric({ dataset: `d${index}` })]),
      ),
    );

    expect(await one.getByExecutionId(executionId)).toHaveLength(20);
  });

  it("refuses to write inside a transaction of the consumer's on the only connection", async () => {
    await using dataSource = disposable(await new DataSource(sqliteOptions(":memory:")).initialize());
    const db = await MetricDB.open(dataSource.value);

    await dataSource.value.transaction(async () => {
      await expect(db.persist([sampleMetric()])).rejects.toThrow("inside a transaction of yours");
    });

    await db.persist([sampleMetric()]);
    expect(await db.exists(executionId)).toBe(true);
  });

  const wrong: readonly (readonly [what: string, location: unknown, message: string])[] = [
    [
      "a data source that is not initialised",
      new DataSource(sqliteOptions(":memory:")),
      "Await its initialize() first.",
    ],
    ["a URL without a scheme", "metrics.db", "this one begins with no scheme"],
    ["a URL of another scheme", "mysql://user:secret@host/db", "this one begins with mysql:."],
    ["a SQLite URL with slashes", "sqlite:///metrics.db", "sqlite:metrics.db, sqlite:/var/lib/metrics.db"],
    [
      "a SQLite URL with parameters",
      "sqlite:metrics.db?mode=ro",
      "without slashes before it, a ~ or parameters",
    ],
    ["a SQLite URL with another one in it", "sqlite:file:metrics.db", 'give { type: "sqlite", database }'],
    ["a SQLite URL in a home directory", "sqlite:~/metrics.db", "sqlite:/var/lib/metrics.db"],
    ["a SQLite URL without a path", "sqlite:", "sqlite:metrics.db"],
    ["options of another database", { type: "sqljs" }, 'does not run on "sqljs"'],
    ["options with a misspelt type", { type: "sqlit" }, "Did you mean 'sqlite'?"],
    ["nothing", undefined, "undefined is no metric store."],
    ["an empty object", {}, "{} is no metric store."],
    ["a function", () => "", "A function is no metric store."],
    ["a URL object", new URL("postgres://me:secret@host/db"), "A URL object, whose text (href) would do,"],
    ["a list", ["postgres://me:secret@host/db"], "An array is no metric store."],
    [
      "options without a type",
      { host: "host", password: "secret" },
      "An object of host, password, without a type, is no",
    ],
    ["options of a type that is a URL", { type: "postgres://me:secret@host/db" }, "does not run on"],
  ];
  it.each(wrong)("is not %s", async (_, location, message) => {
    const attempt = MetricDB.open(location as DataSourceOptions);

    await expect(attempt).rejects.toThrow(InvalidArgumentError);
    await expect(attempt).rejects.toThrow(message);
    await expect(attempt).rejects.not.toThrow("secret");
  });

  it("is not opened with a setting that there is not", async () => {
    await expect(MetricDB.open("sqlite::memory:", { tablePrefx: "a_" } as object)).rejects.toThrow(
      "MetricDB.open has no option 'tablePrefx'. Did you mean 'tablePrefix'?",
    );
  });

  it("is not a table prefix that a name cannot begin with", async () => {
    await expect(MetricDB.open("sqlite::memory:", { tablePrefix: "a.b" })).rejects.toThrow(
      '"a.b" is no table prefix.',
    );
  });

  it("keeps the metrics of two prefixes apart", async () => {
    const url = `sqlite:${join(directory, "prefixes.db")}`;
    await using one = await MetricDB.open(url, { tablePrefix: "one_" });
    await using other = await MetricDB.open(url, { tablePrefix: "other_" });
    await one.persist([sampleMetric()]);

    expect(await one.exists(executionId)).toBe(true);
    expect(await other.exists(executionId)).toBe(false);
  });

  it("is not a directory", async () => {
    await expect(MetricDB.open(`sqlite:${directory}`)).rejects.toThrow(MetricStoreError);
  });
});

function disposable(value: DataSource): AsyncDisposable & { readonly value: DataSource } {
  return { value, [Symbol.asyncDispose]: () => value.destroy() };
}
