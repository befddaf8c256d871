import { describe, expect, test } from "vitest";
import { ClickHouseDataSource } from "../../src/index.js";
import { engineUrl, makeDatabase, NO_ENGINE, run, urlOf } from "../support/engine.js";

const hasNoEngine = engineUrl === undefined;
const database = hasNoEngine
  ? ""
  : await makeDatabase(
      "CREATE TABLE t (a Int64, s String) ENGINE = MergeTree ORDER BY a",
      "INSERT INTO t VALUES (1, 'x')",
      "CREATE VIEW plain AS SELECT a, upper(s) AS s FROM t",
      "CREATE VIEW reading AS SELECT file('/etc/hostname') AS f",
      "CREATE VIEW nested AS SELECT * FROM (SELECT f FROM reading)",
      "CREATE FUNCTION IF NOT EXISTS dqx_doubled AS (x) -> 2 * x",
      "CREATE FUNCTION IF NOT EXISTS dqx_waiting AS (x) -> x + sleep(0)",
    );

/** Queries that must be refused before the server binds them, by name. */
const ATTACKS: readonly (readonly [string, string])[] = [
  ["a second statement", "SELECT 1; DROP TABLE t"],
  ["a second statement behind a bracket", "SELECT 1); DROP TABLE t; SELECT * FROM (SELECT 1"],
  ["an INSERT", "INSERT INTO t VALUES (2, 'y')"],
  ["a table that is dropped", "DROP TABLE t"],
  ["a table that is altered", "ALTER TABLE t DELETE WHERE 1"],
  ["a setting", "SET max_threads = 1"],
  ["a setting of the query", "SELECT 1 SETTINGS readonly = 0"],
  ["a setting of a subquery", "SELECT * FROM (SELECT 1 SETTINGS max_threads = 1)"],
  ["a file that is written", "SELECT 1 INTO OUTFILE '/tmp/owned'"],
  ["a format", "SELECT 1 FORMAT CSV"],
  ["another statement's explanation", "SELECT * FROM (EXPLAIN SELECT 1)"],
  ["a command of the server", "SYSTEM SHUTDOWN"],
  ["a file of the host", "SELECT file('/etc/hostname')"],
  ["a file of the host by a quoted name", "SELECT `file`('/etc/hostname')"],
  ["a file of the host in ORDER BY", "SELECT 1 ORDER BY file('/etc/hostname')"],
  ["a file of the host in a lambda", "SELECT arrayMap(x -> file(x), ['/etc/hostname'])"],
  ["a file of the host in WITH", "WITH file('/etc/hostname') AS f SELECT f"],
  ["a file of the host in a window", "SELECT sum(1) OVER (ORDER BY file('/etc/hostname'))"],
  [
    "a file of the host in a join",
    "SELECT * FROM t JOIN (SELECT 1 AS a) AS u ON t.a = u.a AND file('x') = ''",
  ],
  ["a file of the host in a view", "SELECT * FROM reading"],
  ["a file of the host in a view over a view", "SELECT * FROM nested"],
  ["a file as a table", "SELECT * FROM file('/etc/passwd', LineAsString)"],
  ["an address", "SELECT * FROM url('http://127.0.0.1:1/', CSV, 'a Int8')"],
  ["a bucket", "SELECT * FROM s3('http://a.b.example/c', 'CSV', 'a Int8')"],
  ["another server", "SELECT * FROM remote('127.0.0.1', system.one)"],
  ["a cluster", "SELECT * FROM cluster('default', system.one)"],
  ["another database", "SELECT * FROM mysql('h:1', 'd', 't', 'u', 'p')"],
  ["a program", "SELECT * FROM executable('x', 'CSV', 'a Int8')"],
  ["tables by a pattern", "SELECT * FROM merge('.*', '.*')"],
  ["a table function behind IN", "SELECT 1 IN remote('127.0.0.1', system.one)"],
  ["a wait", "SELECT sleep(3)"],
  ["a wait for each row", "SELECT sleepEachRow(1) FROM t"],
  ["the server's log", "SELECT logTrace('x')"],
  ["a function of the database that waits", "SELECT dqx_waiting(a) FROM t"],
  ["a header of the request", "SELECT getClientHTTPHeader('Authorization')"],
  ["a setting that may be secret", "SELECT getSetting('custom_password')"],
  ["the server's users", "SELECT * FROM system.users"],
  ["others' statements", "SELECT query FROM system.query_log"],
  ["others' statements by a quoted name", "SELECT query FROM `system`.`processes`"],
  ["others' statements behind IN", "SELECT 1 IN system.processes"],
];

async function read(query: string, parameters = {}): Promise<string> {
  const source = ClickHouseDataSource.fromQuery({ name: "attacked", connection: urlOf(database), query });
  try {
    const rows = await source.withSession(async (session) => {
      const relation = source.relation({ parameters });
      await session.describe(relation);
      const { sql, ...bound } = typeof relation === "string" ? { sql: relation } : relation;
      return session.query({ parameters: {}, ...bound, sql: `SELECT * FROM ${sql} AS q` });
    });
    return `read: ${rows.map((row) => row.map(String).join("|")).join("; ")}`;
  } catch (error) {
    return `refused: ${String(error)}`;
  } finally {
    await source.close();
  }
}

describe.skipIf(hasNoEngine)(hasNoEngine ? NO_ENGINE : "what a query may not do is refused", () => {
  test.each(ATTACKS)("%s", async (_, query) => {
    expect(await read(query)).toMatch(/^refused: SourceError: .*(?:let through|SYNTAX_ERROR|READONLY)/s);
    expect(await run("SELECT count() FROM t", database)).toBe("1");
  });
});

test.skipIf(hasNoEngine)(
  "reading is let through: functions, views and functions of the database",
  async () => {
    expect(await read("SELECT a, upper(s) FROM plain WHERE a + 1 = 2 AND match(s, 'X')")).toBe("read: 1|X");
    expect(await read("WITH w AS (SELECT sum(a) AS n FROM t) SELECT n, dqx_doubled(n) FROM w")).toBe(
      "read: 1|2",
    );
    expect(await read("SELECT sumIf(a, a > 0), uniqExactOrNull(s), quantile(0.5)(a) FROM t")).toBe(
      "read: 1|1|1",
    );
    expect(await read("SELECT number FROM numbers(2) ORDER BY number")).toBe("read: 0; 1");
    expect(await read("SELECT a FROM t FINAL")).toContain("ILLEGAL_FINAL");
  },
);

test.skipIf(hasNoEngine)("a value is bound, and one that its type does not hold is refused", async () => {
  const query = "SELECT a FROM t WHERE s = {r:String} AND a >= {n:UInt8}";
  expect(await read(query, { r: "x", n: 1 })).toBe("read: 1");
  expect(await read(query, { r: "' OR 1 = 1 --", n: 1 })).toBe("read: ");
  expect(await read(query, { r: "x", n: 300 })).toContain('of {n:UInt8} would become "44"');
  expect(await read("SELECT {d:Decimal(10, 2)} AS d", { d: "2.265" })).toContain('would become "2.26"');
  expect(await read("SELECT {d:Date} AS d", { d: "1960-01-01" })).toContain('would become "1970-01-01"');
  expect(await read("SELECT * FROM {t:Identifier}", { t: "t" })).toContain("stands for a name");
});
