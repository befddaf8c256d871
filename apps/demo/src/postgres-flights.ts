import { PostgresDataSource } from "@dqx/postgres";
import pg from "pg";
import type { FlightServer } from "./loaded-flights.js";

/** A PostgreSQL of the repository's own, whose binaries come inside npm packages. */
export const postgresFlights: FlightServer = {
  program: "postgres.mjs",
  name: "PostgreSQL",
  async load(rows, url) {
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
  },
  open: (connection) =>
    PostgresDataSource.fromTable({ name: "flights", connection, table: "flights", dateColumn: "date" }),
};
