import { LocalDate } from "@dqx/common";
import { sum } from "@dqx/metrics";
import { analyze } from "@dqx/sql";
import { describe, expect, test } from "vitest";
import { type Connection, SourceError, TrinoDataSource } from "../src/index.js";
import { type Answer, FakeTrino } from "./support/fake-trino.js";

const date = LocalDate("2024-06-01");
const FUNCTIONS: Answer = {
  columns: [
    ["Function", "varchar"],
    ["Return Type", "varchar"],
    ["Argument Types", "varchar"],
    ["Function Type", "varchar"],
    ["Deterministic", "boolean"],
    ["Description", "varchar"],
  ],
  data: JSON.stringify([
    ["abs", "bigint", "bigint", "scalar", true, ""],
    ["abs", "double", "double", "scalar", true, ""],
    ["sum", "bigint", "bigint", "aggregate", true, ""],
    ["row_number", "bigint", "", "window", true, ""],
    ["random", "double", "", "scalar", false, ""],
  ]),
};
const COLUMNS: Answer = {
  columns: [
    ["price", "decimal(10,2)"],
    ["day", "date"],
  ],
};
const SCANNED: Answer = {
  columns: [
    ["m0", "date"],
    ["m1", "decimal(38,2)"],
    ["m2", "bigint"],
  ],
  data: '[["2024-06-01","12.50",3]]',
};
const missing: Answer = { error: ["TABLE_NOT_FOUND", "line 1:15: Table 'hive.shop.order' does not exist"] };

const orders = (connection: Connection) =>
  TrinoDataSource.fromTable({ name: "orders", connection, table: "order" });

// What is wrong when the columns of a source are asked for.
async function failure(source: TrinoDataSource): Promise<string> {
  const error: unknown = await source
    .withSession((session) => session.describe(source.relation({ parameters: {}, date })))
    .catch((cause: unknown) => cause);
  return error instanceof SourceError ? error.message : `no SourceError: ${String(error)}`;
}

describe("a connection", () => {
  const base = { name: "orders", table: "orders" } as const;
  const server = "https://trino.example.com:8443";

  test("is a URL with a catalog and a schema, and its names are headers", async () => {
    await using fake = await FakeTrino.start(() => [COLUMNS]);
    const url = new URL(fake.url);
    url.username = "ann@example.com";
    url.pathname = "/hive/my shop";
    const source = orders(url.href);
    await source.withSession((session) => session.describe(source.relation({ parameters: {} })));
    expect(fake.asked[0]?.headers).toMatchObject({
      "x-trino-user": "ann@example.com",
      "x-trino-catalog": "hive",
      "x-trino-schema": "my shop",
      "x-trino-source": "dqx",
      "x-trino-time-zone": "UTC",
      "x-trino-client-capabilities": "PARAMETRIC_DATETIME",
    });
    expect(fake.asked[0]?.headers.authorization).toBeUndefined();
  });

  test("is settings, with headers of the caller's own", async () => {
    await using fake = await FakeTrino.start(() => [COLUMNS]);
    const source = orders({ url: fake.url, catalog: "hive", headers: { "X-Trino-Client-Tags": "checks" } });
    await source.withSession((session) => session.describe(source.relation({ parameters: {} })));
    expect(fake.asked[0]?.headers).toMatchObject({
      "x-trino-user": "dqx",
      "x-trino-catalog": "hive",
      "x-trino-client-tags": "checks",
    });
    expect(fake.asked[0]?.headers["x-trino-schema"]).toBeUndefined();
  });

  test.each<readonly [string, unknown, string]>([
    ["nothing", undefined, "connection is undefined"],
    ["a number", 5, "connection is 5"],
    ["a text that is no URL", "hunter2@trino", "has no URL"],
    ["a URL of another protocol", "jdbc:trino://host/hunter2", "has no URL"],
    ["settings without a URL", {}, "has no URL"],
    ["an unknown setting", { url: server, catalogue: "hive" }, "catalogue"],
    ["a path that is too long", `${server}/a/b/c`, "/catalog/schema"],
    ["a schema without a catalog", { url: server, schema: "shop" }, "no catalog"],
    ["the catalog of the server itself", `${server}/System/runtime`, "queries of others"],
    ["a user that no header can hold", { url: server, user: "ann\nX-Trino-Role: admin" }, "user is"],
    ["an empty user", { url: server, user: "" }, "user is"],
    ["a password over http", "http://ann:hunter2@trino.example.com", "Use https"],
    ["a token over http", { url: "http://trino.example.com", accessToken: "hunter2" }, "Use https"],
    ["both secrets", { url: server, password: "hunter2", accessToken: "hunter2" }, "Give one"],
    ["a header of DQX's own", { url: server, headers: { "x-trino-user": "root" } }, "DQX's own"],
    ["a header for settings", { url: server, headers: { "X-Trino-Session": "a=b" } }, "DQX's own"],
    ["a header that breaks the line", { url: server, headers: { "X-A": "a\r\nb" } }, "X-A"],
    ["a header without a name", { url: server, headers: { "a b": "c" } }, "a b"],
    ["a time that is none", { url: server, retryFor: -1 }, "retryFor is -1"],
  ])("is not %s", (_, connection, reason) => {
    const make = () => TrinoDataSource.fromTable({ ...base, connection: connection as Connection });
    expect(make).toThrow(reason);
    expect(make).not.toThrow("hunter2");
  });

  test("with a secret over https is taken", () => {
    for (const connection of [
      "https://ann:hunter2@trino.example.com/hive",
      { url: server, user: "ann", password: "hunter2" },
      { url: server, accessToken: "hunter2" },
    ]) {
      expect(TrinoDataSource.fromTable({ ...base, connection }).name).toBe("orders");
    }
  });

  test("that is not there is a SourceError that says what to do, and not the password", async () => {
    const message = await failure(
      orders({ url: "https://127.0.0.1:65535", password: "hunter2", retryFor: 0 }),
    );
    expect(message).toContain("Dataset 'orders' cannot be read: ");
    expect(message).toContain("ECONNREFUSED 127.0.0.1:65535");
    expect(message).toContain("(Trino CONNECTION_FAILURE). Start the server, or correct the host, the port");
    expect(message).not.toContain("hunter2");
  });

  test("whose user is unknown says so", async () => {
    await using fake = await FakeTrino.start(() => [{ status: 401, text: "Authentication failed" }]);
    expect(await failure(orders(fake.url))).toContain("Correct the user and the password");
  });
});

describe("options", () => {
  const connection = "http://127.0.0.1:1";
  test.each<readonly [string, () => unknown, string]>([
    ["an empty table", () => TrinoDataSource.fromTable({ name: "o", connection, table: "" }), "table"],
    [
      "an empty schema",
      () => TrinoDataSource.fromTable({ name: "o", connection, table: "t", schema: " " }),
      "schema",
    ],
    [
      "an empty catalog",
      () => TrinoDataSource.fromTable({ name: "o", connection, table: "t", catalog: "" }),
      "catalog",
    ],
    [
      "a catalog without a schema",
      () => TrinoDataSource.fromTable({ name: "o", connection, table: "t", catalog: "c" }),
      "no schema",
    ],
    ["an empty query", () => TrinoDataSource.fromQuery({ name: "o", connection, query: "" }), "query"],
    [
      "no function of the date",
      () => TrinoDataSource.fromDatedQuery({ name: "o", connection, relationFor: "x" as never }),
      'relationFor is "x"',
    ],
    [
      "a limit that is none",
      () => TrinoDataSource.fromTable({ name: "o", connection, table: "t", statementTimeout: 0.5 }),
      "statementTimeout is 0.5",
    ],
    [
      "a watcher that is no function",
      () => TrinoDataSource.fromTable({ name: "o", connection, table: "t", onProgress: 5 as never }),
      "onProgress is 5",
    ],
  ])("%s is refused", (_, make, reason) => {
    expect(make).toThrow(reason);
  });
});

describe("a source", () => {
  test("of a table names its catalog and schema, and is measured by one statement of the dialect", async () => {
    await using fake = await FakeTrino.start((sql) => (sql.endsWith("LIMIT 0") ? [COLUMNS] : [SCANNED]));
    const progress: string[] = [];
    const source = TrinoDataSource.fromTable({
      name: "orders",
      connection: fake.url,
      table: 'or"ders',
      schema: "shop",
      catalog: "hive",
      dateColumn: "day",
      statementTimeout: 60_000,
      onProgress: ({ state }) => progress.push(state),
    });
    const spec = sum.spec({ column: "price" });
    const { measured } = await analyze(source, [{ spec, dates: [date] }], { referenceDate: date });
    expect(measured).toMatchObject([{ outcome: { kind: "value", value: 12.5 } }]);
    const [described, scanned, ...others] = fake.statements;
    expect(others).toEqual([]);
    expect(described).toBe('SELECT * FROM "hive"."shop"."or""ders"\nLIMIT 0');
    expect(scanned).toContain('sum("price")');
    expect(scanned).toContain(`"day" >= DATE '2024-06-01' AND "day" < DATE '2024-06-02'`);
    expect(fake.asked[0]?.headers["x-trino-session"]).toBe("query_max_run_time=60000ms");
    expect(progress).toContain("FINISHED");
  });

  test("of a query binds its parameters as literals", async () => {
    await using fake = await FakeTrino.start(() => [COLUMNS]);
    const source = TrinoDataSource.fromQuery({
      name: "orders",
      connection: fake.url,
      query:
        "SELECT * FROM t WHERE a = $text AND d = DATE $day AND n IN ($int, $big, $half, $tiny, $none) -- $text",
    });
    const parameters = {
      text: "it's; DROP TABLE t --",
      day: "2024-06-01",
      int: 5,
      big: 2n ** 70n,
      half: -0.5,
      tiny: 1e-7,
      none: null,
    };
    await source.withSession((session) => session.describe(source.relation({ parameters })));
    expect(fake.statements[0]).toContain(
      "a = 'it''s; DROP TABLE t --' AND d = DATE '2024-06-01' AND n IN (BIGINT '5', DECIMAL '1180591620717411303424', DECIMAL '-0.5', DOUBLE '1e-7', NULL) -- $text",
    );
  });

  test("of a query wants a value for each parameter, and no other", async () => {
    await using fake = await FakeTrino.start(() => [COLUMNS]);
    const source = TrinoDataSource.fromQuery({ name: "orders", connection: fake.url, query: "SELECT $a" });
    const described = (parameters: { readonly [name: string]: number }) =>
      source.withSession((session) => session.describe(source.relation({ parameters })));
    await expect(described({})).rejects.toThrow("needs a value for $a");
    await expect(described({ a: 1, b: 2 })).rejects.toThrow("has no parameter 'b'");
    await expect(source.withSession((session) => session.query("SELECT $toString"))).rejects.toThrow(
      "needs a value for $toString",
    );
    expect(fake.asked).toEqual([]);
  });

  test("of a query that writes is refused before anything is sent", async () => {
    await using fake = await FakeTrino.start(() => [COLUMNS]);
    const source = TrinoDataSource.fromQuery({
      name: "orders",
      connection: fake.url,
      query: "DELETE FROM t",
    });
    expect(await failure(source)).toContain("DELETE is not let through");
    await expect(source.withSession((session) => session.query("DROP TABLE t"))).rejects.toThrow("DROP");
    expect(fake.asked).toEqual([]);
  });

  test("of a query for each date is made of the date", async () => {
    await using fake = await FakeTrino.start(() => [COLUMNS]);
    const source = TrinoDataSource.fromDatedQuery({
      name: "orders",
      connection: fake.url,
      relationFor: (day) => `SELECT * FROM orders_${day.replaceAll("-", "_")}`,
    });
    await source.withSession((session) => session.describe(source.relation({ parameters: {}, date })));
    expect(fake.statements[0]).toContain("FROM orders_2024_06_01");
  });

  test("that was closed opens no session", async () => {
    const source = orders("http://127.0.0.1:1");
    await source.close();
    await expect(source.withSession(async () => 1)).rejects.toThrow("has been closed");
  });
});

describe("a relation that cannot be read", () => {
  const tables = (...rows: readonly (readonly [string, string])[]): Answer => ({
    columns: [
      ["table_schema", "varchar"],
      ["table_name", "varchar"],
    ],
    data: JSON.stringify(rows),
  });
  const remedyWith = async (
    listing: Answer,
    options: { readonly schema?: string; readonly catalog?: string } = {},
  ) => {
    await using fake = await FakeTrino.start((sql) => [
      sql.includes("information_schema") ? listing : missing,
    ]);
    const source = TrinoDataSource.fromTable({
      name: "orders",
      connection: `${fake.url}/hive`,
      table: "Order",
      ...options,
    });
    return { message: await failure(source), statement: fake.statements.at(-1) };
  };

  test("has a name near to it", async () => {
    const { message } = await remedyWith(tables(["shop", "orders"], ["shop", "users"]));
    expect(message).toBe(
      "Dataset 'orders' cannot be read: Table 'hive.shop.order' does not exist (Trino TABLE_NOT_FOUND). Did you mean 'orders'?",
    );
  });

  test("is in another schema", async () => {
    const { message, statement } = await remedyWith(tables(["archive", "order"]), {
      schema: "Shop",
      catalog: "lake",
    });
    expect(message).toContain(`There is 'order' in the schema 'archive': give schema: "archive".`);
    expect(statement).toContain('FROM "lake".information_schema.tables');
  });

  test("has others beside it, or none", async () => {
    const { message } = await remedyWith(tables(["shop", "users"], ["x", "y"]), { schema: "shop" });
    expect(message).toContain("The schema 'shop' has: users.");
    expect((await remedyWith(tables())).message).toContain("The catalog has no tables.");
  });

  test("is in a catalog that cannot be looked into", async () => {
    const { message } = await remedyWith({ error: ["CATALOG_NOT_FOUND", "Catalog 'hive' not found"] });
    expect(message).toContain("Give the catalog and the schema that the table is in.");
  });

  test.each([
    [
      "PERMISSION_DENIED",
      "Access Denied",
      "grant SELECT on it to the user that connects (Trino PERMISSION_DENIED)",
    ],
    ["EXCEEDED_TIME_LIMIT", "Query exceeded maximum time limit of 2.00s", "raise the limit"],
    ["SYNTAX_ERROR", "line 1:1: mismatched input", "Correct what the message says."],
  ])("for the reason %s says what to do", async (name, said, remedy) => {
    await using fake = await FakeTrino.start(() => [{ error: [name, said] }]);
    expect(await failure(orders(fake.url))).toContain(remedy);
    const query = TrinoDataSource.fromQuery({ name: "o", connection: fake.url, query: "SELECT 1" });
    expect(await failure(query)).toContain(`(Trino ${name})`);
    const dated = TrinoDataSource.fromDatedQuery({
      name: "o",
      connection: fake.url,
      relationFor: () => "SELECT 1",
    });
    expect(await failure(dated)).toContain(`(Trino ${name})`);
  });

  test("has a message of one line and bounded length", async () => {
    await using fake = await FakeTrino.start(() => [
      { error: ["GENERIC_USER_ERROR", `a\nb${"x".repeat(1_000)}`] },
    ]);
    const message = await failure(orders(fake.url));
    expect(message).not.toContain("\n");
    expect(message.length).toBeLessThan(600);
  });
});

describe("an SQL expression", () => {
  const check = async (text: string): Promise<string> => {
    await using fake = await FakeTrino.start((sql) => {
      if (sql === "SHOW FUNCTIONS") return [FUNCTIONS];
      return [{ columns: [["e", "decimal(12,2)"]] }];
    });
    const source = orders(fake.url);
    return await source.withSession(async (session) => {
      const type = await session.checkExpression?.(text, source.relation({ parameters: {} }));
      expect(fake.statements).toEqual(["SHOW FUNCTIONS", `SELECT (${text}\n) AS e, * FROM "order"\nLIMIT 0`]);
      return String(type);
    });
  };

  test.each([
    "price * 2",
    "ABS(price)",
    "cast(price AS timestamp with time zone)",
    "a IN (1, 2) -- x",
    "arr[1]",
    '"select"',
  ])("%s has the type that the server says", async (text) => {
    expect(await check(text)).toBe("decimal(12,2)");
  });

  test.each([
    ["(SELECT 1)", "SELECT"],
    ["1) AS x, (2", "brackets"],
    ["a, b", "more than one expression"],
    ["a; DROP TABLE t", "more than one expression"],
    ["sum(a)", "computes from many rows"],
    ['"SUM" (a)', "computes from many rows"],
    ["row_number() OVER ()", "OVER"],
    ["random()", "another result for each call"],
    ["$a", "a parameter"],
    ["a = ?", "a parameter"],
    ["c.s.f(a)", "of a catalog"],
    ["(TABLE t)", "TABLE"],
    ["a /*", "no end"],
  ])("%s is refused", async (text, reason) => {
    await expect(check(text)).rejects.toThrow(reason);
    await expect(check(text)).rejects.toThrow("is no expression over a row");
  });

  const checkMany = async (text: string): Promise<string> => {
    await using fake = await FakeTrino.start((sql) => {
      if (sql === "SHOW FUNCTIONS") return [FUNCTIONS];
      return [{ columns: [["e", "decimal(38,2)"]] }];
    });
    const source = orders(fake.url);
    return await source.withSession(async (session) => {
      const type = await session.checkAggregate?.(text, source.relation({ parameters: {} }));
      expect(fake.statements).toEqual(["SHOW FUNCTIONS", `SELECT (${text}\n) AS e FROM "order"\nLIMIT 0`]);
      return String(type);
    });
  };

  test.each(["sum(price) / 2 -- x", '"SUM" (abs(price))'])("%s is an aggregate", async (text) => {
    expect(await checkMany(text)).toBe("decimal(38,2)");
  });

  test.each([
    ["abs(price)", "it has no aggregate, such as sum(…)"],
    ["price", "it has no aggregate"],
    ["(SELECT sum(a))", "SELECT"],
    ["sum(a) OVER ()", "OVER"],
    ["row_number()", "no aggregate and no function of one row"],
    ["sum(random())", "another result for each call"],
    ["sum(a), sum(b)", "more than one expression"],
    ["sum(a); DROP TABLE t", "more than one expression"],
    ["sum($a)", "a parameter"],
  ])("%s is refused as an aggregate", async (text, reason) => {
    await expect(checkMany(text)).rejects.toThrow(reason);
    await expect(checkMany(text)).rejects.toThrow("is no aggregate over rows");
  });

  test("asks for the functions once a session", async () => {
    await using fake = await FakeTrino.start((sql) => [sql === "SHOW FUNCTIONS" ? FUNCTIONS : COLUMNS]);
    const source = orders(fake.url);
    await source.withSession(async (session) => {
      for (const text of ["a", "b"]) await session.checkExpression?.(text, '"order"');
    });
    expect(fake.statements.filter((sql) => sql === "SHOW FUNCTIONS")).toHaveLength(1);
  });

  test("of which the server is aborted throws the reason", async () => {
    await using fake = await FakeTrino.start(() => [{}, "silence"]);
    const source = orders(fake.url);
    const controller = new AbortController();
    const running = source.withSession(
      (session) => session.checkExpression?.("a", '"order"') ?? Promise.resolve(""),
      controller.signal,
    );
    await fake.received("GET");
    controller.abort(new Error("enough"));
    await expect(running).rejects.toThrow("enough");
    expect(fake.paths("DELETE")).toHaveLength(1);
  });
});
