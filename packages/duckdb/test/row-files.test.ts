import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RowFile, RowFiles, RowWriter, SqlDataSource } from "@dqx/sql";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DuckDBDataSource, InMemoryDataSource } from "../src/index.js";

let folder: string;
const path = (name: string) => join(folder, name);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "dqx-files-"));
  writeFileSync(path("orders.csv"), "id\n1\n2\n3\n");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function filesOf(source: SqlDataSource): RowFiles {
  if (source.rowFiles === undefined) throw new Error("the source writes no files");
  return source.rowFiles;
}

/** An empty file, as a writer is given it. */
function empty(name: string): RowFile {
  writeFileSync(path(name), "");
  return { path: path(name), format: "csv" };
}

const orders = () => DuckDBDataSource.fromFiles({ name: "orders", files: path("orders.csv") });

async function writing<T>(
  source: SqlDataSource,
  files: readonly RowFile[],
  use: (writer: RowWriter) => Promise<T>,
) {
  try {
    return await filesOf(source).withWriter(files, use);
  } finally {
    await source.close();
  }
}

describe("a source of DuckDB", () => {
  it("writes the rows of a SELECT, its values bound", async () => {
    const out = empty("out.csv");
    const source = orders();
    const query = {
      sql: `SELECT id FROM '${path("orders.csv")}' WHERE id > $least -- all`,
      parameters: { least: 1 },
    };
    const seen = await writing(source, [out], async (writer) => [
      await writer.write(query, out),
      await writer.query(`SELECT count(*) FROM '${path("orders.csv")}'`),
    ]);
    expect(seen).toEqual([2, [[3n]]]);
    await using written = DuckDBDataSource.fromFiles({ name: "out", files: out.path });
    const { sql } = { sql: `SELECT id FROM '${out.path}' ORDER BY id` };
    expect(await written.withSession((session) => session.query(sql))).toEqual([[2n], [3n]]);
  });

  it.each<[what: string, sql: (out: string) => string, says: RegExp]>([
    ["another statement", () => "SELECT 1; DROP TABLE x", /./],
    ["what would end the brackets", () => "SELECT 1) TO 'elsewhere.csv'; SELECT (1", /./],
    ["a function with side effects", () => "SELECT write_log('x')", /write_log/],
    ["a file of somebody else", () => "SELECT * FROM '/etc/hosts.csv'", /not let through/],
    ["the file itself", (out) => `SELECT * FROM '${out}'`, /not let through/],
  ])("writes no rows of %s", async (_, sql, says) => {
    const out = empty("out.csv");
    await expect(writing(orders(), [out], (writer) => writer.write(sql(out.path), out))).rejects.toThrow(
      says,
    );
    expect(readdirSync(folder).toSorted()).toEqual(["orders.csv", "out.csv"]);
  });

  it("writes no other files: neither where it is told nor where the engine would", async () => {
    const out = empty("out.csv");
    const other = empty("other.csv");
    await expect(writing(orders(), [out], (writer) => writer.write("SELECT 1 AS id", other))).rejects.toThrow(
      "is none of the files that the session was opened to write",
    );
    // The engine's own lock, past the one in front of it.
    const files = [out];
    const past = writing(orders(), files, (writer) => {
      files.push(other);
      return writer.write("SELECT 1 AS id", other);
    });
    await expect(past).rejects.toThrow(/Cannot access file .*other\.csv/);
  });

  it("writes from a database file, which is open elsewhere in the process, from memory and from an instance", async () => {
    const made = await DuckDBInstance.create(path("shop.db"));
    const connection = await made.connect();
    await connection.run("CREATE TABLE orders AS SELECT 7 AS id");
    const out = empty("out.csv");
    const rows = (source: SqlDataSource, table: string) =>
      writing(source, [out], (writer) => writer.write(`SELECT id FROM ${table}`, out));
    const table = { name: "orders", table: "orders" };
    expect(await rows(DuckDBDataSource.fromTable({ ...table, database: made }), "orders")).toBe(1);
    expect(await rows(DuckDBDataSource.fromTable({ ...table, database: connection }), "orders")).toBe(1);
    connection.closeSync();
    made.closeSync();
    const file = DuckDBDataSource.fromTable({ ...table, database: path("shop.db") });
    await file.withSession((session) => session.query("SELECT 1"));
    expect(filesOf(file).reads(path("shop.db"))).toBe(true);
    expect(await rows(file, "orders")).toBe(1);
    await expect(filesOf(file).withWriter([out], async () => 1)).rejects.toThrow("has been closed");
    const memory = InMemoryDataSource.fromColumns({ name: "orders", columns: { id: [1, 2] } });
    expect(await rows(memory, "data")).toBe(2);
  });

  it("knows the files that it reads", async () => {
    mkdirSync(path("days"));
    const reads = (files: string, name: string) => {
      const source = DuckDBDataSource.fromFiles({ name: "orders", files: path(files), format: "csv" });
      return filesOf(source).reads(path(name));
    };
    expect(reads("orders.csv", "orders.csv")).toBe(true);
    expect(reads("orders.csv", "orders.csv2")).toBe(false);
    expect(reads("*.csv", "bad.csv")).toBe(true);
    expect(reads("*.csv", "days/bad.csv")).toBe(false);
    expect(reads("**/*.csv", "days/bad.csv")).toBe(true);
    expect(reads("**/*.csv", "bad.csv")).toBe(true);
    expect(reads("bad-[0-3].csv", "bad-2.csv")).toBe(true);
    expect(reads("bad-[0-3].csv", "bad-4.csv")).toBe(false);
    expect(reads("bad-[!0-3].csv", "bad-4.csv")).toBe(true);
    expect(reads("b?d.csv", "bad.csv")).toBe(true);
    expect(reads("b?d.csv", "bxxd.csv")).toBe(false);
    expect(reads("(a+b)*.csv", "(a+b)1.csv")).toBe(true);
    expect(reads("(a+b)*.csv", "aab1.csv")).toBe(false);
    const query = "SELECT 1 AS id";
    const source = DuckDBDataSource.fromQuery({ name: "orders", query, allowedPaths: [path("days")] });
    expect(filesOf(source).reads(path("days/new.csv"))).toBe(true);
    expect(filesOf(source).reads(path("days2/new.csv"))).toBe(false);
  });

  it("lists the records whose condition is true, and has an empty list of them otherwise", async () => {
    const source = InMemoryDataSource.fromColumns({ name: "orders", columns: { id: [1, 2] } });
    const files = filesOf(source);
    const records = [
      { when: "id > 1", values: ["it's", "x"] },
      { when: "NULL", values: ["never", "x"] },
    ];
    const list = files.recordsWhere(["a b", "c"], records, "parquet");
    const none = files.recordsWhere(["a b", "c"], [], "csv");
    const sql = `SELECT to_json(${list})::VARCHAR, ${none} FROM data ORDER BY id`;
    expect(await source.withSession((session) => session.query(sql))).toEqual([
      ["[]", "[]"],
      ['[{"a b":"it\'s","c":"x"}]', "[]"],
    ]);
    await source.close();
  });
});
