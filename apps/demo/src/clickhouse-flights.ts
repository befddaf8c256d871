/* v8 ignore file -- npm test does not install its engine; scripts/compare-demo.mjs compares its numbers in CI */
import { spawn } from "node:child_process";
import { once } from "node:events";
import process from "node:process";
import { createInterface } from "node:readline/promises";
import { fileURLToPath } from "node:url";
import { ClickHouseDataSource } from "@dqx/clickhouse";
import { addDays, DQXError, type LocalDate } from "@dqx/common";
import type { DuckDBDataSource } from "@dqx/duckdb";

/** A ClickHouse of the repository's own, whose engine is fetched through npm at its first use. */
const program = fileURLToPath(new URL("../../../scripts/clickhouse.mjs", import.meta.url));

/** How many days before the one that is verified the checks look at. */
const DAYS_BEFORE = 7;

/** ClickHouse's engine cannot be had on this machine. */
class EngineUnavailable extends DQXError {
  readonly _tag = "EngineUnavailable";
}

/** The flights on a ClickHouse that ends with this object. */
export interface ClickHouseFlights extends AsyncDisposable {
  readonly source: ClickHouseDataSource;
}

/**
 * Starts a ClickHouse, and loads the flights that the checks of a day look at.
 *
 * @param flights - all flights, as DuckDB reads them
 * @param date - the day
 */
export async function openFlightsOnClickHouse(
  flights: DuckDBDataSource,
  date: LocalDate,
): Promise<ClickHouseFlights> {
  const { url, stop } = await startClickHouse();
  try {
    await load(flights, addDays(date, -DAYS_BEFORE), addDays(date, 1), url);
  } catch (cause) {
    await stop();
    throw cause;
  }
  const source = ClickHouseDataSource.fromTable({
    name: flights.name,
    connection: url,
    table: "flights",
    dateColumn: "date",
  });
  const dispose = async (): Promise<void> => {
    await source.close();
    await stop();
  };
  return { source, [Symbol.asyncDispose]: dispose };
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
  await send(
    url,
    `CREATE TABLE flights (date DateTime64(6, 'UTC'), delay Nullable(Int32), distance Nullable(Int32),
       origin Nullable(String), destination Nullable(String)) ENGINE = MergeTree ORDER BY date`,
  );
  const lines = rows.map((row) => row.map((value) => (value === null ? "\\N" : String(value))).join("\t"));
  await send(url, `INSERT INTO flights FORMAT TabSeparated\n${lines.join("\n")}\n`);
}

async function send(url: string, statement: string): Promise<void> {
  const response = await fetch(url, { method: "POST", body: statement });
  if (!response.ok) throw new Error(`The flights could not be loaded: ${await response.text()}`);
}

async function startClickHouse(): Promise<{ readonly url: string; readonly stop: () => Promise<void> }> {
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
  throw new EngineUnavailable("ClickHouse did not start; the reason is above. Choose another engine.");
}
