import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { InvalidArgumentError, LocalDate, type SqlRow } from "@dqx/common";
import { maximum, numRows, sum } from "@dqx/metrics";
import { analyze, type SqlDataSource } from "@dqx/sql";
import { DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DuckDBDataSource, SourceError } from "../src/index.js";

let folder: string;
let database: string;
const today = LocalDate("2024-01-02");

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "dqx-duckdb-"));
  database = join(folder, "shop.duckdb");
  const instance = await DuckDBInstance.create(database);
  const connection = await instance.connect();
  await connection.run(`
    CREATE SCHEMA archive;
    CREATE TABLE orders AS
      SELECT * FROM (VALUES (DATE '2024-01-01', 'eu', 1.5), ('2024-01-02', 'eu', 2.5), ('2024-01-02', 'us', 10)) t(day, region, price);
    CREATE TABLE archive.orders AS SELECT * FROM orders LIMIT 1;
    COPY orders TO '${folder}/orders.parquet';
    COPY orders TO '${folder}/orders.json';
    COPY orders TO '${folder}/orders.csv' (DELIMITER ';');
    COPY (SELECT * FROM orders WHERE day = '2024-01-01') TO '${folder}/part-2024-01-01.parquet';
    COPY (SELECT * FROM orders WHERE day = '2024-01-02') TO '${folder}/part-2024-01-02.parquet';
  `);
  connection.closeSync();
  instance.closeSync();
});
afterAll(() => rmSync(folder, { recursive: true }));

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

async function select(source: SqlDataSource, sql: string): Promise<readonly SqlRow[]> {
  return source.withSession((session) => session.query(sql));
}

describe("tables", () => {
  test("of a database file, with and without a date column", async () => {
    const table = { name: "orders", database, table: "orders" };
    expect(await read(DuckDBDataSource.fromTable({ ...table, dateColumn: "day" }))).toEqual([12.5, 2]);
    expect(await read(DuckDBDataSource.fromTable(table))).toEqual([14, 3]);
    expect(
      await read(DuckDBDataSource.fromTable({ ...table, schema: "archive", threads: 1, memoryLimit: "1GB" })),
    ).toEqual([1.5, 1]);
  });

  test("of an open instance and of an open connection, both of which stay open", async () => {
    const instance = await DuckDBInstance.create(":memory:");
    const connection = await instance.connect();
    await connection.run("CREATE TABLE t AS SELECT 7 AS price; SET TimeZone = 'Europe/Prague'");
    const source = { name: "t", table: "t" };
    expect(await read(DuckDBDataSource.fromTable({ ...source, database: instance }))).toEqual([7, 1]);
    const borrowed = DuckDBDataSource.fromTable({ ...source, database: connection });
    const both = await Promise.all([
      select(borrowed, "SELECT price FROM t"),
      select(borrowed, "SELECT price + 1 FROM t"),
    ]);
    expect(both).toEqual([[[7n]], [[8n]]]);
    await expect(select(borrowed, "SELECT nope")).rejects.toThrow(SourceError);
    expect(await select(borrowed, "SELECT current_setting('TimeZone')")).toEqual([["UTC"]]);
    await borrowed.close();
    const reader = await connection.runAndReadAll(
      "SELECT current_setting('TimeZone'), (SELECT price FROM t)",
    );
    expect(reader.getRows()).toEqual([["Europe/Prague", 7]]);
  });

  test("on a connection in a transaction of its owner's, which goes on", async () => {
    const connection = await DuckDBConnection.create(await DuckDBInstance.create(":memory:"));
    await connection.run("BEGIN; CREATE TABLE t AS SELECT '1' AS price");
    const source = DuckDBDataSource.fromTable({ name: "t", table: "t", database: connection });
    expect(await select(source, "SELECT price FROM t")).toEqual([["1"]]);
    await connection.run("COMMIT");
    await expect(connection.run("BEGIN")).resolves.toBeDefined();
  });

  test.each([
    ["order", "Did you mean 'orders'?"],
    ["customers", "The database has: orders, orders"],
  ])("a table %s that does not exist is an error with those that do", async (table, remedy) => {
    const attempt = read(DuckDBDataSource.fromTable({ name: "sales", database, table }));
    await expect(attempt).rejects.toThrow(SourceError);
    await expect(attempt).rejects.toThrow(
      `Dataset 'sales' cannot be read: Catalog Error: Table with name ${table} does not exist!`,
    );
    await expect(attempt).rejects.toThrow(remedy);
  });

  test("a database without tables says so", async () => {
    const empty = await DuckDBInstance.create(":memory:");
    const attempt = read(DuckDBDataSource.fromTable({ name: "sales", database: empty, table: "orders" }));
    await expect(attempt).rejects.toThrow("The database has no tables");
  });
});

describe("databases that cannot be opened", () => {
  const open = (path: string) =>
    read(DuckDBDataSource.fromTable({ name: "sales", database: path, table: "orders" }));

  test("a file that does not exist is not made", async () => {
    const attempt = open(join(folder, "absent.duckdb"));
    await expect(attempt).rejects.toThrow(SourceError);
    await expect(attempt).rejects.toThrow("of dataset 'sales' cannot be opened");
    await expect(attempt).rejects.toThrow("Check the path");
  });

  test("a file that is no database", async () => {
    writeFileSync(join(folder, "text.duckdb"), "not a database, and long enough to be looked at");
    await expect(open(join(folder, "text.duckdb"))).rejects.toThrow(SourceError);
  });

  test("a file that another process writes to: DuckDB's rule of one writer is explained", async () => {
    const path = join(folder, "busy.duckdb");
    const writer = spawn(
      process.execPath,
      [
        "--input-type=module",
        "-e",
        `import { DuckDBInstance } from "@duckdb/node-api";
         const instance = await DuckDBInstance.create(process.argv[1]);
         console.log("open");
         process.stdin.on("data", () => instance.closeSync());`,
        path,
      ],
      { cwd: import.meta.dirname, stdio: ["pipe", "pipe", "inherit"] },
    );
    await once(writer.stdout, "data");
    const attempt = open(path);
    await expect(attempt).rejects.toThrow(SourceError);
    await expect(attempt).rejects.toThrow("DuckDB lets one process write a file, or several read it.");
    writer.stdin.end("close");
    await once(writer, "exit");
    await expect(open(path)).rejects.toThrow("Table with name orders does not exist");
  });

  test("a file that this process has open with other settings", async () => {
    const path = join(folder, "shared.duckdb");
    const writer = await DuckDBInstance.fromCache(path);
    await expect(open(path)).rejects.toThrow("This process has opened it with other settings");
    writer.closeSync();
  });

  test("several sources share a file, and closing one leaves the others open", async () => {
    const [first, second] = [0, 1].map(() =>
      DuckDBDataSource.fromTable({ name: "sales", database, table: "orders" }),
    );
    if (first === undefined || second === undefined) throw new RangeError("two sources were made");
    await Promise.all([first, second].map((source) => select(source, "SELECT 1")));
    await first.close();
    expect(await read(second)).toEqual([14, 3]);
  });

  test("a closed source says so, and closing twice is fine", async () => {
    const source = DuckDBDataSource.fromTable({ name: "sales", database, table: "orders" });
    await select(source, "SELECT 1");
    await source.close();
    await source.close();
    await expect(select(source, "SELECT 1")).rejects.toThrow("has been closed");
  });

  test("`await using` closes a source", async () => {
    let kept: DuckDBDataSource;
    {
      await using source = DuckDBDataSource.fromTable({ name: "sales", database, table: "orders" });
      kept = source;
      await select(source, "SELECT 1");
    }
    await expect(select(kept, "SELECT 1")).rejects.toThrow("has been closed");
  });
});

describe("files", () => {
  test.each([
    ["orders.parquet", {}],
    ["orders.json", {}],
    ["orders.csv", { options: { delim: ";" } }],
    [
      "orders.csv",
      {
        format: "csv" as const,
        options: { delim: ";", columns: { day: "DATE", region: "VARCHAR", price: "DOUBLE" } },
      },
    ],
    ["part-*.parquet", { threads: 1 }],
  ])("%s %o", async (file, more) => {
    const source = DuckDBDataSource.fromFiles({
      name: "orders",
      files: join(folder, file),
      dateColumn: "day",
      ...more,
    });
    expect(await read(source)).toEqual([12.5, 2]);
  });

  test("a list of files", async () => {
    const files = ["part-2024-01-01.parquet", "part-2024-01-02.parquet"].map((file) => join(folder, file));
    expect(await read(DuckDBDataSource.fromFiles({ name: "orders", files }))).toEqual([14, 3]);
  });

  test.each(["absent.parquet", "absent-*.csv"])("%s, which matches nothing, is an error", async (file) => {
    const attempt = read(DuckDBDataSource.fromFiles({ name: "orders", files: join(folder, file) }));
    await expect(attempt).rejects.toThrow(SourceError);
    await expect(attempt).rejects.toThrow(
      /Dataset 'orders' cannot be read: IO Error: No files found.*relative paths start at/,
    );
  });

  test("an option that the reader does not have is an error of DuckDB's", async () => {
    const attempt = read(
      DuckDBDataSource.fromFiles({
        name: "orders",
        files: join(folder, "orders.csv"),
        options: { delimitr: ";" },
      }),
    );
    await expect(attempt).rejects.toThrow("delimitr");
  });

  test("the format has to be told when names do not tell it", () => {
    expect(() => DuckDBDataSource.fromFiles({ name: "orders", files: "orders.dat" })).toThrow(
      'Give format: "parquet"',
    );
    expect(() => DuckDBDataSource.fromFiles({ name: "orders", files: ["a.csv", "b.json"] })).toThrow(
      InvalidArgumentError,
    );
    expect(
      DuckDBDataSource.fromFiles({
        name: "orders",
        files: "it's.csv.gz",
        options: { names: ["a"], header: true, skip: 1 },
      }).relation({ parameters: {} }),
    ).toBe("read_csv(['it''s.csv.gz'], names = ['a'], header = TRUE, skip = 1)");
  });

  test("files, formats and options have to be what they are called", () => {
    const make = (options: object) => () =>
      DuckDBDataSource.fromFiles({ name: "orders", files: "a.csv", ...options });
    expect(make({ files: [] })).toThrow("Give one path or more");
    expect(make({ files: ["a.csv", 7] })).toThrow("Give one path or more");
    expect(make({ format: "xlsx" })).toThrow("Give parquet, csv or json");
    expect(make({ options: { "a = 1, b": 2 } })).toThrow("cannot be the name of an option");
    expect(make({ options: { columns: { a: null } } })).toThrow("option 'columns' is null");
    expect(make({ options: { skip: undefined } })).toThrow("option 'skip' is undefined");
  });

  test("parameters are refused by a source that takes none", async () => {
    const source = DuckDBDataSource.fromFiles({ name: "orders", files: join(folder, "orders.parquet") });
    await expect(read(source, { region: "eu" })).rejects.toThrow(
      "dataset 'orders' takes no parameters, and was given 'region'",
    );
  });
});

describe("queries", () => {
  const query = "SELECT * FROM orders WHERE region = $region AND price > $minimum; -- only some";
  const orders = (more = {}) =>
    DuckDBDataSource.fromQuery({ name: "orders", database, query, dateColumn: "day", ...more });

  test("take the parameters of metrics, whatever is in them", async () => {
    expect(await read(orders(), { region: "eu", minimum: 2 })).toEqual([2.5, 1]);
    expect(await read(orders(), { region: "us", minimum: -1.5 })).toEqual([10, 1]);
    expect(await read(orders(), { region: "' OR 1 = 1 --", minimum: 0n })).toEqual([0, 0]);
    expect(await read(orders(), { region: null, minimum: 0 })).toEqual([0, 0]);
  });

  test.each([
    [{ region: "eu" }, "needs a value for $minimum"],
    [{ region: "eu", minimun: 1, minimum: 1 }, "has no parameter 'minimun'. Did you mean 'minimum'?"],
    [{ region: "eu", minimum: 1, other: 1 }, "It has: $region, $minimum."],
  ])("with parameters %o are refused", async (parameters, message) => {
    await expect(read(orders(), parameters)).rejects.toThrow(message);
  });

  test("see no parameter inside of strings, names, comments and dollar quotes", async () => {
    const tricky = `SELECT '$a' AS "$b", e'\\'$c' AS c, $$ $d $$ AS d, $t$ $e $t$ AS e, $price AS price -- $f
      /* $g */ FROM range(1) -- it's $h`;
    expect(await read(orders({ query: tricky, dateColumn: undefined }), { price: 5 })).toEqual([5, 1]);
  });

  test.each([
    ["SELECT 1; SELECT 2", "it is 2 statements, and only one SELECT is let through"],
    ["DELETE FROM orders", "only SELECT is let through"],
    ["SELECT 1) AS t; DROP TABLE orders; SELECT * FROM (SELECT 1", "cannot be read"],
    ["SELECT nope FROM orders", 'Referenced column "nope" not found'],
    ["SELEC 1", "Parser Error"],
    ["SELECT ? AS price", "parameters without a name"],
    ["", "query is"],
  ])("%j is refused", async (text, message) => {
    const attempt = async () => read(orders({ query: text, dateColumn: undefined }));
    await expect(attempt()).rejects.toThrow(new RegExp(message.replaceAll(/[()?]/g, ".")));
  });

  test("have the parameters that DuckDB's parser finds: its comments nest", async () => {
    const text = "SELECT 1 AS price /* /* */ $hidden */";
    expect(await read(orders({ query: text, dateColumn: undefined }))).toEqual([1, 1]);
    await expect(read(orders({ query: text, dateColumn: undefined }), { hidden: 1 })).rejects.toThrow(
      "has no parameter 'hidden'",
    );
  });

  test("need no database when they read files", async () => {
    const source = DuckDBDataSource.fromQuery({ name: "orders", query: `FROM '${folder}/orders.parquet'` });
    expect(await read(source)).toEqual([14, 3]);
  });
});

describe("queries for each date", () => {
  test("read one relation a day, with the metric's parameters", async () => {
    const source = DuckDBDataSource.fromDatedQuery({
      name: "orders",
      relationFor: (date, { region }) => `FROM '${folder}/part-${date}.parquet' WHERE region = '${region}'`,
    });
    const spec = maximum.spec({ column: "price" }, { region: "eu" });
    const days = ["2024-01-01", "2024-01-02", "2024-01-03"].map((day) => LocalDate(day));
    const { measured } = await analyze(source, [{ spec, dates: days }], { referenceDate: today });
    expect(measured.map(({ outcome }) => outcome)).toMatchObject([
      { value: 1.5 },
      { value: 2.5 },
      { kind: "failed", reason: expect.stringContaining("part-2024-01-03.parquet") },
    ]);
    await source.close();
  });

  test.each<[string, () => string, string]>([
    ["nothing", () => "", 'gave "" for 2024-01-02'],
    ["a parameter", () => "SELECT $x AS price", "needs a value for $x"],
    ["two statements", () => "SELECT 1; SELECT 2", "only one SELECT is let through"],
  ])("that give %s are refused", async (_, relationFor, message) => {
    await expect(read(DuckDBDataSource.fromDatedQuery({ name: "orders", relationFor }))).rejects.toThrow(
      message,
    );
  });

  test("need a date and a function", () => {
    const source = DuckDBDataSource.fromDatedQuery({ name: "orders", relationFor: () => "SELECT 1" });
    expect(() => source.relation({ parameters: {} })).toThrow("is made for a date");
    const wrong: object = { relationFor: "SELECT 1" };
    expect(() =>
      DuckDBDataSource.fromDatedQuery({ name: "orders", relationFor: () => "", ...wrong }),
    ).toThrow("Give a function");
  });
});

describe("options", () => {
  test.each<[object, string]>([
    [{ dateColum: "day" }, "Did you mean 'dateColumn'?"],
    [{ name: "" }, "Give the dataset a name"],
    [{ table: " " }, "table is"],
    [{ database: undefined }, "database is missing"],
    [{ timeZone: "UTC" }, "timeZone does nothing without a dateColumn"],
    [{ dateColumn: "" }, "Give a column's name"],
    [{ dateColumn: "day", timeZone: "Europe/Prag" }, "Did you mean 'Europe/Prague'?"],
    [{ dateColumn: "day", timeZone: "+02:00" }, "is not a time zone"],
    [{ dateColumn: "day", timeZone: 7 }, "Give an IANA name"],
  ])("%o are refused", (wrong, message) => {
    const make = () =>
      DuckDBDataSource.fromTable({ name: "orders", database: "x.duckdb", table: "orders", ...wrong });
    expect(make).toThrow(InvalidArgumentError);
    expect(make).toThrow(message);
  });

  test("an open database keeps its own settings", async () => {
    const instance = await DuckDBInstance.create(":memory:");
    expect(() =>
      DuckDBDataSource.fromTable({ name: "t", database: instance, table: "t", threads: 2 }),
    ).toThrow("Set them where it is opened");
  });

  test("every zone that Node knows is a zone to DuckDB", async () => {
    const source = DuckDBDataSource.fromQuery({ name: "zones", query: "SELECT 1" });
    const rows = await select(source, "SELECT name FROM pg_timezone_names()");
    const known = new Set(rows.map(([name]) => String(name)));
    const unknown = Intl.supportedValuesOf("timeZone").filter((zone) => !known.has(zone));
    expect(unknown).toEqual([]);
    await source.close();
  });
});

describe("what a scan is expected to read", () => {
  const expected = (source: SqlDataSource) =>
    source.withSession(async (session) => session.expectedRows?.(source.relation({ parameters: {} })));

  test("is what a table and a query of it hold", async () => {
    const table = DuckDBDataSource.fromTable({ name: "t", table: "orders", database });
    const query = DuckDBDataSource.fromQuery({
      name: "q",
      query: "SELECT a.day FROM orders a, archive.orders b",
      database,
    });
    expect([await expected(table), await expected(query)]).toEqual([3, 4]);
  });

  test("is what the footers of Parquet files say, all together", async () => {
    const files = DuckDBDataSource.fromFiles({
      name: "f",
      files: [`${folder}/part-*.parquet`, `${folder}/orders.parquet`],
    });
    expect(await expected(files)).toBe(6);
  });

  test("is asked of admitted SQL only", async () => {
    const source = DuckDBDataSource.fromTable({ name: "t", table: "orders", database });
    await expect(
      source.withSession(async (session) => session.expectedRows?.("read_text('/etc/passwd')")),
    ).rejects.toThrow(SourceError);
  });
});
