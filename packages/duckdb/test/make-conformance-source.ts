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

/** Makes a table of conformance data with statements of its own, and a query over it. */
export async function makeConformanceSource(data: ConformanceData): Promise<SqlDataSource> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  const columns = data.columns.map(({ name, type }) => `${quoted(name)} ${TYPES[type]}`);
  await connection.run(`CREATE TABLE t (${columns.join(", ")})`);
  for (const row of data.rows) await connection.run(`INSERT INTO t VALUES (${row.map(cellText).join(", ")})`);
  connection.closeSync();
  const { castColumn, dateColumn, timeZone } = data;
  const cast = castColumn && `, CAST(${quoted(castColumn.of)} AS BIGINT) AS ${quoted(castColumn.name)}`;
  return DuckDBDataSource.fromQuery({
    name: data.name,
    database: instance,
    query: `SELECT *${cast ?? ""} FROM t`,
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
