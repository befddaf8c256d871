import { type SuiteResult, VerificationSuite } from "@dqx/api";
import { type ExecutionId, ResultKey } from "@dqx/common";
import { type Metric, MetricDB } from "@dqx/orm";
import type { DemoArguments } from "./arguments.js";
import { clickhouseFlights } from "./clickhouse-flights.js";
import { flightChecks } from "./flight-checks.js";
import { type Engine, openFlights } from "./flights.js";
import { type FlightServer, loadFlights } from "./loaded-flights.js";
import { postgresFlights } from "./postgres-flights.js";

/** One run of the suite, and its numbers as the store gives them back. */
export interface FlightExecution {
  readonly executionId: ExecutionId;
  readonly result: SuiteResult;
  readonly metrics: readonly Metric[];
}

/**
 * Verifies the flights of a day twice, under two execution ids in one store.
 *
 * @param demo - the day, the engine that reads the flights, and the SQLite file of the store, made when absent
 * @param signal - ends the runs early
 */
export async function verifyFlights(
  { date, engine, storePath }: Pick<DemoArguments, "date" | "engine" | "storePath">,
  signal?: AbortSignal,
): Promise<readonly FlightExecution[]> {
  await using db = await MetricDB.open(`sqlite:${storePath}`);
  await using files = openFlights();
  await using loaded = engine === "duckdb" ? undefined : await loadFlights(SERVERS[engine], files, date);
  const flights = loaded?.source ?? files;
  const suite = new VerificationSuite(flightChecks, db, { name: "flights" });

  const options = signal === undefined ? {} : { signal };
  const results: SuiteResult[] = [];
  results.push(await suite.run([flights], new ResultKey(date), options));
  suite.reset();
  results.push(await suite.run([flights], new ResultKey(date), options));

  const executions: FlightExecution[] = [];
  for (const result of results) {
    const metrics = await db.getByExecutionId(result.executionId);
    executions.push({ executionId: result.executionId, result, metrics });
  }
  return executions;
}

/** The servers that flights are loaded on; DuckDB reads the file. */
const SERVERS: Readonly<Record<Exclude<Engine, "duckdb">, FlightServer>> = {
  postgres: postgresFlights,
  clickhouse: clickhouseFlights,
};
