import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, expect, test } from "vitest";
import { duckdbDialect, type Fault } from "../src/index.js";

let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await (await DuckDBInstance.create(":memory:")).connect();
});
afterAll(() => connection.closeSync());

async function messageOf(statement: Promise<unknown>): Promise<string> {
  return statement.then(
    () => {
      throw new RangeError("the statement did not fail");
    },
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
}

test.each<[Fault, string]>([
  ["not-finite", "SELECT var_pop(x) FROM (VALUES ('nan'::DOUBLE), (1)) t(x)"],
  ["not-finite", "SELECT stddev_pop(x) FROM (VALUES ('inf'::DOUBLE), (1)) t(x)"],
  ["overflow", "SELECT 9223372036854775807::BIGINT + 1"],
  ["overflow", "SELECT sum(x) FROM (VALUES (170141183460469231731687303715884105727::HUGEINT), (1)) t(x)"],
  ["cast", "SELECT 'oops'::INTEGER"],
  ["cast", "SELECT 'inf'::DOUBLE::INTEGER"],
  ["missing", "SELECT * FROM nope"],
  ["missing", "SELECT nope FROM range(1)"],
  ["missing", "SELECT nope(1)"],
  ["missing", "FROM '/nowhere/nope.parquet'"],
  [
    "memory",
    "SET temp_directory = ''; SET memory_limit = '4MB'; SELECT count(DISTINCT random()) FROM range(10000000)",
  ],
  ["other", "SELEC 1"],
  ["other", "SELECT ln(0)"],
])("%s: %s", async (fault, sql) => {
  const message = await messageOf(connection.run(sql));
  await connection.run("RESET memory_limit");
  expect(duckdbDialect.faults(message), message).toBe(fault);
});

test("denied: what the engine is not to touch", async () => {
  const locked = await (
    await DuckDBInstance.create(":memory:", { enable_external_access: "false" })
  ).connect();
  expect(duckdbDialect.faults(await messageOf(locked.run("FROM '/etc/hostname.csv'")))).toBe("denied");
  locked.closeSync();
});

test("cancelled: a statement that is interrupted", async () => {
  const running = connection.run("SELECT count(*) FROM range(1000000000000)");
  const interrupting = setInterval(() => connection.interrupt(), 10);
  const message = await messageOf(running);
  clearInterval(interrupting);
  expect(duckdbDialect.faults(message)).toBe("cancelled");
});

test("gone: a connection that has been closed", async () => {
  const closed = await (await DuckDBInstance.create(":memory:")).connect();
  closed.closeSync();
  expect(duckdbDialect.faults(await messageOf(closed.run("SELECT 1")))).toBe("gone");
});
