import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { LocalDate } from "@dqx/common";
import { DuckDBDataSource } from "@dqx/duckdb";

/** The days that the file covers; the last one holds only the first minutes. */
export const flightDays = { first: LocalDate("2001-01-01"), last: LocalDate("2001-07-01") } as const;

/** Where the flights may be read. */
export const engines = ["duckdb", "postgres", "clickhouse"] as const;

/** The name of an engine. */
export type Engine = (typeof engines)[number];

/** Three million flights of 2001, a Parquet file of the npm package `vega-datasets`. */
export function flightsFile(): string {
  const main = createRequire(import.meta.url).resolve("vega-datasets");
  return join(dirname(dirname(main)), "data", "flights-3m.parquet");
}

/** The flights as a dataset named `flights`, a day being that of the departure. */
export function openFlights(): DuckDBDataSource {
  return DuckDBDataSource.fromFiles({ name: "flights", files: flightsFile(), dateColumn: "date" });
}
