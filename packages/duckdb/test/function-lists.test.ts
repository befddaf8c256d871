import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, expect, test } from "vitest";
import { isAdmittedFunction } from "../src/gate/admitted-functions.js";
import {
  ADMITTED_TABLE_FUNCTIONS,
  DATA_READERS,
  FILE_READERS,
  REFUSED_FUNCTIONS,
  REFUSED_TABLE_FUNCTIONS,
  REFUSED_VIEWS,
} from "../src/gate/refused-functions.js";

let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await (await DuckDBInstance.create(":memory:")).connect();
});
afterAll(() => connection.closeSync());

async function names(sql: string): Promise<readonly string[]> {
  const reader = await connection.runAndReadAll(sql);
  return reader.getRows().map(([name]) => String(name).toLowerCase());
}

test("every function of the installed DuckDB that may stand in an expression is admitted or refused by name", async () => {
  const all = await names(
    "SELECT DISTINCT function_name FROM duckdb_functions() WHERE function_type IN ('scalar', 'aggregate', 'macro') AND NOT starts_with(function_name, '__internal_')",
  );
  expect(all.length).toBeGreaterThan(600);
  expect(all.filter((name) => isAdmittedFunction(name) === Object.hasOwn(REFUSED_FUNCTIONS, name))).toEqual(
    [],
  );
});

test("of the functions with side effects only random values and errors are admitted", async () => {
  const effects = await names(
    "SELECT DISTINCT function_name FROM duckdb_functions() WHERE has_side_effects ORDER BY 1",
  );
  expect(effects.filter(isAdmittedFunction)).toEqual([
    "error",
    "gen_random_uuid",
    "random",
    "uuid",
    "uuidv4",
    "uuidv7",
  ]);
});

test("functions of DuckDB's own plans cannot be called", async () => {
  const internal = await names(
    "SELECT DISTINCT function_name FROM duckdb_functions() WHERE starts_with(function_name, '__internal_')",
  );
  expect(internal.length).toBeGreaterThan(10);
  expect(internal.filter(isAdmittedFunction)).toEqual([]);
});

test("every table function of the installed DuckDB is on exactly one list", async () => {
  const all = await names(
    "SELECT DISTINCT function_name FROM duckdb_functions() WHERE function_type IN ('table', 'table_macro')",
  );
  const listings = (name: string) => [
    ADMITTED_TABLE_FUNCTIONS.has(name),
    DATA_READERS.has(name),
    FILE_READERS.has(name),
    Object.hasOwn(REFUSED_TABLE_FUNCTIONS, name),
  ];
  expect(all.length).toBeGreaterThan(80);
  expect(all.filter((name) => listings(name).filter(Boolean).length !== 1)).toEqual([]);
});

test("a view of DuckDB's own over a refused function is refused, too", async () => {
  const views = await names("SELECT view_name FROM duckdb_views() WHERE internal");
  const refused = views.filter(
    (name) => Object.hasOwn(REFUSED_TABLE_FUNCTIONS, name) || Object.hasOwn(REFUSED_VIEWS, name),
  );
  expect(refused.filter((name) => !Object.hasOwn(REFUSED_VIEWS, name))).toEqual([]);
  expect(Object.keys(REFUSED_VIEWS).filter((name) => !views.includes(name))).toEqual([]);
});
