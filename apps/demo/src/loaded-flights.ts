import { spawn } from "node:child_process";
import { once } from "node:events";
import process from "node:process";
import { createInterface } from "node:readline/promises";
import { fileURLToPath } from "node:url";
import { addDays, DQXError, type LocalDate, type SqlRow } from "@dqx/common";
import type { DuckDBDataSource } from "@dqx/duckdb";
import type { SqlDataSource } from "@dqx/sql";

/** How many days before the one that is verified the checks look at. */
const DAYS_BEFORE = 7;

/** The flights on a server that ends with this object. */
export interface LoadedFlights extends AsyncDisposable {
  readonly source: SqlDataSource;
}

/** What is done with a server of the repository's own. */
export interface FlightServer {
  /** The program in scripts/ that starts it, prints its URL and ends with its input. */
  readonly program: string;
  /** Its name, for messages. */
  readonly name: string;
  /** Puts rows there: the day and time, delay, distance, origin and destination of each flight. */
  load(rows: readonly SqlRow[], url: string): Promise<void>;
  /** The flights as they are there. */
  open(url: string): SqlDataSource;
}

/** A server that cannot be had on this machine. */
class EngineUnavailable extends DQXError {
  readonly _tag = "EngineUnavailable";
}

/**
 * Starts a server, and loads the flights that the checks of a day look at.
 *
 * @param server - which one
 * @param flights - all flights, as DuckDB reads them
 * @param date - the day
 */
export async function loadFlights(
  server: FlightServer,
  flights: DuckDBDataSource,
  date: LocalDate,
): Promise<LoadedFlights> {
  const { url, stop } = await start(server);
  try {
    await server.load(await rowsUntil(flights, date), url);
  } catch (cause) {
    await stop();
    throw cause;
  }
  const source = server.open(url);
  return {
    source,
    async [Symbol.asyncDispose]() {
      await source.close();
      await stop();
    },
  };
}

async function rowsUntil(flights: DuckDBDataSource, date: LocalDate): Promise<readonly SqlRow[]> {
  const relation = String(flights.relation({ parameters: {} }));
  return flights.withSession((session) =>
    session.query(
      `SELECT CAST(date AS VARCHAR), delay, distance, origin, destination FROM ${relation}
       WHERE date >= '${addDays(date, -DAYS_BEFORE)}' AND date < '${addDays(date, 1)}'`,
    ),
  );
}

async function start({
  program,
  name,
}: FlightServer): Promise<{ readonly url: string; readonly stop: () => Promise<void> }> {
  const path = fileURLToPath(new URL(`../../../scripts/${program}`, import.meta.url));
  const child = spawn(process.execPath, [path], { stdio: ["pipe", "pipe", "inherit"] });
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
  throw new EngineUnavailable(`${name} did not start; the reason is above. Choose another engine.`);
}
