import { duckdbDialect, type SqlSession } from "@dqx/sql";
import { DuckDBInstance } from "@duckdb/node-api";
import { expect, test } from "vitest";
import { DuckDBDataSource, SourceError } from "../src/index.js";

async function sourceWith(setup: string) {
  const instance = await DuckDBInstance.create(":memory:");
  const writer = await instance.connect();
  await writer.run(setup);
  const source = DuckDBDataSource.fromTable({ name: "t", table: "t", database: instance });
  const use = <T>(work: (session: SqlSession) => Promise<T>, signal?: AbortSignal) =>
    source.withSession(work, signal);
  return { writer, source, use };
}

test("values are decoded without loss", async () => {
  const { use } = await sourceWith("CREATE TABLE t (x INTEGER)");
  const values: readonly (readonly [string, unknown])[] = [
    ["1::TINYINT", 1n],
    ["-1::SMALLINT", -1n],
    ["1::INTEGER", 1n],
    ["255::UTINYINT", 255n],
    ["65535::USMALLINT", 65535n],
    ["4294967295::UINTEGER", 4294967295n],
    ["9007199254740993::BIGINT", 2n ** 53n + 1n],
    ["18446744073709551615::UBIGINT", 2n ** 64n - 1n],
    ["170141183460469231731687303715884105727::HUGEINT", 2n ** 127n - 1n],
    ["340282366920938463463374607431768211455::UHUGEINT", 2n ** 128n - 1n],
    ["'123456789012345678901234567890123456789012'::BIGNUM", 123456789012345678901234567890123456789012n],
    ["0.5::FLOAT", 0.5],
    ["0.1::DOUBLE", 0.1],
    ["'NaN'::DOUBLE", Number.NaN],
    ["'-Infinity'::DOUBLE", -Infinity],
    ["TRUE", true],
    ["'1234567890123456789012345678.0123456789'::DECIMAL(38,10)", "1234567890123456789012345678.0123456789"],
    ["-0.05::DECIMAL(3,2)", "-0.05"],
    ["'ž'", "ž"],
    ["NULL", null],
    ["DATE '0099-02-28'", "0099-02-28"],
    ["TIMESTAMP '2024-02-29 12:34:56.789012'", "2024-02-29 12:34:56.789012"],
    ["TIMESTAMPTZ '2024-02-29 12:34:56+02'", "2024-02-29 10:34:56+00"],
    ["[1, 2]", [1n, 2n]],
    ["[[0.5], [NULL], []]", [["0.5"], [null], []]],
    ["[TIMESTAMPTZ '2024-02-29 12:34:56+02']", ["2024-02-29 10:34:56+00"]],
    ["'\\x00\\xFF'::BLOB", Uint8Array.of(0, 255)],
  ];
  const rows = await use((session) => session.query(`SELECT ${values.map(([sql]) => sql).join(", ")}`));
  expect(rows).toEqual([values.map(([, value]) => value)]);
});

test("columns have the names and types that DESCRIBE gives them", async () => {
  const { use, writer } = await sourceWith(`CREATE TABLE t (
    "a""b" INTEGER, b DECIMAL(38,10), c ENUM('x', 'it''s'), d TIMESTAMP WITH TIME ZONE, e TIMESTAMP_NS, f VARCHAR,
    g DOUBLE[], h STRUCT(x INTEGER), i UHUGEINT, j UUID, k BLOB, l TIMESTAMP, m BOOLEAN, n DATE, o FLOAT)`);
  const columns = await use((session) => session.describe("t"));
  const described = await writer.runAndReadAll("DESCRIBE t");
  expect(columns.map(({ name, type }) => [name, type])).toEqual(
    described.getRows().map((row) => row.slice(0, 2)),
  );
  const kinds = columns.map(({ type }) => duckdbDialect.columnType(type).kind);
  expect(kinds).toEqual([
    "integer",
    "decimal",
    "text",
    "timestamptz",
    "timestamp",
    "text",
    "other",
    "other",
    "integer",
    "other",
    "other",
    "timestamp",
    "boolean",
    "date",
    "float",
  ]);
});

test("nothing but one SELECT is let through", async () => {
  const { use, writer } = await sourceWith("CREATE TABLE t AS SELECT 1 AS x");
  const refused = [
    "DELETE FROM t",
    "SELECT 1; DELETE FROM t",
    "COMMIT",
    "COPY t TO '/dev/null'",
    "SET threads = 1",
    "ATTACH ':memory:' AS m",
    "CALL pragma_version()",
  ];
  for (const sql of refused) {
    await expect(
      use((session) => session.query(sql)),
      sql,
    ).rejects.toThrow(/only (one )?SELECT is let through/);
  }
  await expect(use((session) => session.query("-- nothing"))).rejects.toThrow("it holds no statement");
  await expect(use((session) => session.describe("t; DELETE FROM t"))).rejects.toThrow(SourceError);
  const rows = await writer.runAndReadAll("SELECT count(*) FROM t");
  expect(rows.getRows()).toEqual([[1n]]);
});

test("all statements of a session see one snapshot", async () => {
  const { use, writer } = await sourceWith("CREATE TABLE t AS SELECT 1 AS x");
  const counts = await use(async (session) => {
    const before = await session.query("SELECT count(*) FROM t");
    await writer.run("INSERT INTO t VALUES (2)");
    return [before, await session.query("SELECT count(*) FROM t")];
  });
  expect(counts).toEqual([[[1n]], [[1n]]]);
  expect(await use((session) => session.query("SELECT count(*) FROM t"))).toEqual([[2n]]);
});

test("a session goes on after a statement that failed, and says only what the engine said", async () => {
  const { use } = await sourceWith("CREATE TABLE t AS SELECT 'x' AS x");
  await use(async (session) => {
    await expect(session.query("SELECT CAST(x AS INTEGER) FROM t")).rejects.toThrow(
      /^Conversion Error: [^\n]*'x'[^\n]*$/,
    );
    await expect(session.query("SELECT nope FROM t")).rejects.toThrow(/^Binder Error: [^\n]*$/);
    expect(await session.query("SELECT x FROM t")).toEqual([["x"]]);
  });
});

test("an abort interrupts the statement that runs, and the source works on", async () => {
  const { use } = await sourceWith("CREATE TABLE t AS SELECT 1 AS x");
  const reason = new Error("enough");
  const controller = new AbortController();
  const endless = "SELECT count(*) FROM range(1000000000000) a WHERE hash(a.range) = 7";
  const work = use((session) => session.query(endless), controller.signal);
  setTimeout(() => controller.abort(reason), 50);
  await expect(work).rejects.toBe(reason);
  await expect(use((session) => session.query("SELECT 1"), AbortSignal.abort(reason))).rejects.toBe(reason);
  await expect(use((session) => session.describe("t", AbortSignal.abort(reason)))).rejects.toBe(reason);
  expect(await use((session) => session.query("SELECT x FROM t"))).toEqual([[1n]]);
});

test("extensions are neither fetched nor loaded by themselves", async () => {
  const source = DuckDBDataSource.fromQuery({ name: "q", query: "SELECT 1" });
  const rows = await source.withSession((session) =>
    session.query(
      "SELECT current_setting('autoinstall_known_extensions'), current_setting('autoload_known_extensions')",
    ),
  );
  expect(rows).toEqual([[false, false]]);
  await source.close();
});

test("DuckDB is not loaded before a session is opened", async () => {
  const { execFileSync } = await import("node:child_process");
  const script = `
    import { DuckDBDataSource, InMemoryDataSource } from "@dqx/duckdb";
    const loaded = () => process.report.getReport().sharedObjects.some((path) => path.includes("duckdb"));
    const source = InMemoryDataSource.fromColumns({ name: "t", columns: { x: [1] } });
    DuckDBDataSource.fromFiles({ name: "f", files: "x.parquet" });
    const before = loaded();
    await source.withSession((session) => session.describe('"data"'));
    console.log(before, loaded());
    await source.close();`;
  const output = execFileSync(process.execPath, ["--input-type=module", "-e", script], {
    cwd: import.meta.dirname,
    encoding: "utf8",
  });
  expect(output.trim()).toBe("false true");
});
