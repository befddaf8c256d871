import { randomUUID } from "node:crypto";
import type { SqlDataSource } from "@dqx/sql";
import type { Cell, ConformanceData, LogicalType } from "@dqx/sql/testing";
import pg from "pg";
import { PostgresSource } from "../src/postgres-source.js";

const TYPES: Readonly<Record<LogicalType, string>> = {
  integer: "integer",
  bigint: "bigint",
  double: "double precision",
  "decimal(38,10)": "numeric(38,10)",
  boolean: "boolean",
  text: "text",
  date: "date",
  timestamp: "timestamp",
  timestamptz: "timestamptz",
};

/** Makes a view of data in a schema of its own, with statements that are written here, and a source over it. */
export async function makePostgresSource(connection: string, data: ConformanceData): Promise<SqlDataSource> {
  const schema = `s${randomUUID().replaceAll("-", "")}`;
  const columns = data.columns.map(({ name, type }) => `${quoted(name)} ${TYPES[type]}`);
  const values = data.rows.map((row) => `(${row.map(cellText).join(", ")})`);
  const { castColumn, dateColumn, timeZone } = data;
  const cast =
    castColumn === undefined
      ? ""
      : `, CAST(${quoted(castColumn.of)} AS bigint) AS ${quoted(castColumn.name)}`;
  const client = new pg.Client({ connectionString: connection });
  await client.connect();
  try {
    await client.query(
      [
        `CREATE SCHEMA ${schema}`,
        `CREATE TABLE ${schema}.data (${columns.join(", ")})`,
        ...(values.length === 0 ? [] : [`INSERT INTO ${schema}.data VALUES ${values.join(", ")}`]),
        `CREATE VIEW ${schema}.read AS SELECT *${cast} FROM ${schema}.data`,
      ].join(";\n"),
    );
  } finally {
    await client.end();
  }
  return new PostgresSource({
    name: data.name,
    connection,
    schema,
    table: "read",
    ...(dateColumn !== undefined && { dateColumn }),
    ...(timeZone !== undefined && { timeZone }),
  });
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function cellText(cell: Cell): string {
  return cell === null ? "NULL" : `'${String(Object.is(cell, -0) ? "-0" : cell).replaceAll("'", "''")}'`;
}
