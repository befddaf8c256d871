import {
  chmodSync,
  closeSync,
  copyFileSync,
  mkdtempSync,
  openSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LocalDate } from "@dqx/common";
import { average, maximum, numRows } from "@dqx/metrics";
import { analyze, SourceError, type SqlDataSource } from "@dqx/sql";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { engineMessage } from "../src/engine-message.js";
import { DuckDBDataSource, type FilesOptions, InMemoryDataSource } from "../src/index.js";

const today = LocalDate("2024-01-31");
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "dqx-messages-"));
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  await connection.run(`COPY (SELECT range AS a FROM range(1000)) TO '${folder}/cut.parquet'`);
  connection.closeSync();
  truncateSync(join(folder, "cut.parquet"), 200);
  writeFileSync(join(folder, "text.parquet"), "a,b\n1,2\n");
  writeFileSync(join(folder, "header.csv"), "a,b\n");
  writeFileSync(join(folder, "semicolons.csv"), "a;b\n1;2\n3;4\n");
  writeFileSync(join(folder, "one.csv"), "last, first\nx\ny\n");
  writeFileSync(join(folder, "broken.json"), '{"a":1\n{]');
  writeFileSync(join(folder, "terminal.csv"), "\u001b[31m,\u202egpj\nx,2\ny,3\n");
  writeFileSync(join(folder, "cell.csv"), "a\n1\n\u001b[31mx\n");
  writeFileSync(
    join(folder, "binary.csv"),
    Buffer.from(Array.from({ length: 5000 }, (_, index) => (index * 7919) % 256)),
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

const specs = [numRows.spec({}), average.spec({ column: "a" }), maximum.spec({ column: "b" })];

async function read(source: SqlDataSource, wanted = specs): Promise<readonly unknown[]> {
  try {
    const { measured } = await analyze(
      source,
      wanted.map((spec) => ({ spec, dates: [today] })),
      { referenceDate: today },
    );
    return measured.map(({ outcome }) => (outcome.kind === "value" ? outcome.value : outcome.reason));
  } finally {
    await source.close();
  }
}

const files = (name: string, options: Partial<FilesOptions> = {}) =>
  DuckDBDataSource.fromFiles({ name: "orders", files: join(folder, name), ...options });

describe("files that cannot be read as they are", () => {
  test.each<[string, Partial<FilesOptions>, RegExp]>([
    ["cut.parquet", {}, /cut\.parquet'?\. It is damaged, not complete, or no Parquet: write it again/],
    [
      "text.parquet",
      {},
      /text\.parquet'? too small to be a Parquet file\. It is damaged, not complete, or no Parquet/,
    ],
    ["broken.json", {}, /broken\.json.*It is damaged, not complete, or no JSON/],
    ["binary.csv", {}, /binary\.csv.*It is damaged, not complete, or no CSV/],
    ["absent.csv", {}, /absent\.csv.*relative paths start at/],
    [
      "semicolons.csv",
      { options: { delim: "," } },
      /it was read as one column, "a;b"\. Give options: \{ delim: ";" \}/,
    ],
    [
      "semicolons.csv",
      { options: { delimm: ";" } },
      /read_csv has no option 'delimm'\. Did you mean 'delim'\?/,
    ],
    ["semicolons.csv", { options: { qqqqqq: ";" } }, /read_csv has no option 'qqqqqq'\. It has \d+, which/],
  ])("%s with %o", async (name, options, message) => {
    const error: unknown = await read(files(name, options)).catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(SourceError);
    expect(String(error)).toMatch(message);
    expect(String(error).length).toBeLessThan(700);
    expect(String(error)).not.toMatch(/\.\.(?:\s|$)|\n/);
  });

  test.skipIf(process.getuid?.() === 0)("a file that this user may not read", async () => {
    writeFileSync(join(folder, "shut.csv"), "a\n1\n");
    chmodSync(join(folder, "shut.csv"), 0o000);
    await expect(read(files("shut.csv"))).rejects.toThrow(/shut\.csv.*Let the user of this process read/);
  });

  test("one column with a comma in its name is read when it is named", async () => {
    const source = files("one.csv", { options: { delim: ";", names: ["name"], header: true } });
    expect(await read(source, [numRows.spec({})])).toEqual([2]);
  });
});

test("a CSV file with nothing but a header has no rows, and its columns no types", async () => {
  expect(await read(files("header.csv"))).toEqual([
    0,
    expect.stringMatching(
      /^the type of column 'a' is not known \(the files have no rows\), and average needs numbers/,
    ),
    expect.stringContaining("(the files have no rows)"),
  ]);
  const typed = files("header.csv", { options: { types: { a: "DOUBLE", b: "DOUBLE" } } });
  const [rows, ...values] = await read(typed);
  expect(rows).toBe(0);
  expect(values.join()).not.toContain("no rows)");
});

test("a missing date column is called one", async () => {
  const reasons = await read(files("semicolons.csv", { dateColumn: "dai" }), [numRows.spec({})]);
  expect(reasons).toEqual([
    expect.stringContaining("the date column 'dai' does not exist in dataset 'orders'"),
  ]);
});

test("a source in memory is not told to change a query", async () => {
  const source = InMemoryDataSource.fromColumns({
    name: "orders",
    columns: { day: ["yesterday"] },
    dateColumn: "day",
  });
  const [reason] = await read(source, [numRows.spec({})]);
  expect(reason).toBe(
    "the date column 'day' of dataset 'orders' is VARCHAR; it has to be a date or a timestamp, so give it that type where the source is made",
  );
});

describe("databases that cannot be read as they are", () => {
  const table = (path: string) => DuckDBDataSource.fromTable({ name: "orders", database: path, table: "t" });

  test("a file that is cut short, one that is no database, and a folder", async () => {
    const whole = join(folder, "whole.duckdb");
    const instance = await DuckDBInstance.create(whole);
    const connection = await instance.connect();
    await connection.run("CREATE TABLE t AS SELECT range AS a FROM range(100000); CHECKPOINT");
    connection.closeSync();
    instance.closeSync();
    const cut = join(folder, "cut.duckdb");
    copyFileSync(whole, cut);
    truncateSync(cut, 100_000);
    const text = join(folder, "text.duckdb");
    writeFileSync(text, "no database, and long enough to be looked at".repeat(400));
    for (const path of [cut, text]) {
      const error: unknown = await read(table(path)).catch((cause: unknown) => cause);
      expect(error).toBeInstanceOf(SourceError);
      expect(String(error)).toContain(`The database '${path}' of dataset 'orders' cannot be opened: `);
      expect(String(error)).toMatch(
        /The file is damaged, not complete, or no database of DuckDB's: write it again/,
      );
    }
    await expect(read(table(folder))).rejects.toThrow(/Check the path/);
  });

  test("a block that is damaged fails the metrics that read it, and the process lives", async () => {
    const path = join(folder, "damaged.duckdb");
    const instance = await DuckDBInstance.create(path);
    const connection = await instance.connect();
    await connection.run(
      "CREATE TABLE t AS SELECT range AS a, hash(range) AS b FROM range(300000); CHECKPOINT",
    );
    connection.closeSync();
    instance.closeSync();
    const size = statSync(path).size;
    const file = openSync(path, "r+");
    writeSync(file, Buffer.alloc(size >> 1), 0, size >> 1, size >> 2);
    closeSync(file);
    const said = await read(table(path)).catch((cause: unknown) => [String(cause)]);
    expect(said.join()).toMatch(/[Cc]orrupt|checksum|invalidated/);
  });
});

describe("what comes from data", () => {
  test("reaches no message with control characters", async () => {
    const named = await read(files("terminal.csv"));
    expect(named.join()).toContain("it has '\\u001b[31m', '\\u202egpj'");
    const cast = DuckDBDataSource.fromQuery({
      name: "cells",
      query: `SELECT CAST(a AS INTEGER) AS a FROM read_csv('${folder}/cell.csv', all_varchar = true)`,
    });
    const [, reason] = await read(cast, [numRows.spec({}), average.spec({ column: "a" })]);
    expect(reason).toContain("\\u001b[31mx");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    expect([...named, reason].join()).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
  });
});

test("a message of a database that is not there is made of sentences", async () => {
  const source = DuckDBDataSource.fromTable({ name: "t", database: join(folder, "no.duckdb"), table: "t" });
  const error: unknown = await read(source, [numRows.spec({})]).catch((cause: unknown) => cause);
  expect(String(error)).toMatch(/\. Check the path; DQX opens databases read-only and creates none\.$/);
  expect(String(error)).not.toContain("..");
});

test("DuckDB's own tables are not suggested in place of the user's", async () => {
  const instance = await DuckDBInstance.create(":memory:");
  const source = DuckDBDataSource.fromTable({ name: "t", database: instance, table: "prepared_statement" });
  const error: unknown = await read(source, [numRows.spec({})]).catch((cause: unknown) => cause);
  expect(String(error)).toBe(
    "SourceError: Dataset 't' cannot be read: Catalog Error: Table with name prepared_statement does not exist! The database has no tables.",
  );
});

test("negative zero stays what it is in a declared DOUBLE", async () => {
  const source = InMemoryDataSource.fromColumns({
    name: "t",
    columns: { x: [-0, 1] },
    types: { x: "DOUBLE" },
  });
  const rows = await source.withSession((session) => session.query('SELECT x FROM "data"'));
  expect(rows).toEqual([[-0], [1]]);
  await source.close();
});

test("a message is one line of bounded length", () => {
  const message = engineMessage(
    new Error(`Conversion Error: '${"x".repeat(5000)}'\nis no number\n\nLINE 1: SELECT`),
  );
  expect(message).toHaveLength(401);
  expect(engineMessage("no error")).toBe("no error");
});
