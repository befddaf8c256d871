import { InvalidArgumentError, LocalDate } from "@dqx/common";
import {
  approxCountDistinct,
  dateGaps,
  epochSentinelCount,
  freshness,
  futureCount,
  maximum,
  numRows,
  onWeekday,
  sum,
} from "@dqx/metrics";
import { analyze, type SqlDataSource } from "@dqx/sql";
import { lateServer } from "@dqx/test-support/late-server";
import { Client, Pool } from "pg";
import { beforeAll, describe, expect, test } from "vitest";
import { PostgresDataSource, SourceError } from "../src/index.js";
import { makeSchema, run, uniqueName, url } from "./support/database.js";

let schema: string;
let connection: string;
const today = LocalDate("2024-01-02");
const archive = uniqueName("archive");

beforeAll(async () => {
  ({ schema, connection } = await makeSchema(`
    CREATE TABLE orders (day date, region text, price numeric(10,2));
    INSERT INTO orders VALUES ('2024-01-01', 'eu', 1.5), ('2024-01-02', 'eu', 2.5), ('2024-01-02', 'us', 10);
    CREATE VIEW recent AS SELECT * FROM orders WHERE day > '2024-01-01';
    CREATE MATERIALIZED VIEW kept AS SELECT * FROM orders;
    CREATE TABLE parts (LIKE orders) PARTITION BY RANGE (day);
    CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM ('2024-01-01') TO ('2024-01-02');
    CREATE TABLE parts_2 PARTITION OF parts FOR VALUES FROM ('2024-01-02') TO ('2024-01-03');
    INSERT INTO parts SELECT * FROM orders;
    CREATE TABLE "Order ""Lines"" ž" AS SELECT * FROM orders;
    CREATE SCHEMA ${archive};
    CREATE TABLE ${archive}.orders AS SELECT * FROM orders WHERE day = '2024-01-01';
    CREATE TABLE ${archive}.old AS SELECT * FROM orders;
    CREATE TABLE instants AS SELECT at, 1 AS price FROM generate_series(
      TIMESTAMPTZ '2024-03-30 00:00+00', TIMESTAMPTZ '2024-04-01 23:30+00', '30 minutes') AS s (at)`));
});

/** The sum of prices and the number of rows today. */
async function read(source: SqlDataSource, parameters = {}): Promise<readonly unknown[]> {
  try {
    const specs = [sum.spec({ column: "price" }, parameters), numRows.spec({}, parameters)];
    const { measured } = await analyze(
      source,
      specs.map((spec) => ({ spec, dates: [today] })),
      { referenceDate: today },
    );
    return measured.map(({ outcome }) => (outcome.kind === "value" ? outcome.value : outcome.reason));
  } finally {
    await source.close();
  }
}

const fromTable = (table: string, more = {}) =>
  PostgresDataSource.fromTable({ name: "orders", connection, table, ...more });

describe("tables", () => {
  test.each([
    ["orders", 12.5, 2],
    ["recent", 12.5, 2],
    ["kept", 12.5, 2],
    ["parts", 12.5, 2],
    ['Order "Lines" ž', 12.5, 2],
  ])("%s, on a day of its date column", async (table, total, rows) => {
    expect(await read(fromTable(table, { dateColumn: "day" }))).toEqual([total, rows]);
  });

  test("without a date column, and of another schema", async () => {
    expect(await read(fromTable("orders"))).toEqual([14, 3]);
    expect(await read(fromTable("orders", { schema: archive }))).toEqual([1.5, 1]);
  });

  test("that are foreign", async () => {
    const server = uniqueName("server");
    const { hostname, port, username, password, pathname } = new URL(url());
    await run(
      `CREATE EXTENSION IF NOT EXISTS postgres_fdw SCHEMA public;
       CREATE SERVER ${server} FOREIGN DATA WRAPPER postgres_fdw
         OPTIONS (host '${hostname}', port '${port}', dbname '${pathname.slice(1)}');
       CREATE USER MAPPING FOR CURRENT_USER SERVER ${server}
         OPTIONS (user '${username}', password '${decodeURIComponent(password)}');
       CREATE FOREIGN TABLE far (day date, region text, price numeric(10,2)) SERVER ${server}
         OPTIONS (schema_name '${schema}', table_name 'orders')`,
      connection,
    );
    expect(await read(fromTable("far", { dateColumn: "day" }))).toEqual([12.5, 2]);
  });

  test("of which only the partitions of the days are read", async () => {
    const source = fromTable("parts", { dateColumn: "day" });
    const spec = sum.spec({ column: "price" });
    const { statements } = await analyze(source, [{ spec, dates: [today] }], { referenceDate: today });
    const plan = await run(`EXPLAIN ${statements[0]?.sql}`, connection);
    expect(plan.join("\n")).toContain("parts_2");
    expect(plan.join("\n")).not.toContain("parts_1");
  });

  test.each<[string, object, string]>([
    ["order", {}, "Did you mean 'orders'?"],
    ["old", {}, `There is 'old' in the schema '${archive}': give schema: "${archive}"`],
    [`${archive}.old`, {}, `give schema: "${archive}"`],
    ["zzzzzzzz", {}, "The schemas of the search path have: "],
    ["zzzzzzzz", { schema: archive }, `The schema '${archive}' has: old, orders`],
    ["zzzzzzzz", { schema: "nowhere" }, "The schema 'nowhere' has no tables"],
  ])("a table %s %o that does not exist is an error with those that do", async (table, more, remedy) => {
    const attempt = read(fromTable(table, more));
    await expect(attempt).rejects.toThrow(SourceError);
    await expect(attempt).rejects.toThrow(/Dataset 'orders' cannot be read: relation ".*" does not exist/);
    await expect(attempt).rejects.toThrow(remedy);
  });

  test("a table that the role may not read says what to grant", async () => {
    const role = uniqueName("role");
    await run(`CREATE ROLE ${role} LOGIN PASSWORD 'p'`);
    const place = new URL(connection);
    [place.username, place.password] = [role, "p"];
    const asRole = () =>
      read(PostgresDataSource.fromTable({ name: "orders", connection: place.href, schema, table: "orders" }));
    await expect(asRole()).rejects.toThrow(
      "Grant the role that connects USAGE on the schema and SELECT on 'orders'",
    );
    await run(`GRANT USAGE ON SCHEMA ${schema} TO ${role}`);
    const denied = expect.stringMatching(
      /^dataset 'orders' cannot be read: permission denied .*: grant SELECT on it to the role that connects/,
    );
    expect(await asRole()).toEqual([denied, denied]);
    await run(`GRANT SELECT ON orders TO ${role}`, connection);
    expect(await asRole()).toEqual([14, 3]);
  });

  test("a name longer than PostgreSQL reads is refused, since it would mean another table", () => {
    const long = "ž".repeat(32);
    expect(() => fromTable(long)).toThrow("table has 64 bytes, and names in PostgreSQL have 63 at most");
    expect(() => fromTable("orders", { schema: long })).toThrow("schema has 64 bytes");
  });
});

test("a day of 23 hours and one of 24 are half-open ranges of instants in the source's zone", async () => {
  const days = ["2024-03-30", "2024-03-31", "2024-04-01"].map((day) => LocalDate(day));
  const source = fromTable("instants", { dateColumn: "at", timeZone: "Europe/Prague" });
  const { measured } = await analyze(source, [{ spec: numRows.spec({}), dates: days }], {
    referenceDate: today,
  });
  // The first instant of the data is 01:00 in Prague: two half hours of that day are missing.
  expect(measured.map(({ outcome }) => outcome)).toMatchObject([{ value: 46 }, { value: 46 }, { value: 48 }]);
});

describe("connections", () => {
  const table = { name: "orders", table: "orders" };

  test("by settings", async () => {
    const { hostname, port, username, password } = new URL(connection);
    const settings = {
      host: hostname,
      port: Number(port),
      user: username,
      password: decodeURIComponent(password),
      database: "postgres",
    };
    expect(await read(PostgresDataSource.fromTable({ ...table, schema, connection: settings }))).toEqual([
      14, 3,
    ]);
  });

  test("of a pool, which stays open and gets each connection back as it was", async () => {
    const pool = new Pool({ connectionString: connection, max: 1 });
    const source = PostgresDataSource.fromTable({ ...table, connection: pool });
    expect(await read(source)).toEqual([14, 3]);
    const before = await pool.query("SELECT pg_backend_pid() AS pid");
    await source.withSession((session) => session.query("SELECT price FROM orders"));
    const after = await pool.query(
      "SELECT pg_backend_pid() AS pid, current_setting('transaction_read_only') AS read_only, current_setting('IntervalStyle') AS style",
    );
    expect(after.rows).toEqual([{ ...before.rows[0], read_only: "off", style: "postgres" }]);
    await expect(source.withSession(async () => Promise.reject(new Error("enough")))).rejects.toThrow(
      "enough",
    );
    expect([pool.totalCount, pool.idleCount]).toEqual([0, 0]);
    await pool.end();
  });

  test("of a pool, whose statements an abort ends on the server", async () => {
    const pool = new Pool({ connectionString: connection, max: 1 });
    const source = PostgresDataSource.fromTable({ ...table, connection: pool });
    const controller = new AbortController();
    const work = source.withSession(
      (session) =>
        session.query(
          "SELECT count(*) AS pooled FROM generate_series(1, 1000000) a, generate_series(1, 1000000) b",
        ),
      controller.signal,
    );
    const rejected = expect(work).rejects.toThrow("enough");
    const active = async () =>
      run(
        "SELECT pid FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%AS pooled%' AND pid <> pg_backend_pid()",
      );
    while ((await active()).length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    controller.abort(new Error("enough"));
    await rejected;
    expect(await active()).toEqual([]);
    await pool.end();
  });

  test("of a client, whose sessions follow each other and which has its own settings again behind them", async () => {
    const client = new Client({ connectionString: connection });
    const source = PostgresDataSource.fromTable({ ...table, connection: client });
    await expect(source.withSession((session) => session.query("SELECT 1"))).rejects.toThrow(
      "is not connected",
    );
    await client.connect();
    await client.query("SET TimeZone = 'Asia/Tokyo'");
    const both = await Promise.all(
      [1, 2].map((n) =>
        source.withSession((session) =>
          session.query(`SELECT ${n}, current_setting('TimeZone') FROM orders LIMIT 1`),
        ),
      ),
    );
    expect(both).toEqual([[[1n, "UTC"]], [[2n, "UTC"]]]);
    expect(await read(source)).toEqual([14, 3]);
    const { rows } = await client.query("SELECT current_setting('TimeZone') AS zone");
    expect(rows).toEqual([{ zone: "Asia/Tokyo" }]);
    await client.query("BEGIN");
    await expect(read(source)).rejects.toThrow("is in a transaction");
    await client.query("ROLLBACK");
    expect(await read(source)).toEqual([14, 3]);
    await client.end();
  });

  test.each<[string, (place: URL) => void, string]>([
    ["a port where no server is", (place) => (place.port = "1"), "Start the server, or correct the host"],
    ["a wrong password", (place) => (place.password = "hunter2"), "Correct the user and the password"],
    [
      "a database that is not there",
      (place) => (place.pathname = "/nowhere"),
      "Correct the name of the database",
    ],
  ])("to %s are errors that say what to do, and show no password", async (_, change, remedy) => {
    const place = new URL(connection);
    change(place);
    const attempt = read(PostgresDataSource.fromTable({ ...table, connection: place.href }));
    const error: unknown = await attempt.catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(SourceError);
    expect(String(error)).toContain(
      "Dataset 'orders' cannot be read, since there is no connection to PostgreSQL",
    );
    expect(String(error)).toContain(remedy);
    expect(String(error)).not.toContain(decodeURIComponent(place.password));
  });

  test("are tried again while the server takes none, which the analysis says", async () => {
    await using late = await lateServer(connection, 120);
    const source = PostgresDataSource.fromTable({ ...table, connection: late.url });
    const requests = [{ spec: numRows.spec({}), dates: [today] }];
    const { measured, warnings } = await analyze(source, requests, { referenceDate: today });
    expect(measured).toMatchObject([{ outcome: { value: 3 } }]);
    expect(warnings).toContainEqual(
      expect.stringMatching(/^Dataset 'orders': the server took a connection at attempt [2-9]\.$/),
    );
  });

  test("that are refused for long are errors that say for how long", async () => {
    const source = PostgresDataSource.fromTable({
      ...table,
      connection: "postgres://127.0.0.1:1/x",
      retryFor: 60,
    });
    await expect(read(source)).rejects.toThrow("no connection to PostgreSQL after 0.06 s of trying: ");
  });

  test("of a pool that cannot connect are errors, too", async () => {
    const pool = new Pool({ host: "127.0.0.1", port: 1 });
    await expect(read(PostgresDataSource.fromTable({ ...table, connection: pool }))).rejects.toThrow(
      SourceError,
    );
    await pool.end();
  });

  test("that are waited for end with the signal", async () => {
    const { createServer } = await import("node:net");
    // Takes connections and never says a word.
    const silent = createServer(() => undefined).listen(0, "127.0.0.1");
    await new Promise((resolve) => silent.once("listening", resolve));
    const address = silent.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const source = PostgresDataSource.fromTable({
      ...table,
      connection: { host: "127.0.0.1", port, user: "u", database: "d" },
    });
    const controller = new AbortController();
    const work = source.withSession(async () => undefined, controller.signal);
    setTimeout(() => controller.abort(new Error("enough")), 50);
    await expect(work).rejects.toThrow("enough");
    silent.close();
  });

  test("a closed source says so, and closing twice is fine", async () => {
    const source = fromTable("orders");
    await source.close();
    await source.close();
    await expect(source.withSession(async () => undefined)).rejects.toThrow("has been closed");
  });
});

describe("queries", () => {
  const query = "SELECT * FROM orders WHERE region = $region AND price > $minimum; -- only some";
  const orders = (more = {}) =>
    PostgresDataSource.fromQuery({ name: "orders", connection, query, dateColumn: "day", ...more });

  test("take the parameters of metrics, whatever is in them", async () => {
    expect(await read(orders(), { region: "eu", minimum: 2 })).toEqual([2.5, 1]);
    expect(await read(orders(), { region: "us", minimum: -1.5 })).toEqual([10, 1]);
    expect(await read(orders(), { region: "' OR 1 = 1 --", minimum: 0n })).toEqual([0, 0]);
    expect(await read(orders(), { region: null, minimum: 0 })).toEqual([0, 0]);
  });

  test("take values of every kind, in the type of their literal or that of their place", async () => {
    const parameters = {
      whole: 2n ** 70n,
      small: 3n,
      fraction: 0.5,
      flag: true,
      day: "2024-01-02",
      zero: -0,
      far: Infinity,
    };
    const text = `SELECT $whole AS whole, $small AS small, $fraction AS fraction, $flag AS flag, $zero AS zero, $far AS far
      FROM orders WHERE day = $day AND $flag LIMIT $small`;
    const source = orders({ query: text, dateColumn: undefined });
    const relation = source.relation({ parameters });
    const rows = await source.withSession(async (session) => {
      const columns = await session.describe(relation);
      const { sql } = typeof relation === "string" ? { sql: relation } : relation;
      return [
        columns.map(({ type }) => type),
        ...(await session.query({ sql: `SELECT * FROM ${sql} AS q`, parameters })),
      ];
    });
    const row = [2n ** 70n, 3n, "0.5", true, -0, Infinity];
    expect(rows).toEqual([
      ["numeric", "bigint", "numeric", "boolean", "double precision", "double precision"],
      row,
      row,
    ]);
    await expect(read(orders(), { region: "a\0b", minimum: 0 })).rejects.toThrow("NUL");
  });

  test.each([
    [{ region: "eu" }, "needs a value for $minimum"],
    [{ region: "eu", minimun: 1, minimum: 1 }, "has no parameter 'minimun'. Did you mean 'minimum'?"],
    [{ region: "eu", minimum: 1, other: 1 }, "It has: $region, $minimum."],
  ])("with parameters %o are refused", async (parameters, message) => {
    await expect(read(orders(), parameters)).rejects.toThrow(message);
  });

  test("see no parameter inside of strings, names, comments and dollar quotes", async () => {
    const tricky = `SELECT '$a' AS "$b", e'\\'$c' AS c, $$ $d $$ AS d, $t$ $e $t$ AS e, 'ž' AS f, $price AS price -- $f
      /* $g */ FROM generate_series(1, 1) -- it's $h`;
    expect(await read(orders({ query: tricky, dateColumn: undefined }), { price: 5 })).toEqual([5, 1]);
  });

  test.each([
    ["SELECT 1; SELECT 2", "it is 2 statements, and only one SELECT is let through"],
    ["DELETE FROM orders", "DELETE is not let through, only one SELECT is let through"],
    ["SELECT nope FROM orders", 'column "nope" does not exist'],
    ["SELEC 1", 'syntax error at or near "SELEC"'],
    ["SELECT $1 AS price", "parameters without a name"],
    ["SELECT 'unterminated AS price", "cannot be parsed"],
    ["", "query is"],
  ])("%j is refused", async (text, message) => {
    const attempt = async () => read(orders({ query: text, dateColumn: undefined }));
    await expect(attempt()).rejects.toThrow(message);
  });
});

describe("times", () => {
  test("without an end have no number, whatever their type", async () => {
    const { connection: own } =
      await makeSchema(`CREATE TABLE times AS SELECT d AS day, CAST(d AS timestamp) AS wall,
      CAST(d AS timestamptz) AS at FROM (VALUES (DATE 'infinity'), ('-infinity'), ('2024-02-29')) AS v (d)`);
    const source = PostgresDataSource.fromTable({ name: "times", connection: own, table: "times" });
    const specs = ["day", "wall", "at"].flatMap((column) => [
      freshness.spec({ column }),
      futureCount.spec({ column }),
      maximum.spec({ column }),
      dateGaps.spec({ column, unit: "hour" }),
      dateGaps.spec({ column, unit: "month" }),
      onWeekday.spec({ column, days: ["thursday"] }),
      epochSentinelCount.spec({ column, sentinels: ["2024-02-29"] }).ratio(),
      approxCountDistinct.spec({ column }),
    ]);
    const { measured } = await analyze(
      source,
      specs.map((spec) => ({ spec, dates: [today] })),
      { referenceDate: today, referenceTime: new Date("2024-03-01T00:00:00Z") },
    );
    const values = measured.map(({ outcome }) => (outcome.kind === "value" ? outcome.value : outcome.reason));
    const each = [24, 1, 1_709_164_800, 0, 0, 1, 1, expect.closeTo(3, 1)];
    expect(values).toEqual([...each, ...each, ...each]);
    await source.close();
  });
});

describe("queries for each date", () => {
  test("read one relation a day, with the metric's parameters", async () => {
    const source = PostgresDataSource.fromDatedQuery({
      name: "orders",
      connection,
      relationFor: (date) =>
        date === "2024-01-03"
          ? "SELECT * FROM nowhere"
          : `SELECT * FROM orders WHERE day = '${date}' AND region = $region`,
    });
    const spec = maximum.spec({ column: "price" }, { region: "eu" });
    const days = ["2024-01-01", "2024-01-02", "2024-01-03"].map((day) => LocalDate(day));
    const { measured } = await analyze(source, [{ spec, dates: days }], { referenceDate: today });
    expect(measured.map(({ outcome }) => outcome)).toMatchObject([
      { value: 1.5 },
      { value: 2.5 },
      { kind: "failed", reason: expect.stringContaining('relation "nowhere" does not exist') },
    ]);
  });

  test("need a function", () => {
    const wrong: object = { relationFor: "SELECT 1" };
    expect(() =>
      PostgresDataSource.fromDatedQuery({ name: "orders", connection, relationFor: () => "", ...wrong }),
    ).toThrow("Give a function");
  });
});

describe("options", () => {
  test.each<[object, string]>([
    [{ dateColum: "day" }, "Did you mean 'dateColumn'?"],
    [{ name: "" }, "Give the dataset a name"],
    [{ table: " " }, "table is"],
    [{ schema: "" }, "schema is"],
    [{ connection: undefined }, "connection is undefined"],
    [{ connection: "host=localhost password=hunter2" }, "connection is a text that is no URL"],
    [{ statementTimeout: 0.5 }, "statementTimeout is 0.5"],
    [{ statementTimeout: 0 }, "statementTimeout is 0"],
    [{ timeZone: "UTC" }, "timeZone does nothing without a dateColumn"],
    [{ dateColumn: "day", timeZone: "Europe/Prag" }, "Did you mean 'Europe/Prague'?"],
  ])("%o are refused", (wrong, message) => {
    const make = () => fromTable("orders", wrong);
    expect(make).toThrow(InvalidArgumentError);
    expect(make).toThrow(message);
  });

  test("every zone that Node knows is a zone to PostgreSQL", async () => {
    const known = new Set((await run("SELECT name FROM pg_timezone_names")).map(([name]) => String(name)));
    const unknown = Intl.supportedValuesOf("timeZone").filter((zone) => !known.has(zone));
    expect(unknown).toEqual([]);
  });
});
