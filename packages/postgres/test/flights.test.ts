import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { addDays, LocalDate } from "@dqx/common";
import { DuckDBDataSource } from "@dqx/duckdb";
import {
  average,
  col,
  countDistinct,
  first,
  maximum,
  minimum,
  nullCount,
  numRows,
  type SimpleMetricSpec,
  sum,
  variance,
} from "@dqx/metrics";
import { analyze, type SqlDataSource } from "@dqx/sql";
import { Client } from "pg";
import { expect, test } from "vitest";
import { PostgresDataSource } from "../src/index.js";
import { makeSchema } from "./support/database.js";

const firstDay = LocalDate("2001-03-04");
const days = [0, 1, 2].map((offset) => addDays(firstDay, offset));

/** Three days of the real flights of 2001, in a Parquet file of the npm package `vega-datasets`. */
const file = join(
  dirname(dirname(createRequire(import.meta.url).resolve("vega-datasets"))),
  "data",
  "flights-3m.parquet",
);
const flights = DuckDBDataSource.fromFiles({ name: "flights", files: file, dateColumn: "date" });

async function copyToPostgres(): Promise<SqlDataSource> {
  const relation = flights.relation({ parameters: {} });
  const rows = await flights.withSession((session) =>
    session.query(
      `SELECT CAST(date AS VARCHAR), delay, distance, origin, destination FROM ${String(relation)}
       WHERE date >= '${firstDay}' AND date < '${addDays(firstDay, days.length)}'`,
    ),
  );
  const { connection } = await makeSchema(
    "CREATE TABLE flights (date timestamp, delay integer, distance integer, origin text, destination text)",
  );
  const client = new Client({ connectionString: connection });
  await client.connect();
  await client.query(
    "INSERT INTO flights SELECT * FROM unnest($1::timestamp[], $2::integer[], $3::integer[], $4::text[], $5::text[])",
    [0, 1, 2, 3, 4].map((column) => rows.map((row) => row[column])),
  );
  await client.end();
  expect(rows.length).toBeGreaterThan(40_000);
  return PostgresDataSource.fromTable({ name: "flights", connection, table: "flights", dateColumn: "date" });
}

async function values(source: SqlDataSource, specs: readonly SimpleMetricSpec[]) {
  const requests = specs.map((spec) => ({ spec, dates: days }));
  const { measured } = await analyze(source, requests, { referenceDate: firstDay });
  return measured.map(({ spec, date, outcome }) => ({
    what: `${spec.name} on ${date}`,
    value: outcome.kind === "value" ? outcome.value : Number.NaN,
  }));
}

test("real flights have the same counts on DuckDB and PostgreSQL to the digit, and doubles within 1e-12", async () => {
  const late = col("delay").isGt(15);
  const counts = [
    numRows.spec({}),
    numRows.spec({}, {}, { where: late }),
    nullCount.spec({ column: "delay" }),
    countDistinct.spec({ columns: ["origin"] }),
    countDistinct.spec({ columns: ["origin", "destination"] }),
    sum.spec({ column: "distance" }),
    sum.spec({ column: "delay" }, {}, { where: late }),
    minimum.spec({ column: "delay" }),
    maximum.spec({ column: "distance" }),
    first.spec({ column: "delay", orderBy: "date" }),
  ];
  const doubles = [
    average.spec({ column: "delay" }),
    variance.spec({ column: "delay" }),
    average.spec({ column: "distance" }, {}, { where: late }),
  ];
  const onPostgres = await copyToPostgres();
  const [counted, wanted] = [await values(onPostgres, counts), await values(flights, counts)];
  expect(counted).toHaveLength(counts.length * days.length);
  expect(counted).toEqual(wanted);
  expect(counted.every(({ value }) => Number.isFinite(value))).toBe(true);
  const [computed, expected] = [await values(onPostgres, doubles), await values(flights, doubles)];
  expect(computed).toHaveLength(doubles.length * days.length);
  for (const [index, { what, value }] of computed.entries()) {
    const other = expected[index]?.value ?? Number.NaN;
    expect(Math.abs(value - other), what).toBeLessThanOrEqual(1e-12 * Math.abs(other));
  }
  await flights.close();
});
