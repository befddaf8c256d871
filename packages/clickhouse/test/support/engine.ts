import { randomUUID } from "node:crypto";
import process from "node:process";

/** The URL of a ClickHouse for the tests; absent when there is none. `pnpm test:clickhouse` starts one. */
export const engineUrl = process.env.DQX_TEST_CLICKHOUSE;

/** What a skipped test says. */
export const NO_ENGINE = "ClickHouse is not installed with this repository: run pnpm test:clickhouse";

/** Runs a statement as the user who may do everything. @returns its rows, as tab-separated text */
export async function run(sql: string, database = "default"): Promise<string> {
  const response = await fetch(`${String(engineUrl)}/?database=${database}`, { method: "POST", body: sql });
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return text.trimEnd();
}

/** Makes a database, and runs statements in it. */
export async function makeDatabase(...statements: readonly string[]): Promise<string> {
  const database = `d_${randomUUID().slice(0, 8)}`;
  await run(`CREATE DATABASE ${database}`);
  for (const sql of statements) await run(sql, database);
  return database;
}

/** The URL of a database. */
export function urlOf(database: string): string {
  return `${String(engineUrl)}/${database}`;
}
