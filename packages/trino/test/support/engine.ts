import { randomUUID } from "node:crypto";
import process from "node:process";
import { runStatement, type StatementResult } from "../../src/protocol/run-statement.js";

/** The URL of a Trino for the tests; absent when there is none. `pnpm test:trino` starts one. */
export const engineUrl = process.env.DQX_TEST_TRINO;

/** What a skipped test says. */
export const NO_ENGINE = "Trino is not installed with this repository: run pnpm test:trino";

/** Runs a statement, whatever it is. */
export async function run(sql: string): Promise<StatementResult> {
  const server = {
    origin: String(engineUrl),
    headers: { "X-Trino-User": "maker" },
    secrets: [],
    retryFor: 10_000,
  };
  return runStatement(server, sql);
}

/** A name that no other test has. */
export function newName(): string {
  return `t_${randomUUID().replaceAll("-", "")}`;
}
