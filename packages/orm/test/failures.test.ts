import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { inspect } from "node:util";
import { ExecutionId } from "@dqx/common";
import { DataSource, type DataSourceOptions } from "typeorm";
import { describe, expect, inject, it } from "vitest";
import { postgres } from "../src/database/drivers/postgres.js";
import { sqlite } from "../src/database/drivers/sqlite.js";
import { MetricDB } from "../src/index.js";
import { sampleMetric } from "../src/testing/fixture/sample-metric.js";
import { sqliteOptions, synchronousOptions } from "./support/sqlite-drivers.js";
import { temporaryDirectory } from "./support/temporary-directory.js";

const directory = temporaryDirectory();
const executionId = ExecutionId("exec-1");
const batch = Array.from({ length: 2_000 }, (_, row) => sampleMetric({ dataset: `d${row}` }));

describe("SQLite", () => {
  it("that is full stores nothing of the batch, says so, and goes on when there is space", async () => {
    const dataSource = await new DataSource(sqliteOptions(join(directory, "full.db"))).initialize();
    const db = await MetricDB.open(dataSource);
    await dataSource.query("PRAGMA max_page_count = 40");

    await expect(db.persist(batch)).rejects.toMatchObject({
      reason: "full",
      message: expect.stringMatching(/full\.db.*The disk is full\. Free some space and run again/),
    });
    expect(await db.exists(executionId)).toBe(false);

    await dataSource.query("PRAGMA max_page_count = 100000");
    await db.persist(batch);
    expect(await db.getByExecutionId(executionId)).toHaveLength(batch.length);
    await dataSource.destroy();
  });

  it("that may only be read is read, and says what to do when it is written", async () => {
    const database = join(directory, "read-only.db");
    const writer = await MetricDB.open(`sqlite:${database}`);
    await writer.persist([sampleMetric()]);
    await using db = await MetricDB.open({
      ...(await synchronousOptions(database)),
      readonly: true,
    } as DataSourceOptions);

    expect(await db.exists(executionId)).toBe(true);
    await expect(db.persist([sampleMetric()])).rejects.toMatchObject({
      reason: "readOnly",
      message: expect.stringContaining("The file cannot be written."),
    });
    await writer.close();
  });

  it("that is another kind of file is no store, and stays as it is", async () => {
    const database = join(directory, "text.db");
    await writeFile(database, "Not a database. ".repeat(100));

    await expect(MetricDB.open(`sqlite:${database}`)).rejects.toMatchObject({
      reason: "corrupt",
      message: expect.stringContaining("The file is no SQLite database."),
    });
    expect(await readFile(database, "utf8")).toMatch(/^Not a database/);
  });

  it("whose directory may not be made says so, and a disk that fails", () => {
    expect(sqlite.explain(Object.assign(new Error("mkdir"), { code: "EACCES" }))).toMatchObject({
      reason: "refused",
      remedy: expect.stringContaining("The file's directory cannot be made."),
    });
    expect(sqlite.explain({ driverError: { code: "SQLITE_IOERR" } })?.remedy).toContain(
      "network file system",
    );
  });

  it("that is damaged says how to save what can be read", async () => {
    const database = join(directory, "damaged.db");
    const whole = await MetricDB.open(`sqlite:${database}`);
    await whole.persist(batch);
    await whole.close();
    const bytes = await readFile(database);
    await writeFile(database, bytes.fill(0xab, 100 + 4_096 * 12));

    const damaged = MetricDB.open(`sqlite:${database}`).then((db) => db.getByExecutionId(executionId));

    await expect(damaged).rejects.toMatchObject({
      reason: "corrupt",
      message: expect.stringContaining("Restore it from a backup"),
    });
  });

  it("that cannot be opened says where it was looked for", async () => {
    await expect(MetricDB.open(`sqlite:${directory}`)).rejects.toMatchObject({
      reason: "unreachable",
      message: expect.stringContaining(directory),
    });
  });
});

describe("PostgreSQL", () => {
  it("that refuses the password says so without showing it", async () => {
    const url = new URL(inject("postgres"));
    url.password = "hunter2-secret";
    url.searchParams.set("application_name", "also-secret");

    const error: unknown = await MetricDB.open(url.href).catch((thrown: unknown) => thrown);

    expect(error).toMatchObject({ _tag: "MetricStoreError", reason: "refused" });
    expect(inspect(error)).toContain(`postgres://dqx@${url.host}/postgres`);
    expect(inspect(error, { depth: 10, showHidden: true })).not.toMatch(/secret/);
  });

  it("that has no SSL says so when it is asked for", async () => {
    const url = new URL(inject("postgres"));
    url.searchParams.set("sslmode", "verify-full");

    await expect(MetricDB.open(url.href)).rejects.toMatchObject({
      reason: "refused",
      message: expect.stringContaining("does not support SSL connections. Switch SSL on at the server"),
    });
  });

  it("that does not run is named with host and port", async () => {
    await expect(MetricDB.open("postgres://me:secret@127.0.0.1:1/metrics")).rejects.toMatchObject({
      reason: "unreachable",
      message: expect.stringContaining("postgres://me@127.0.0.1:1/metrics"),
    });
    await expect(
      MetricDB.open({ type: "postgres", host: "127.0.0.1", port: 1, username: "me", password: "secret" }),
    ).rejects.toThrow("the PostgreSQL database of that user on 127.0.0.1:1");
  });

  it("that lacks the database says so", async () => {
    const url = new URL(inject("postgres"));
    url.pathname = "/nowhere";

    await expect(MetricDB.open(url.href)).rejects.toMatchObject({
      reason: "unreachable",
      message: expect.stringContaining("The database does not exist."),
    });
  });

  it("whose role may not make tables says which rights are needed", async () => {
    const role = `reader_${process.pid}`;
    await withServer((server) => server.query(`CREATE ROLE ${role} LOGIN PASSWORD 'x'`));
    const url = new URL(inject("postgres"));
    url.username = role;
    url.password = "x";

    await expect(MetricDB.open(url.href, { schema: `of_${role}` })).rejects.toMatchObject({
      reason: "refused",
      message: expect.stringContaining("The role lacks a right. It needs SELECT, INSERT, UPDATE and DELETE"),
    });
  });

  it("that ends the connection in the middle of a batch stores nothing of it, and works again", async () => {
    const schema = `gone_${process.pid}`;
    await using db = await MetricDB.open(inject("postgres"), { schema });
    await withServer(async (server) => {
      await server.transaction(async (blocker) => {
        await blocker.query(`LOCK TABLE "${schema}".dq_metric IN EXCLUSIVE MODE`);
        const writing = db.persist([sampleMetric()]);
        const outcome = expect(writing).rejects.toMatchObject({
          reason: "unreachable",
          message: expect.stringContaining("The server cannot be reached, or went away."),
        });
        await expect
          .poll(() => terminateWaiting(server, schema), { timeout: 10_000, interval: 20 })
          .toBeGreaterThan(0);
        await outcome;
      });
    });

    expect(await db.exists(executionId)).toBe(false);
    await db.persist([sampleMetric()]);
    expect(await db.getByExecutionId(executionId)).toHaveLength(1);
  });

  it("survives that an execution is deleted while metrics are written to it", async () => {
    await using db = await MetricDB.open(inject("postgres"), { schema: `race_${process.pid}` });

    await Promise.all(
      Array.from({ length: 60 }, (_, turn) =>
        turn % 3 === 0 ? db.delete(executionId) : db.persist([sampleMetric({ dataset: `d${turn}` })]),
      ),
    );

    await db.persist([sampleMetric({ dataset: "last" })]);
    const stored = await db.getByExecutionId(executionId);
    expect(stored.at(-1)?.dataset).toBe("last");
  });

  it.each([
    ["40P01", "busy"],
    ["53100", "full"],
    ["53300", "unreachable"],
    ["25006", "readOnly"],
    ["57014", "busy"],
    ["25P04", "busy"],
    ["08006", "unreachable"],
    ["57P05", "unreachable"],
    ["EHOSTUNREACH", "unreachable"],
    ["DEPTH_ZERO_SELF_SIGNED_CERT", "refused"],
    ["XX001", "corrupt"],
  ])("explains its code %s as %s", (code, reason) => {
    expect(postgres.explain({ driverError: { code } })?.reason).toBe(reason);
  });

  it("explains a connection that ended without a code, and nothing that it does not know", () => {
    expect(postgres.explain(new Error("Connection terminated unexpectedly"))?.reason).toBe("unreachable");
    expect(postgres.explain(new Error("something else"))).toBeUndefined();
    expect(postgres.explain({ code: "42P01" })).toBeUndefined();
  });

  it("is refused by a URL that cannot be read, which is not shown", async () => {
    const attempt = MetricDB.open("postgres://me:sec@ret@:x/db");

    await expect(attempt).rejects.toThrow("The store's URL cannot be read.");
    await expect(attempt).rejects.not.toThrow("sec");
    expect(postgres.describe({ type: "postgres", url: "::" })).toBe(
      "the PostgreSQL database of an unreadable URL",
    );
  });
});

async function withServer(work: (server: DataSource) => Promise<unknown>): Promise<void> {
  const server = await new DataSource({ type: "postgres", url: inject("postgres") }).initialize();
  try {
    await work(server);
  } finally {
    await server.destroy();
  }
}

async function terminateWaiting(server: DataSource, schema: string): Promise<number> {
  const rows: readonly unknown[] = await server.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE $1",
    [`%INSERT INTO "${schema}".%`],
  );
  return rows.length;
}
