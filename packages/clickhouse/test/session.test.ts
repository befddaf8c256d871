import { ClickHouseLogLevel, createClient } from "@clickhouse/client";
import { LocalDate } from "@dqx/common";
import { numRows, sum } from "@dqx/metrics";
import { analyze, clickhouseDialect } from "@dqx/sql";
import { lateServer } from "@dqx/test-support/late-server";
import { afterEach, describe, expect, test } from "vitest";
import { ClickHouseDataSource, SourceError } from "../src/index.js";
import { type Answer, FakeClickHouse } from "./support/fake-clickhouse.js";

let fake: FakeClickHouse;
afterEach(() => fake[Symbol.asyncDispose]());

async function start(answer?: (sql: string) => Answer | undefined, more: object = {}) {
  fake = await FakeClickHouse.start(answer);
  return ClickHouseDataSource.fromTable({ name: "orders", connection: fake.url, table: "t", ...more });
}

const date = LocalDate("2025-01-08");
const specs = [numRows.spec({}), sum.spec({ column: "price" })];
const requests = specs.map((spec) => ({ spec, dates: [date] }));

test("a metric is measured by one statement, which the gate has seen before", async () => {
  const source = await start((sql) =>
    sql.startsWith("SELECT count(*)") ? ["a\tb", "UInt64\tNullable(Decimal(38, 2))", "3\t7.5"] : undefined,
  );
  const { measured, statements } = await analyze(source, requests, { referenceDate: date });
  expect(measured.map(({ outcome }) => outcome)).toMatchObject([{ value: 3 }, { value: 7.5 }]);
  expect(statements).toHaveLength(1);
  expect(fake.requests(statements[0]?.sql ?? "").map(({ sql }) => sql.slice(0, 11))).toEqual([
    "EXPLAIN AST",
    "SELECT coun",
  ]);
  await source.close();
  await source.close();
  await expect(source.withSession(async () => undefined)).rejects.toThrow("has been closed");
});

test("a server that starts meanwhile is waited for, and the analysis says so", async () => {
  await start((sql) =>
    sql.startsWith("SELECT count(*)") ? ["a\tb", "UInt64\tNullable(Decimal(38, 2))", "3\t7.5"] : undefined,
  );
  await using late = await lateServer(fake.url, 120);
  const source = ClickHouseDataSource.fromTable({ name: "orders", connection: late.url, table: "t" });
  const { measured, warnings } = await analyze(source, requests, { referenceDate: date });
  expect(measured.map(({ outcome }) => outcome)).toMatchObject([{ value: 3 }, { value: 7.5 }]);
  expect(warnings).toEqual([
    expect.stringMatching(/^Dataset 'orders': the server took a connection at attempt [2-9]\.$/),
  ]);
  await source.close();
});

describe("the lock of a statement", () => {
  const sent = async (source: ClickHouseDataSource) => {
    await source.withSession((session) => session.query("SELECT * FROM t"));
    return fake.asked.at(-1)?.parameters;
  };

  test("is readonly = 1 for a user without one", async () => {
    const parameters = await sent(await start());
    expect(parameters?.get("readonly")).toBe("1");
    expect(parameters?.get("wait_end_of_query")).toBe("1");
    expect(parameters?.get("default_format")).toBe("TabSeparatedWithNamesAndTypes");
  });

  test("is readonly = 2 where table functions are allowed, which the server forbids otherwise", async () => {
    fake = await FakeClickHouse.start();
    const source = ClickHouseDataSource.fromQuery({
      name: "orders",
      connection: fake.url,
      query: "SELECT * FROM t",
      allowedTableFunctions: ["s3"],
    });
    expect((await sent(source))?.get("readonly")).toBe("2");
  });

  test("is left to a user who has one, and what he may set is set", async () => {
    const source = await start(undefined, { statementTimeout: 1500 });
    fake.settings = {
      readonly: ["2", "1"],
      read_overflow_mode: ["break", "0"],
      max_query_size: ["262144", "0"],
      max_execution_time: ["0", "0"],
      limit: ["0", "0"],
    };
    const parameters = await sent(source);
    expect(parameters?.has("readonly")).toBe(false);
    expect(parameters?.get("read_overflow_mode")).toBe("throw");
    expect(parameters?.get("max_query_size")).toBe("16777216");
    expect(parameters?.get("max_execution_time")).toBe("1.5");
    expect(parameters?.has("limit")).toBe(false);
  });

  test("of a user who may set nothing is enough, unless a setting makes results less than all", async () => {
    const source = await start();
    fake.settings = {
      readonly: ["1", "1"],
      max_query_size: ["262144", "1"],
      read_overflow_mode: ["throw", "1"],
    };
    expect(
      [...((await sent(source))?.keys() ?? [])].filter((key) => /readonly|max_|overflow/.test(key)),
    ).toEqual([]);
    fake.settings = { readonly: ["1", "1"], read_overflow_mode: ["break", "1"] };
    await expect(source.withSession(async () => undefined)).rejects.toThrow(
      "the setting read_overflow_mode of the user's profile is 'break', and has to be 'throw'",
    );
  });
});

describe("errors", () => {
  const failing = (error: string) => (sql: string) =>
    sql.startsWith("DESCRIBE") || sql.startsWith("SELECT x") ? { error } : undefined;
  const unknown =
    "Code: 60. DB::Exception: Unknown table expression identifier 't' in scope SELECT * FROM t WHERE s = 'hunter2'. (UNKNOWN_TABLE) (version 26.7)\n";

  test("end in ClickHouse's number and name, without the statement", async () => {
    const source = await start(failing(unknown));
    const failure: unknown = await source
      .withSession((session) => session.query("SELECT x FROM t"))
      .catch((cause: unknown) => cause);
    expect(failure).toBeInstanceOf(SourceError);
    expect(String(failure)).toBe(
      "SourceError: Unknown table expression identifier 't' (code 60, UNKNOWN_TABLE)",
    );
  });

  test.each<[string, string, string]>([
    [unknown, "order", "Did you mean 'orders'?"],
    [unknown, "old", "There is 'old' in the database 'archive': give database: \"archive\""],
    [unknown, "zzzzzzzz", "The database of the connection has: orders"],
    [
      "Code: 497. DB::Exception: Not enough privileges. (ACCESS_DENIED) (version 1)",
      "t",
      "Grant the user that connects SELECT on 't'",
    ],
    [
      "Code: 62. DB::Exception: Syntax error. (SYNTAX_ERROR) (version 1)",
      "t",
      "Correct what the message says",
    ],
  ])("of a table that cannot be read say what to do: %#", async (error, table, remedy) => {
    const source = await start(
      (sql) =>
        failing(error)(sql) ??
        (sql.startsWith("SELECT database, name")
          ? ["a\tb\tc", "String\tString\tUInt8", "shop\torders\t1", "archive\told\t0"]
          : undefined),
      { table },
    );
    await expect(source.withSession((session) => session.describe(`\`${table}\``))).rejects.toThrow(remedy);
  });

  test.each<[string, string]>([
    [
      "Code: 516. DB::Exception: reader: Authentication failed. (AUTHENTICATION_FAILED) (version 1)",
      "Correct the user and the password",
    ],
    [
      "Code: 81. DB::Exception: Database shop does not exist. (UNKNOWN_DATABASE) (version 1)",
      "Correct the name of the database",
    ],
    [
      "Code: 202. DB::Exception: Too many simultaneous queries. (TOO_MANY_SIMULTANEOUS_QUERIES) (version 1)",
      "run less at once",
    ],
  ])("of a session say what to do: %s", async (error, remedy) => {
    const source = await start(() => ({ error }));
    const attempt = source.withSession(async () => undefined);
    await expect(attempt).rejects.toThrow(/^Dataset 'orders' cannot be read/);
    await expect(attempt).rejects.toThrow(remedy);
  });

  test("of a server that is not there show no password", async () => {
    fake = await FakeClickHouse.start();
    const connection = "http://reader:hunter2@127.0.0.1:1/shop";
    const source = ClickHouseDataSource.fromTable({ name: "orders", connection, table: "t", retryFor: 0 });
    const failure: unknown = await source.withSession(async () => undefined).catch((cause: unknown) => cause);
    expect(String(failure)).toMatch(
      /since there is no connection to ClickHouse: .*ECONNREFUSED.* \(code 210, NETWORK_ERROR\)\. Start the server/,
    );
    expect(String(failure)).not.toContain("hunter2");
  });

  test("of a server that is not there say for how long it was asked", async () => {
    fake = await FakeClickHouse.start();
    const connection = "http://127.0.0.1:1/shop";
    const source = ClickHouseDataSource.fromTable({ name: "orders", connection, table: "t", retryFor: 60 });
    await expect(source.withSession(async () => undefined)).rejects.toThrow(
      "there is no connection to ClickHouse after 0.06 s of trying: ",
    );
  });

  test("in the place of a result are errors, and what is neither is none", async () => {
    const source = await start((sql) =>
      sql.startsWith("SELECT x")
        ? ["Code: 159. DB::Exception: Timeout exceeded. (TIMEOUT_EXCEEDED) (version 1)"]
        : sql.startsWith("SELECT y")
          ? ["a\tb", "UInt8\tUInt8", "1"]
          : undefined,
    );
    await source.withSession(async (session) => {
      const failure: unknown = await session.query("SELECT x").catch((cause: unknown) => cause);
      expect(clickhouseDialect.faults(String(failure))).toBe("cancelled");
      await expect(session.query("SELECT y")).rejects.toThrow("something that is no result");
    });
  });
});

describe("an abort", () => {
  test("asks the server to end the statement by its id, and gives the signal's reason", async () => {
    let killed = "";
    const source = await start((sql) => {
      killed += sql.startsWith("KILL") ? sql : "";
      return sql.startsWith("SELECT x") ? "silence" : undefined;
    });
    const controller = new AbortController();
    const client = createClient({ url: fake.url, log: { level: ClickHouseLogLevel.OFF } });
    const own = ClickHouseDataSource.fromTable({ name: "orders", connection: client, table: "t" });
    await source.close();
    const work = own.withSession((session) => session.query("SELECT x"), controller.signal);
    const rejected = expect(work).rejects.toThrow("enough");
    while (fake.requests("SELECT x").length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    controller.abort(new Error("enough"));
    while (killed === "") await new Promise((resolve) => setTimeout(resolve, 5));
    const id = fake.asked.find(({ sql }) => sql === "SELECT x")?.parameters.get("query_id");
    expect(killed).toContain(`KILL QUERY WHERE query_id = '${id}' ASYNC`);
    await rejected;
    await own.close();
    await client.close();
  }, 20_000);

  test("before a statement sends none", async () => {
    const source = await start();
    await expect(
      source.withSession((session) => session.query("SELECT x", AbortSignal.abort(new Error("enough")))),
    ).rejects.toThrow("enough");
    expect(fake.requests("SELECT x")).toEqual([]);
  });

  test("that the server does not hear cuts the connection", async () => {
    const source = await start((sql) =>
      sql.startsWith("KILL")
        ? { error: "Code: 497. DB::Exception: Not enough privileges. (ACCESS_DENIED) (version 1)" }
        : sql.startsWith("SELECT x")
          ? "silence"
          : undefined,
    );
    const controller = new AbortController();
    const work = source.withSession((session) => session.query("SELECT x"), controller.signal);
    const rejected = expect(work).rejects.toThrow("enough");
    while (fake.requests("SELECT x").length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    controller.abort(new Error("enough"));
    await rejected;
  });
});

test("a client that gives up waiting has the server end the statement", async () => {
  const source = await start((sql) => (sql.startsWith("SELECT x") ? "silence" : undefined), {});
  const impatient = ClickHouseDataSource.fromTable({
    name: "orders",
    connection: { url: fake.url, request_timeout: 100 },
    table: "t",
  });
  await expect(impatient.withSession((session) => session.query("SELECT x"))).rejects.toThrow(
    "raise its request_timeout (code 209, SOCKET_TIMEOUT)",
  );
  expect(fake.requests("KILL QUERY")).toHaveLength(1);
  await source.close();
});

test("a table whose rows depend on merges needs a choice, which all others do without", async () => {
  const engine = (sql: string) =>
    sql.startsWith("SELECT engine") ? ["engine", "String", "ReplicatedReplacingMergeTree"] : undefined;
  const source = await start(engine);
  await expect(source.withSession((session) => session.describe("`t`"))).rejects.toThrow(
    "'t' is a ReplicatedReplacingMergeTree, which holds rows that others stand in for",
  );
  for (const final of [true, false]) {
    const chosen = ClickHouseDataSource.fromTable({
      name: "o",
      connection: fake.url,
      table: "t",
      database: "d",
      final,
    });
    expect(chosen.relation({ parameters: {} })).toBe(final ? "`d`.`t` FINAL" : "`d`.`t`");
    const columns = await chosen.withSession((session) => session.describe("`t`"));
    expect(columns).toEqual([
      { name: "price", type: "Nullable(Decimal(10, 2))", nullable: true },
      { name: "day", type: "Date", nullable: false },
    ]);
  }
});

test("the rows that a statement is expected to read are those of the parts", async () => {
  const estimate = ["database\ttable\tparts\trows\tmarks", "String\tString\tUInt64\tUInt64\tUInt64"];
  const source = await start((sql) =>
    sql.startsWith("EXPLAIN ESTIMATE") ? [...estimate, "d\tt\t1\t8192\t1", "d\tu\t1\t100\t1"] : undefined,
  );
  expect(await source.withSession(async (session) => session.expectedRows?.("`t`"))).toBe(8292);
});

describe("options", () => {
  const table = { name: "orders", connection: "http://127.0.0.1:1", table: "t" };
  test.each<[object, string]>([
    [{ dateColum: "day" }, "Did you mean 'dateColumn'?"],
    [{ table: " " }, "table is"],
    [{ database: "" }, "database is"],
    [{ final: "yes" }, "final is"],
    [{ connection: undefined }, "connection is undefined"],
    [{ connection: "host=localhost password=hunter2" }, "connection is a text that is no URL"],
    [{ statementTimeout: 0.5 }, "statementTimeout is 0.5"],
    [{ timeZone: "UTC" }, "timeZone does nothing without a dateColumn"],
  ])("%o are refused", async (wrong, message) => {
    fake = await FakeClickHouse.start();
    const make = () => ClickHouseDataSource.fromTable({ ...table, ...wrong });
    expect(make).toThrow(message);
    expect(make).not.toThrow("hunter2");
  });

  test("of queries are checked, too", async () => {
    fake = await FakeClickHouse.start();
    const { name, connection } = table;
    const outside = { allowedTableFunctions: ["s3("] };
    expect(() => ClickHouseDataSource.fromQuery({ name, connection, query: "SELECT 1", ...outside })).toThrow(
      "allowedTableFunctions is",
    );
    const wrong: object = { relationFor: "SELECT 1" };
    expect(() =>
      ClickHouseDataSource.fromDatedQuery({ name, connection, relationFor: () => "", ...wrong }),
    ).toThrow("Give a function");
    const dated = ClickHouseDataSource.fromDatedQuery({ name, connection, relationFor: () => "SELECT 1" });
    expect(dated.relation({ parameters: {}, date })).toBe("(SELECT 1\n)");
  });
});
