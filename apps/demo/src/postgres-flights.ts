import { spawn } from "node:child_process";
import { once } from "node:events";
import process from "node:process";
import { createInterface } from "node:readline/promises";
import { fileURLToPath } from "node:url";
import { addDays, type LocalDate } from "@dqx/common";
import type { DuckDBDataSource } from "@dqx/duckdb";
import { PostgresDataSource } from "@dqx/postgres";
import pg from "pg";

/** A PostgreSQL of the repository's own, whose binaries come inside npm packages. */
const program = fileURLToPath(new URL("../../../scripts/postgres.mjs", import.meta.url));

/** How many days before the one that is verified the checks look at. */
const DAYS_BEFORE = 7;

/** The flights on a PostgreSQL that ends with this object. */
export interface PostgresFlights extends AsyncDisposable {
  readonly source: PostgresDataSource;
}

/**
 * Starts a PostgreSQL, and loads the flights that the checks of a day look at.
 *
 * @param flights - all flights, as DuckDB reads them
 * @param date - the day
 */
export async function openFlightsOnPostgres(
  flights: DuckDBDataSource,
  date: LocalDate,
): Promise<PostgresFlights> {
  const { url, stop } = await startPostgres();
  try {
    await load(flights, addDays(date, -DAYS_BEFORE), addDays(date, 1), url);
  } catch (cause) {
    await stop();
    throw cause;
  }
  const source = PostgresDataSource.fromTable({
    name: flights.name,
    connection: url,
    table: "flights",
    dateColumn: "date",
  });
  return { source, [Symbol.asyncDispose]: stop };
}

async function load(
  flights: DuckDBDataSource,
  from: LocalDate,
  until: LocalDate,
  url: string,
): Promise<void> {
  const relation = String(flights.relation({ parameters: {} }));
  const rows = await flights.withSession((session) =>
    session.query(
      `SELECT CAST(date AS VARCHAR), delay, distance, origin, destination FROM ${relation}
       WHERE date >= '${from}' AND date < '${until}'`,
    ),
  );
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(
      "CREATE TABLE flights (date timestamp, delay integer, distance integer, origin text, destination text)",
    );
    await client.query(
      "INSERT INTO flights SELECT * FROM unnest($1::timestamp[], $2::integer[], $3::integer[], $4::text[], $5::text[])",
      [0, 1, 2, 3, 4].map((column) => rows.map((row) => row[column])),
    );
  } finally {
    await client.end();
  }
}

async function startPostgres(): Promise<{ readonly url: string; readonly stop: () => Promise<void> }> {
  const child = spawn(process.execPath, [program], { stdio: ["pipe", "pipe", "inherit"] });
  const ended = once(child, "exit");
  for await (const line of createInterface({ input: child.stdout })) {
    const { url }: { url: string } = JSON.parse(line);
    return {
      url,
      async stop() {
        child.stdin.end();
        await ended;
      },
    };
  }
  throw new Error("PostgreSQL did not start; the reason is above.");
}
