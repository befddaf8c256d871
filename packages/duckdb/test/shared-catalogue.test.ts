import { isDeepStrictEqual } from "node:util";
import { DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { describe, expect, test, vi } from "vitest";
import { SharedCatalogue } from "../src/gate/shared-catalogue.js";
import { readCatalogue, type UserCatalogue } from "../src/gate/user-catalogue.js";
import { DuckDBDataSource } from "../src/index.js";

async function inSnapshot<T>(
  instance: DuckDBInstance,
  use: (open: DuckDBConnection) => Promise<T>,
): Promise<T> {
  const connection = await instance.connect();
  try {
    await connection.run("BEGIN TRANSACTION READ ONLY");
    return await use(connection);
  } finally {
    connection.closeSync();
  }
}

function shown(catalogue: UserCatalogue): readonly unknown[] {
  const file = { catalog: "", schema: "", name: "a.csv" };
  return [catalogue.macros("f"), catalogue.views("v"), catalogue.hasRelation(file)];
}

const ATTACH = "ATTACH ':memory:' AS other";

describe("a session knows what it sees, whatever happened before it and since the last one", () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ["a macro", [], ["CREATE MACRO f(a) AS a"]],
    ["another macro of the name", ["CREATE MACRO f(a) AS a"], ["CREATE OR REPLACE MACRO f(a) AS a + 1"]],
    ["a macro less", ["CREATE MACRO f(a) AS a"], ["DROP MACRO f"]],
    ["a macro of a table", [], ["CREATE MACRO f(a) AS TABLE SELECT a"]],
    ["a view", [], ["CREATE VIEW v AS SELECT 1 AS x"]],
    ["a table", [], ['CREATE TABLE "a.csv" (x INTEGER)']],
    ["a commit of what was made before", ["BEGIN", "CREATE MACRO f(a) AS a"], ["COMMIT"]],
    ["a rollback of what was made before", ["BEGIN", "CREATE MACRO f(a) AS a"], ["ROLLBACK"]],
    ["a commit of a drop", ["CREATE MACRO f(a) AS a", "BEGIN", "DROP MACRO f"], ["COMMIT"]],
    ["nothing that is committed", [], ["BEGIN", "CREATE MACRO f(a) AS a"]],
    ["a macro of another database", [ATTACH], ["CREATE MACRO other.main.f(a) AS a"]],
    ["a commit in another database", [ATTACH, "BEGIN", "CREATE MACRO other.main.f(a) AS a"], ["COMMIT"]],
    ["another database", [], [ATTACH, "CREATE MACRO other.main.f(a) AS a"]],
    ["a database less", [ATTACH, "CREATE MACRO other.main.f(a) AS a"], ["DETACH other"]],
  ])("%s", async (_, before, between) => {
    const instance = await DuckDBInstance.create(":memory:");
    const owner = await instance.connect();
    const shared = new SharedCatalogue();
    const compare = () =>
      inSnapshot(instance, async (connection) => {
        const known = await shared.of(connection);
        expect(shown(known)).toEqual(shown(await readCatalogue(connection)));
        return shown(known);
      });
    for (const sql of before) await owner.run(sql);
    const seen = await compare();
    expect(await compare()).toEqual(seen);
    for (const sql of between) await owner.run(sql);
    const seenNow = await compare();
    const isHidden = !between.includes("COMMIT") && [...before, ...between].includes("BEGIN");
    expect(isDeepStrictEqual(seenNow, seen)).toBe(isHidden);
    instance.closeSync();
  });
});

test("sessions with nothing between them read the functions once, whatever the source", async () => {
  const instance = await DuckDBInstance.create(":memory:");
  const owner = await instance.connect();
  await owner.run("CREATE TABLE t AS SELECT 1 AS x");
  const run = vi.spyOn(DuckDBConnection.prototype, "runAndReadAll");
  const sources = ["one", "two"].map((name) =>
    DuckDBDataSource.fromTable({ name, table: "t", database: instance }),
  );
  for (const source of [...sources, ...sources]) {
    expect(await source.withSession((session) => session.query("SELECT x FROM t"))).toEqual([[1n]]);
  }
  const reads = run.mock.calls.filter(([sql]) => sql.includes("duckdb_functions"));
  run.mockRestore();
  expect(reads).toHaveLength(1);
});

test("a read of the catalogue that fails is not kept", async () => {
  const instance = await DuckDBInstance.create(":memory:");
  const shared = new SharedCatalogue();
  await inSnapshot(instance, async (connection) => {
    const { runAndReadAll } = connection;
    vi.spyOn(connection, "runAndReadAll").mockImplementation(async (sql) => {
      if (sql.includes("duckdb_functions")) throw new Error("out of memory");
      return runAndReadAll.call(connection, sql);
    });
    await expect(shared.of(connection)).rejects.toThrow("out of memory");
  });
  await inSnapshot(instance, async (connection) => {
    expect((await shared.of(connection)).macros("f")).toEqual([]);
  });
});

test("a macro that is committed while a session goes on is known once the session sees it", async () => {
  const instance = await DuckDBInstance.create(":memory:");
  const owner = await instance.connect();
  await owner.run("CREATE TABLE t AS SELECT 'x' AS x; CREATE SEQUENCE s");
  const source = DuckDBDataSource.fromTable({ name: "t", table: "t", database: instance });
  await source.withSession(async (session) => {
    expect(await session.query("SELECT upper(x) FROM t")).toEqual([["X"]]);
    await owner.run("CREATE MACRO upper(v) AS nextval('s')");
    expect(await session.query("SELECT upper(x) FROM t")).toEqual([["X"]]);
    // A statement that fails ends the snapshot.
    await expect(session.query("SELECT CAST(x AS INTEGER) FROM t")).rejects.toThrow("Conversion Error");
    await expect(session.query("SELECT upper(x) FROM t")).rejects.toThrow(
      "the function nextval() is not let through",
    );
  });
});
