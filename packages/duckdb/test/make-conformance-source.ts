import type { SqlDataSource } from "@dqx/sql";
import type { Cell, ConformanceData, LogicalType } from "@dqx/sql/testing";
import { DuckDBInstance } from "@duckdb/node-api";
import { DuckDBDataSource } from "../src/index.js";

const TYPES: Readonly<Record<LogicalType, string>> = {
  integer: "INTEGER",
  bigint: "BIGINT",
  double: "DOUBLE",
  "decimal(38,10)": "DECIMAL(38,10)",
  boolean: "BOOLEAN",
  text: "VARCHAR",
  date: "DATE",
  timestamp: "TIMESTAMP",
  timestamptz: "TIMESTAMP WITH TIME ZONE",
};

// Opening an instance takes longer than what is measured on it: the sources of a file share one.
let opened: Promise<DuckDBInstance> | undefined;
let tables = 0;

/** Makes a table of conformance data with statements of its own, and a query over it. */
export async function makeConformanceSource(data: ConformanceData): Promise<SqlDataSource> {
  opened ??= DuckDBInstance.create(":memory:");
  const instance = await opened;
  const connection = await instance.connect();
  tables += 1;
  const table = `t${tables}`;
  const columns = data.columns.map(({ name, type }) => `${quoted(name)} ${TYPES[type]}`);
  const rows = data.rows.map((row) => `(${row.map(cellText).join(", ")})`);
  await connection.run(`CREATE TABLE ${table} (${columns.join(", ")})`);
  if (rows.length > 0) await connection.run(`INSERT INTO ${table} VALUES ${rows.join(", ")}`);
  connection.closeSync();
  const { castColumn, dateColumn, timeZone } = data;
  const cast = castColumn && `, CAST(${quoted(castColumn.of)} AS BIGINT) AS ${quoted(castColumn.name)}`;
  return DuckDBDataSource.fromQuery({
    name: data.name,
    database: instance,
    query: `SELECT *${cast ?? ""} FROM ${table}`,
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
