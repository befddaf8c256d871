import { postgresDialect, type SqlSession } from "@dqx/sql";
import { expect, test } from "vitest";
import { PostgresDataSource, SourceError } from "../src/index.js";
import { makeSchema, run } from "./support/database.js";

async function sourceWith(setup: string, options: { readonly statementTimeout?: number } = {}) {
  const { connection } = await makeSchema(setup);
  const source = PostgresDataSource.fromTable({ name: "t", table: "t", connection, ...options });
  const use = <T>(work: (session: SqlSession) => Promise<T>, signal?: AbortSignal) =>
    source.withSession(work, signal);
  return { write: (sql: string) => run(sql, connection), source, use, connection };
}

/** A statement that would run for hours, and that names itself. */
const endless = (name: string) =>
  `SELECT count(*) AS ${name} FROM generate_series(1, 1000000) a, generate_series(1, 1000000) b WHERE a + b = 7`;

/** How many connections run a statement that has a text in it, as the server says. */
async function running(text: string): Promise<number> {
  const [row] = await run(
    `SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND pid <> pg_backend_pid() AND query LIKE '%${text}%'`,
  );
  return Number(row?.[0]);
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 20));
}

test("values are decoded without loss", async () => {
  const { use } = await sourceWith("CREATE TABLE t (x integer)");
  const values: readonly (readonly [string, unknown])[] = [
    ["1::smallint", 1n],
    ["-1::integer", -1n],
    ["9007199254740993::bigint", 2n ** 53n + 1n],
    ["(-9223372036854775808)::bigint", -(2n ** 63n)],
    ["sum(9223372036854775807::bigint) FROM generate_series(1, 3)", 3n * (2n ** 63n - 1n)],
    ["avg(x) FROM (VALUES (1), (2)) AS v (x)", "1.5000000000000000"],
    ["0.5::real", 0.5],
    ["0.1::float8", 0.1],
    ["'-0'::float8", -0],
    ["'NaN'::float8", Number.NaN],
    ["'-Infinity'::float8", -Infinity],
    ["TRUE", true],
    ["1234567890123456789012345678.0123456789::numeric(38,10)", "1234567890123456789012345678.0123456789"],
    ["-0.05::numeric(3,2)", "-0.05"],
    ["5::numeric", 5n],
    ["'NaN'::numeric", "NaN"],
    ["'ž'", "ž"],
    ["NULL", null],
    ["DATE '0099-02-28'", "0099-02-28"],
    ["TIMESTAMP '2024-02-29 12:34:56.789012'", "2024-02-29 12:34:56.789012"],
    ["TIMESTAMPTZ '2024-02-29 12:34:56+02'", "2024-02-29 10:34:56+00"],
    ["INTERVAL '1 day 2 hours'", "P1DT2H"],
    ["'\\x00ff'::bytea", Uint8Array.of(0, 255)],
  ];
  const read = await use(async (session) => {
    const rows: unknown[] = [];
    for (const [sql] of values) rows.push((await session.query(`SELECT ${sql}`))[0]?.[0]);
    return rows;
  });
  expect(read).toEqual(values.map(([, value]) => value));
});

test("columns have the names and types that the server gives them", async () => {
  const { use } = await sourceWith(`
    CREATE TYPE mood AS ENUM ('good', 'bad');
    CREATE DOMAIN positive AS integer CHECK (VALUE > 0);
    CREATE TABLE t ("a""b" smallint, b numeric(38,10), c mood, d timestamptz(3), e timestamp, f varchar(7),
      g float8[], h numeric, i char(3), j uuid, k bytea, l positive, m boolean, n date, o real, p jsonb, q numeric(2,-3),
      "Ž" text)`);
  const columns = await use((session) => session.describe("t"));
  const described = columns.map(({ name, type }) => [name, type, postgresDialect.columnType(type).kind]);
  expect(described).toEqual([
    ['a"b', "smallint", "integer"],
    ["b", "numeric(38,10)", "decimal"],
    ["c", "mood", "other"],
    ["d", "timestamp(3) with time zone", "timestamptz"],
    ["e", "timestamp without time zone", "timestamp"],
    ["f", "character varying(7)", "text"],
    ["g", "double precision[]", "other"],
    ["h", "numeric", "decimal"],
    ["i", "character(3)", "text"],
    ["j", "uuid", "other"],
    ["k", "bytea", "other"],
    ["l", "integer", "integer"],
    ["m", "boolean", "boolean"],
    ["n", "date", "date"],
    ["o", "real", "float"],
    ["p", "jsonb", "other"],
    ["q", "numeric(2,-3)", "decimal"],
    ["Ž", "text", "text"],
  ]);
  expect(postgresDialect.columnType("numeric(2,-3)")).toEqual({ kind: "decimal", precision: 5, scale: 0 });
});

test("to describe a relation runs nothing of it", async () => {
  const { use } = await sourceWith("CREATE TABLE t AS SELECT 0 AS x");
  expect(await use((session) => session.describe("(SELECT 1 / x AS y, 1 / 0 AS z FROM t) AS q"))).toEqual([
    { name: "y", type: "integer" },
    { name: "z", type: "integer" },
  ]);
});

test("all statements of a session see one snapshot, also behind one that failed", async () => {
  const { use, write } = await sourceWith("CREATE TABLE t AS SELECT 1 AS x");
  const counts = await use(async (session) => {
    const count = () => session.query("SELECT count(*) FROM t");
    const before = await count();
    await write("INSERT INTO t VALUES (2)");
    await expect(session.query("SELECT 1 / (x - 1) FROM t")).rejects.toThrow(
      "division by zero (SQLSTATE 22012)",
    );
    return [before, await count()];
  });
  expect(counts).toEqual([[[1n]], [[1n]]]);
  expect(await use((session) => session.query("SELECT count(*) FROM t"))).toEqual([[2n]]);
});

test("an abort ends the statement on the server, and the source works on", async () => {
  const { use } = await sourceWith("CREATE TABLE t AS SELECT 1 AS x");
  const reason = new Error("enough");
  const controller = new AbortController();
  const work = use((session) => session.query(endless("aborted")), controller.signal);
  const rejected = expect(work).rejects.toBe(reason);
  await until(async () => (await running("aborted")) === 1);
  controller.abort(reason);
  await rejected;
  expect(await running("aborted")).toBe(0);
  await expect(use((session) => session.query("SELECT 1"), AbortSignal.abort(reason))).rejects.toBe(reason);
  await expect(use((session) => session.describe("t", AbortSignal.abort(reason)))).rejects.toBe(reason);
  expect(await use((session) => session.query("SELECT x FROM t"))).toEqual([[1n]]);
});

test("an aborted statement leaves the session and its snapshot", async () => {
  const { use, write } = await sourceWith("CREATE TABLE t AS SELECT 1 AS x");
  const rows = await use(async (session) => {
    await session.query("SELECT x FROM t");
    await write("DELETE FROM t");
    const controller = new AbortController();
    const work = session.query(endless("cut_short"), controller.signal);
    const rejected = expect(work).rejects.toThrow("enough");
    await until(async () => (await running("cut_short")) === 1);
    controller.abort(new Error("enough"));
    await rejected;
    return session.query("SELECT x FROM t");
  });
  expect(rows).toEqual([[1n]]);
});

test("the server ends a statement that takes longer than the limit", async () => {
  const { use } = await sourceWith("CREATE TABLE t AS SELECT 1 AS x", { statementTimeout: 100 });
  await use(async (session) => {
    const failure = await session.query(endless("slow")).catch((cause: unknown) => cause);
    expect(failure).toBeInstanceOf(SourceError);
    expect(String(failure)).toContain("raise the limit if it was too short");
    expect(postgresDialect.faults(String(failure))).toBe("cancelled");
    expect(await session.query("SELECT x FROM t")).toEqual([[1n]]);
  });
});

test("a server that ends the connection is an error that says what to do, and the next session is a new one", async () => {
  const { use } = await sourceWith("CREATE TABLE t AS SELECT 1 AS x");
  await use(async (session) => {
    const [[pid] = []] = await session.query("SELECT pg_backend_pid()");
    await run(`SELECT pg_terminate_backend(${Number(pid)})`);
    const failure = await session.query("SELECT x FROM t").catch((cause: unknown) => cause);
    expect(failure).toBeInstanceOf(SourceError);
    expect(String(failure)).toContain("run again when the server takes connections");
    expect(postgresDialect.faults(String(failure))).toBe("gone");
    await expect(session.query("SELECT x FROM t")).rejects.toThrow("(SQLSTATE 08006)");
    await expect(session.describe("t")).rejects.toThrow("(SQLSTATE 08006)");
  });
  expect(await use((session) => session.query("SELECT x FROM t"))).toEqual([[1n]]);
});

test("names of PostgreSQL's own mean PostgreSQL's own, whatever the search path", async () => {
  const { schema, connection } = await makeSchema(`
    CREATE FUNCTION lower(x text) RETURNS text IMMUTABLE LANGUAGE sql AS $$ SELECT 'fooled' $$;
    CREATE TABLE t AS SELECT 'A' AS x`);
  const place = new URL(connection);
  place.searchParams.set("options", `-c search_path=${schema},pg_catalog`);
  const source = PostgresDataSource.fromTable({ name: "t", table: "t", connection: place.href });
  expect(await source.withSession((session) => session.query("SELECT lower(x) FROM t"))).toEqual([["a"]]);
});

test("settings of the server that change how texts are written change nothing", async () => {
  const { connection } = await makeSchema(
    "CREATE TABLE t AS SELECT TIMESTAMPTZ '2024-02-29 12:00:00+00' AS at",
  );
  const place = new URL(connection);
  const options = `${place.searchParams.get("options")} -c TimeZone=Asia/Tokyo -c DateStyle=German -c extra_float_digits=-15 -c standard_conforming_strings=off -c bytea_output=escape`;
  place.searchParams.set("options", options);
  const source = PostgresDataSource.fromTable({ name: "t", table: "t", connection: place.href });
  const rows = await source.withSession((session) =>
    session.query("SELECT at, 0.1::float8 + 0.2, '\\', '\\x00'::bytea FROM t"),
  );
  expect(rows).toEqual([["2024-02-29 12:00:00+00", 0.1 + 0.2, "\\", Uint8Array.of(0)]]);
});

test("PostgreSQL's client and parser are not loaded before a session is opened", async () => {
  const { execFileSync } = await import("node:child_process");
  const { connection } = await makeSchema("CREATE TABLE t AS SELECT 1 AS x");
  const script = `
    import Module from "node:module";
    import { PostgresDataSource } from "@dqx/postgres";
    const { createRequire } = Module;
    const loaded = () => Object.keys(createRequire(import.meta.url).cache).some((path) => /node_modules.pg.lib/.test(path));
    const source = PostgresDataSource.fromTable({ name: "t", table: "t", connection: process.argv[1] });
    const before = loaded();
    await source.withSession((session) => session.describe("t"));
    console.log(before, loaded());`;
  const output = execFileSync(process.execPath, ["--input-type=module", "-e", script, connection], {
    cwd: import.meta.dirname,
    encoding: "utf8",
  });
  expect(output.trim()).toBe("false true");
});

test("what a scan is expected to read is what the last ANALYZE counted", async () => {
  const { use } = await sourceWith(
    "CREATE TABLE t AS SELECT generate_series(1, 1000) AS x; CREATE TABLE u AS SELECT 1 AS y FROM t LIMIT 10; ANALYZE t; ANALYZE u",
  );
  expect(await use(async (session) => session.expectedRows?.("t"))).toBe(1000);
  expect(
    await use(async (session) => session.expectedRows?.("(SELECT * FROM t, u WHERE y = $y) q")).catch(String),
  ).toContain("y");
  const bound = { sql: "(SELECT x FROM t JOIN u ON y = $y) q", parameters: { y: 1 } };
  expect(await use(async (session) => session.expectedRows?.(bound))).toBe(1010);
});
