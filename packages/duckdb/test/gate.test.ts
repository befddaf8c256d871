import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { duckdbDialect, SourceError, type SqlDataSource } from "@dqx/sql";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { lockEngine } from "../src/engine-lock.js";
import { isWithin } from "../src/gate/allowed-reads.js";
import { viewQuery } from "../src/gate/user-catalogue.js";
import { DuckDBDataSource, InMemoryDataSource } from "../src/index.js";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "dqx-gate-"));
  mkdirSync(join(folder, "days"));
  for (const [name, value] of [
    ["a[1].csv", 1],
    ["a1.csv", 2],
    ["days/b.csv", 3],
    ["other.csv", 4],
  ]) {
    writeFileSync(join(folder, String(name)), `x\n${value}\n`);
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

async function readAll(source: SqlDataSource): Promise<unknown> {
  try {
    return await source.withSession(async (session) => {
      const relation = source.relation({ parameters: {} });
      await session.describe(relation);
      return session.query(`SELECT x FROM ${String(relation)} ORDER BY x`);
    });
  } finally {
    await source.close();
  }
}

describe("what is let through", () => {
  test.each([
    "SELECT sum(x) FILTER (WHERE x > 1), count(DISTINCT x), x::VARCHAR || 'a', x IN (1, 2), x BETWEEN 1 AND 2 FROM t GROUP BY ALL",
    "SELECT CASE WHEN x > 1 THEN 1 END, coalesce(x, 1), ifnull(x, 1), nullif(x, 1), if(x > 1, 1, 2), try_cast('a' AS INTEGER) FROM t",
    "SELECT list_transform([1, 2], lambda v: v + 1), [v + 1 for v in [1]], {'a': x}.a, map {'k': x}, [1, 2][1:2] FROM t",
    "WITH q AS (SELECT x FROM t) SELECT * FROM q JOIN t USING (x) WHERE EXISTS (SELECT 1 FROM q) ORDER BY x LIMIT 1",
    "WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r WHERE n < 3) SELECT sum(n) FROM r",
    "SELECT row_number() OVER (PARTITION BY x ORDER BY x), lag(x) OVER w FROM t WINDOW w AS (ORDER BY x) QUALIFY true",
    "SELECT unnest([1, 2]), extract(year FROM DATE '2024-01-01'), current_date, now() - INTERVAL 1 DAY",
    "SELECT 'a' LIKE 'b', 'a' ILIKE 'b', 'a' SIMILAR TO 'b', regexp_matches('a', 'b'), 'a' COLLATE NOCASE, 'a' GLOB 'b'",
    "SELECT * EXCLUDE (x) REPLACE (1 AS y), COLUMNS(c -> c LIKE 'x') FROM (SELECT x, x AS y FROM t)",
    "SELECT * FROM (PIVOT t ON x IN (1, 2) USING count(*))",
    "SELECT * FROM (UNPIVOT (SELECT x FROM t) ON x)",
    "SELECT x FROM t TABLESAMPLE 10% UNION ALL SELECT 1 EXCEPT SELECT 2",
    "FROM range(3) r, generate_series(1, 2) g, json_each('[1]'), (VALUES (1)) v(a), LATERAL (SELECT r.range)",
    "SELECT table_name FROM information_schema.tables",
    "SELECT column_name FROM information_schema.columns",
    "SUMMARIZE SELECT 1 AS a",
    "SELECT grouping(x), count(*) FROM t GROUP BY CUBE (x)",
    "SELECT quantile_cont(x, 0.5), mode(x), approx_count_distinct(x), arg_min(x, x), string_agg(x::VARCHAR, ',') FROM t",
    "SELECT random() < 2, uuid() IS NULL, md5('a'), hash(1), strftime(now(), '%Y')",
    "SELECT double(x), area FROM (SELECT x, x AS area FROM t)",
    "SELECT x FROM peek",
  ])("%s", async (sql) => {
    const instance = await DuckDBInstance.create(":memory:");
    const connection = await instance.connect();
    await connection.run(
      `CREATE TABLE t AS SELECT 1 AS x; CREATE MACRO double(v) AS v * 2; CREATE VIEW peek AS SELECT double(x) AS x FROM t`,
    );
    const source = DuckDBDataSource.fromTable({ name: "t", table: "t", database: instance });
    await expect(source.withSession((session) => session.query(sql))).resolves.toBeInstanceOf(Array);
  });
});

describe("what is refused", () => {
  test.each([
    ["SHOW TABLES", "only SELECT is let through"],
    ["SELECT * FROM (SHOW TABLES)", "SHOW is not let through"],
    [
      "SELECT nope(x) FROM t",
      "the function nope() is not let through: it is on no list of what may be called",
    ],
    ["FROM nope(1)", "the table function nope() is not let through: it is on no list"],
    ["SELECT three(x) FROM t", "the function nextval() is not let through: it advances a sequence"],
    ["FROM read_csv(7)", "read_csv() of a computed path is not let through"],
    ["FROM read_csv($path)", "read_csv() of a computed path is not let through"],
    ["FROM read_csv(array['a.csv'])", "'a.csv' is not let through as what read_csv() reads"],
    ["FROM read_csv(['a.csv', x || '.csv'])", "of a computed path"],
    [
      "FROM read_csv('a.csv', rejects_table := 'r')",
      "the option rejects_table of read_csv() is not let through",
    ],
    ["FROM read_text('a.txt')", "'a.txt' is not let through as what read_text() reads"],
    ['FROM memory.main."a.csv"', "'memory.main.a.csv' is not let through"],
    ["SELECT current_setting(x) FROM t", "current_setting() of this setting is not let through"],
    ["SELECT 1; ", "[[1]]"],
    ["", "it holds no statement"],
  ])("%s: %s", async (sql, message) => {
    const instance = await DuckDBInstance.create(":memory:");
    const connection = await instance.connect();
    await connection.run(`
      CREATE TABLE t AS SELECT 1 AS x; CREATE SEQUENCE s; CREATE MACRO one(v) AS nextval('s') + v;
      CREATE MACRO two(v) AS one(v); CREATE MACRO three(v) AS two(v) + two(v)`);
    const source = DuckDBDataSource.fromTable({ name: "t", table: "t", database: instance });
    const work = source.withSession((session) => session.query(sql));
    if (message === "[[1]]") await expect(work).resolves.toEqual([[1n]]);
    else await expect(work).rejects.toThrow(message);
  });
});

test("values are bound in the types of their literals", async () => {
  const values = {
    text: "it's",
    yes: true,
    small: 7,
    wide: 2 ** 40,
    large: 2n ** 63n - 1n,
    huge: 2n ** 100n,
    fraction: 0.5,
    negativeZero: -0,
    nothing: null,
  };
  const source = InMemoryDataSource.fromColumns({ name: "t", columns: { x: [1] } });
  const names = Object.keys(values);
  const sql = `SELECT ${names.map((name) => `typeof($${name}), $${name}`).join(", ")}`;
  const [row = []] = await source.withSession((session) => session.query({ sql, parameters: values }));
  expect(row.filter((_, index) => index % 2 === 0)).toEqual([
    "VARCHAR",
    "BOOLEAN",
    "INTEGER",
    "BIGINT",
    "BIGINT",
    "HUGEINT",
    "DOUBLE",
    "DOUBLE",
    '"NULL"',
  ]);
  expect(row.filter((_, index) => index % 2 === 1)).toEqual([
    "it's",
    true,
    7n,
    2n ** 40n,
    2n ** 63n - 1n,
    2n ** 100n,
    0.5,
    -0,
    null,
  ]);
  await expect(source.withSession((session) => session.query("SELECT $missing"))).rejects.toThrow(
    "the statement needs a value for $missing",
  );
  await source.close();
});

test("a query without a database reads the files that it names, by any of the readers", async () => {
  const read = (query: string) => readAll(DuckDBDataSource.fromQuery({ name: "q", query }));
  expect(await read(`FROM read_csv(['${folder}/a1.csv', '${folder}/other.csv'])`)).toEqual([[2n], [4n]]);
  expect(await read(`SELECT x FROM '${folder}/days/*.csv' UNION ALL SELECT 9 AS x FROM range(1)`)).toEqual([
    [3n],
    [9n],
  ]);
  await expect(read("SELEC 1")).rejects.toThrow("Parser Error");
});

describe("paths that a source allows", () => {
  test("a folder, with what is below it, and nothing beside it", async () => {
    const days = (query: string, allowedPaths: readonly string[]) =>
      readAll(DuckDBDataSource.fromQuery({ name: "days", query, allowedPaths }));
    expect(await days(`FROM '${folder}/days/b.csv'`, [join(folder, "days")])).toEqual([[3n]]);
    expect(await days(`FROM read_csv('${folder}/days/*.csv')`, [join(folder, "days")])).toEqual([[3n]]);
    expect(await days(`FROM '${folder}/days/b.csv'`, [relative(process.cwd(), folder)])).toEqual([[3n]]);
    await expect(days(`FROM '${folder}/other.csv'`, [join(folder, "days")])).rejects.toThrow(
      "Name it or its folder in `allowedPaths`",
    );
    await expect(
      days(`FROM read_csv('${folder}/days/../other.csv')`, [join(folder, "days")]),
    ).rejects.toThrow(SourceError);
  });

  test("beside a database, for its views too", async () => {
    const path = join(folder, "views.duckdb");
    const instance = await DuckDBInstance.create(path);
    const connection = await instance.connect();
    await connection.run(`CREATE VIEW v AS FROM '${folder}/days/b.csv'`);
    connection.closeSync();
    instance.closeSync();
    const view = { name: "v", table: "v", database: path };
    await expect(readAll(DuckDBDataSource.fromTable(view))).rejects.toThrow("allowedPaths");
    const allowedPaths = [join(folder, "days/b.csv")];
    expect(await readAll(DuckDBDataSource.fromTable({ ...view, allowedPaths }))).toEqual([[3n]]);
  });

  test("have to be paths", () => {
    const wrong: object = { allowedPaths: [7] };
    expect(() => DuckDBDataSource.fromQuery({ name: "q", query: "SELECT 1", ...wrong })).toThrow(
      "allowedPaths is [7]. Give a list of files and folders.",
    );
  });

  test.each<[string, readonly string[], boolean]>([
    ["/data/a.csv", ["/data"], true],
    ["/data/a.csv", ["/data/"], true],
    ["/data/a.csv", ["/data/a.csv"], true],
    ["/database/a.csv", ["/data"], false],
    ["/data/../etc/a.csv", ["/data"], false],
    ["/data/*/../../etc/a.csv", ["/data"], false],
    ["/data/*/*.csv", ["/data"], true],
    ["~/a.csv", ["."], false],
    ["file:///etc/a.csv", ["."], false],
    ["https://host/a.csv", ["."], false],
    ["https://host/data/a.csv", ["https://host/data"], true],
    ["https://host/data/../a.csv", ["https://host/data"], false],
    ["a.csv", ["."], true],
  ])("%s is within %o: %s", (path, allowed, expected) => {
    expect(isWithin(path, allowed)).toBe(expected);
  });
});

describe("a name of a file is a name", () => {
  test("a path with wildcards that is there is read and no other", async () => {
    const files = (name: string) =>
      readAll(DuckDBDataSource.fromFiles({ name: "a", files: join(folder, name) }));
    expect(await files("a[1].csv")).toEqual([[1n]]);
    expect(await files("a[0-9].csv")).toEqual([[2n]]);
    expect(await files("a*.csv")).toEqual([[1n], [2n]]);
  });

  test("a table is looked for in the catalogue and not on the disk", async () => {
    const instance = await DuckDBInstance.create(":memory:");
    const path = join(folder, "other.csv");
    const table = () =>
      readAll(
        DuckDBDataSource.fromTable({ name: "t", table: path, database: instance, allowedPaths: [folder] }),
      );
    await expect(table()).rejects.toThrow(
      `there is no table '${path}'. Files are read by DuckDBDataSource.fromFiles.`,
    );
    const connection = await instance.connect();
    await connection.run(`CREATE TABLE ${duckdbDialect.quote(path)} AS SELECT 5 AS x`);
    expect(await table()).toEqual([[5]].map((row) => row.map(BigInt)));
  });
});

describe("the second lock", () => {
  test("holds without the first: on an instance of DQX's own nothing else can be read, written or set", async () => {
    const connection = await (await DuckDBInstance.create(":memory:")).connect();
    await lockEngine(connection, [join(folder, "days"), join(folder, "a1.csv")]);
    await expect(connection.run(`FROM '${folder}/days/b.csv'`)).resolves.toBeDefined();
    await expect(connection.run(`FROM '${folder}/a1.csv'`)).resolves.toBeDefined();
    for (const sql of [
      `FROM '${folder}/other.csv'`,
      `FROM read_text('/etc/hostname')`,
      "FROM glob('/etc/*')",
      `COPY (SELECT 1) TO '${folder}/new.csv'`,
      `ATTACH '${folder}/new.duckdb'`,
      "INSTALL httpfs",
      "LOAD httpfs",
      "SET enable_external_access = true",
      "SET lock_configuration = false",
      "SET threads = 1",
      "SET TimeZone = 'Europe/Prague'",
    ]) {
      await expect(connection.run(sql), sql).rejects.toThrow();
    }
    await expect(lockEngine(connection, [join(folder, "days/b.csv")])).resolves.toBeUndefined();
    await expect(lockEngine(connection, [join(folder, "other.csv")])).rejects.toThrow(
      "Give both sources the same `allowedPaths`",
    );
  });

  test.each<[string, () => SqlDataSource]>([
    ["files", () => DuckDBDataSource.fromFiles({ name: "s", files: join(folder, "a1.csv") })],
    ["a query", () => DuckDBDataSource.fromQuery({ name: "s", query: `FROM '${folder}/a1.csv'` })],
    ["memory", () => InMemoryDataSource.fromColumns({ name: "s", columns: { x: [1] } })],
  ])("is on a source of %s", async (_, make) => {
    const source = make();
    const rows = await source.withSession((session) =>
      session.query(
        "SELECT current_setting('lock_configuration'), current_setting('enable_external_access'), current_setting('TimeZone')",
      ),
    );
    expect(rows).toEqual([[true, false, "UTC"]]);
    await source.close();
  });

  test("leaves the settings of a borrowed instance as they are", async () => {
    const instance = await DuckDBInstance.create(":memory:");
    const connection = await instance.connect();
    await connection.run("SET TimeZone = 'Europe/Prague'; CREATE TABLE t AS SELECT 1 AS x");
    const source = DuckDBDataSource.fromTable({ name: "t", table: "t", database: connection });
    await readAll(source);
    await expect(connection.run("SET threads = 1")).resolves.toBeDefined();
    const reader = await connection.runAndReadAll("SELECT current_setting('TimeZone')");
    expect(reader.getRows()).toEqual([["Europe/Prague"]]);
  });
});

test.each([
  ["CREATE VIEW v AS SELECT 1;", "SELECT 1;"],
  ["CREATE TEMP VIEW v (x) AS SELECT 1;", "SELECT 1;"],
  [`CREATE VIEW main."a AS b" ("x AS (", y) AS SELECT 1;`, "SELECT 1;"],
])("the query of %s", (sql, query) => {
  expect(viewQuery(sql)).toBe(query);
});
