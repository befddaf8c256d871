import type { SqlSession } from "@dqx/sql";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PostgresDataSource } from "../src/index.js";
import { makeSchema, run } from "./support/database.js";

let connection: string;
let watcher: Client;

beforeAll(async () => {
  const made = await makeSchema(`
    CREATE TABLE t AS SELECT 1 AS a, 'x' AS s;
    CREATE TABLE secret AS SELECT 'hunter2' AS pw;
    CREATE SEQUENCE numbers;
    CREATE VIEW advancing AS SELECT nextval('numbers') AS n;
    CREATE VIEW nested AS SELECT * FROM (SELECT n FROM advancing) AS inner_rows;
    CREATE VIEW plain AS SELECT a, upper(s) AS s FROM t;
    CREATE FUNCTION innocent() RETURNS integer LANGUAGE plpgsql AS 'BEGIN PERFORM set_config(''a.b'', ''c'', false); RETURN 1; END';
    CREATE FUNCTION reading() RETURNS bigint STABLE LANGUAGE sql AS 'SELECT count(*) FROM t';
    CREATE FUNCTION of_row(t) RETURNS integer LANGUAGE sql AS 'SELECT 1';
    CREATE FUNCTION shout(text, text) RETURNS text LANGUAGE sql AS 'SELECT $1';
    CREATE OPERATOR !!! (LEFTARG = text, RIGHTARG = text, FUNCTION = shout);
    CREATE FUNCTION ascii(t) RETURNS integer LANGUAGE sql AS 'SELECT 1'`);
  connection = made.connection;
  watcher = new Client({ connectionString: connection });
  await watcher.connect();
});
afterAll(async () => watcher.end());

/** Queries that must be refused before the server binds them, by name. */
const ATTACKS: readonly (readonly [string, string])[] = [
  ["a second statement", "SELECT 1; COMMIT; CREATE TABLE owned (x integer)"],
  [
    "a second statement behind a bracket",
    "SELECT 1) AS q; COMMIT; CREATE TABLE owned AS SELECT * FROM (SELECT 1",
  ],
  ["a second SELECT", "SELECT 1; SELECT 2"],
  ["a statement that ends the transaction", "COMMIT"],
  ["a transaction that may write", "SET TRANSACTION READ WRITE"],
  ["a setting that is set", "SET statement_timeout = 0"],
  ["an INSERT", "INSERT INTO t VALUES (2, 'y')"],
  ["an INSERT in a WITH", "WITH w AS (INSERT INTO t VALUES (2, 'y') RETURNING a) SELECT * FROM w"],
  [
    "a DELETE in a WITH of a subquery",
    "SELECT * FROM (WITH w AS (DELETE FROM t RETURNING a) SELECT * FROM w) AS q",
  ],
  ["SELECT INTO", "SELECT 1 AS x INTO owned"],
  ["CREATE TABLE AS", "CREATE TABLE owned AS SELECT 1"],
  ["COPY to a program", "COPY (SELECT 1) TO PROGRAM 'touch /tmp/owned'"],
  ["a block of code", "DO 'BEGIN CREATE TABLE owned (x integer); END'"],
  ["a prepared statement", "PREPARE p AS DELETE FROM t"],
  ["EXPLAIN ANALYZE of a DELETE", "EXPLAIN ANALYZE DELETE FROM t"],
  ["a procedure that is called", "CALL innocent()"],
  ["a notification", "NOTIFY owned"],
  ["rows that are locked", "SELECT a FROM t FOR UPDATE"],
  ["rows that are locked in a subquery", "SELECT * FROM (SELECT a FROM t FOR SHARE) AS q"],
  ["a sequence that is advanced", "SELECT nextval('numbers')"],
  ["a sequence that is advanced by its schema's name", "SELECT pg_catalog.nextval('numbers')"],
  ["a sequence that is advanced by a quoted name", `SELECT "nextval"('numbers')`],
  ["a sequence that is advanced in ORDER BY", "SELECT 1 ORDER BY nextval('numbers')"],
  ["a sequence that is advanced in LIMIT", "SELECT 1 LIMIT nextval('numbers')"],
  ["a sequence that is advanced in a window", "SELECT count(*) OVER (ORDER BY nextval('numbers'))"],
  ["a sequence that is advanced in a FILTER", "SELECT count(*) FILTER (WHERE nextval('numbers') > 0)"],
  ["a sequence that is advanced in FROM", "SELECT * FROM nextval('numbers')"],
  ["a sequence that is advanced in VALUES", "VALUES (nextval('numbers'))"],
  [
    "a sequence that is advanced in a lateral join",
    "SELECT * FROM t, LATERAL (SELECT nextval('numbers')) AS l",
  ],
  ["a sequence that is advanced in TABLESAMPLE", "SELECT * FROM t TABLESAMPLE SYSTEM (nextval('numbers'))"],
  ["a sequence that is set", "SELECT setval('numbers', 7)"],
  ["a view that advances a sequence", "SELECT * FROM advancing"],
  ["a view over a view that advances a sequence", "SELECT * FROM nested"],
  ["a setting by a function", "SELECT set_config('statement_timeout', '0', false)"],
  ["a seed", "SELECT setseed(0.5)"],
  ["a file of the host", "SELECT pg_read_file('/etc/hostname')"],
  ["a binary file of the host", "SELECT pg_read_binary_file('/etc/hostname')"],
  ["a folder of the host", "SELECT * FROM pg_ls_dir('/etc')"],
  ["a large object from a file", "SELECT lo_import('/etc/hostname')"],
  ["a large object", "SELECT lo_create(0)"],
  ["a large object from bytes", "SELECT lo_from_bytea(0, 'x')"],
  ["a lock", "SELECT pg_advisory_lock(1)"],
  ["a lock that is tried", "SELECT pg_try_advisory_xact_lock(1)"],
  ["another session's end", "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"],
  ["another session's statement", "SELECT pg_cancel_backend(1)"],
  ["a new configuration", "SELECT pg_reload_conf()"],
  ["a message", "SELECT pg_notify('owned', 'x')"],
  ["a message in the log of changes", "SELECT pg_logical_emit_message(false, 'owned', 'x')"],
  ["a number of a transaction", "SELECT txid_current()"],
  ["an exported snapshot", "SELECT pg_export_snapshot()"],
  ["a wait", "SELECT pg_sleep(60)"],
  ["a query in a text", "SELECT query_to_xml('SELECT * FROM secret', true, true, '')"],
  ["a table in a text", "SELECT table_to_xml('secret', true, true, '')"],
  ["a database in a text", "SELECT database_to_xml(true, true, '')"],
  ["statistics of a query in a text", "SELECT * FROM ts_stat('SELECT pw::tsvector FROM secret')"],
  ["passwords of roles", "SELECT rolpassword FROM pg_authid"],
  ["passwords of roles by the schema", "SELECT passwd FROM pg_catalog.pg_shadow"],
  ["a setting that may be secret", "SELECT current_setting('app.password')"],
  ["a computed setting", "SELECT current_setting('app.' || 'password')"],
  ["a function of the database that may write", "SELECT innocent()"],
  ["a function of the database on a row as its field", "SELECT (t).of_row FROM t"],
  ["a function of the database as a column", "SELECT t.of_row FROM t"],
  ["a function under the name of one of PostgreSQL's", "SELECT ascii(t) FROM t"],
  ["an operator of the database that may write", "SELECT 'a' !!! 'b'"],
];

async function read(query: string, parameters = {}): Promise<string> {
  const source = PostgresDataSource.fromQuery({ name: "attacked", connection, query });
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
  }
}

describe("what a query may not do is refused", () => {
  test.each(ATTACKS)("%s", async (_, query) => {
    expect(await read(query)).toMatch(/^refused: SourceError: .*(?:let through|cannot be parsed)/s);
  });

  test("and nothing has happened", async () => {
    expect(await run("SELECT to_regclass('owned'), (SELECT count(*) FROM t)", connection)).toEqual([
      [null, "1"],
    ]);
    expect(await run("SELECT last_value, is_called FROM numbers", connection)).toEqual([["1", false]]);
    expect((await watcher.query("SELECT 1 AS alive")).rows).toEqual([{ alive: 1 }]);
  });
});

describe("the session's own lock holds without the gate", () => {
  const refusedBy = async (sql: string): Promise<string> => {
    const client = new Client({ connectionString: connection });
    await client.connect();
    try {
      await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SELECT 1");
      await client.query({ text: sql });
      return "nothing";
    } catch (cause) {
      return cause instanceof Error && "code" in cause ? String(cause.code) : String(cause);
    } finally {
      await client.end();
    }
  };

  test.each([
    ["INSERT INTO t VALUES (2, 'y')", "25006"],
    ["SELECT nextval('numbers')", "25006"],
    ["SELECT a FROM t FOR UPDATE", "25006"],
    ["CREATE TABLE owned (x integer)", "25006"],
    ["SET TRANSACTION READ WRITE", "25001"],
  ])("%s", async (sql, code) => {
    expect(await refusedBy(sql)).toBe(code);
  });
});

test("reading is let through: functions, operators and views that only read", async () => {
  expect(await read("SELECT a, upper(s) FROM plain WHERE a + 1 = 2 AND s ~ 'X'")).toBe("read: 1|X");
  expect(await read("WITH w AS (SELECT sum(a) AS n FROM t) SELECT n, reading() FROM w")).toBe("read: 1|1");
  expect(await read("SELECT current_setting('server_version_num')::int > 140000, random() < 2")).toBe(
    "read: true|true",
  );
  expect(await read("TABLE t")).toBe("read: 1|x");
  expect(await read("SELECT (q.r).a FROM (SELECT t AS r FROM t) AS q")).toBe("read: 1");
});

describe("a value cannot leave its place", () => {
  const breakout = "*/ UNION ALL SELECT length(pw) FROM secret /*";
  test.each<[string, string, string, string]>([
    ["in nested comments", "SELECT a FROM t WHERE s = $r /* /* */ $r */", breakout, "read: "],
    ["where it belongs", "SELECT a FROM t WHERE s = $r", "x", "read: 1"],
    ["in a quote tagged beyond ASCII", "SELECT a FROM t WHERE s = $é$ $r $é$ OR s = $r", "x", "read: 1"],
    ["behind such a quote", "SELECT a FROM t WHERE s = $é$ ' $é$ OR s = $r", " OR true --", "read: "],
    ["in a string", "SELECT a FROM t WHERE s = '$r' OR s = $r", "' OR true --", "read: "],
    [
      "in a string with backslashes",
      "SELECT a FROM t WHERE s = E'\\'$r' OR s = $r",
      "' OR true --",
      "read: ",
    ],
    ["in a name", `SELECT a AS "$r" FROM t WHERE s = $r`, '" FROM secret --', "read: "],
    ["at the end of the text", "SELECT a FROM t WHERE s = $r -- $r", "\n UNION ALL SELECT 7", "read: "],
  ])("%s", async (_, query, r, expected) => {
    expect(await read(query, { r })).toBe(expected);
  });
});

test("statements of a session go through the gate, too", async () => {
  const source = PostgresDataSource.fromTable({ name: "t", connection, table: "t" });
  const use = <T>(work: (session: SqlSession) => Promise<T>) => source.withSession(work);
  await expect(use((session) => session.query("SELECT nextval('numbers')"))).rejects.toThrow(
    "the function nextval() is not let through: it advances or reads the state of a sequence",
  );
  await expect(use((session) => session.describe("t; DELETE FROM t"))).rejects.toThrow("only one SELECT");
  await expect(use((session) => session.query("-- nothing"))).rejects.toThrow("it holds no statement");
  await expect(use((session) => session.query("SELECT '\0'"))).rejects.toThrow("NUL");
});
