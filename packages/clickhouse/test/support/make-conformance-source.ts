import { randomUUID } from "node:crypto";
import type { SqlDataSource } from "@dqx/sql";
import type { Cell, ConformanceData, LogicalType } from "@dqx/sql/testing";
import { ClickHouseDataSource } from "../../src/index.js";
import { engineUrl, run } from "./engine.js";

const TYPES: Readonly<Record<LogicalType, string>> = {
  integer: "Int32",
  bigint: "Int64",
  double: "Float64",
  "decimal(38,10)": "Decimal(38, 10)",
  boolean: "Bool",
  text: "String",
  date: "Date32",
  // ClickHouse has no wall time: what keeps one is an instant in UTC.
  timestamp: "DateTime64(6, 'UTC')",
  timestamptz: "DateTime64(6, 'UTC')",
};

/** Makes a table of conformance data with statements that are written here, and a query over it. */
export async function makeConformanceSource(data: ConformanceData): Promise<SqlDataSource> {
  const columns = data.columns.map(({ name, type }) => `${quoted(name)} Nullable(${TYPES[type]})`);
  const values = data.rows.map(
    (row) => `(${row.map((cell, index) => cellSql(cell, data.columns[index]?.type ?? "text")).join(", ")})`,
  );
  const table = `t_${randomUUID().slice(0, 8)}`;
  await run(`CREATE TABLE ${table} (${columns.join(", ")}) ENGINE = Memory`);
  if (values.length > 0) await run(`INSERT INTO ${table} VALUES ${values.join(", ")}`);
  const { castColumn, dateColumn, timeZone } = data;
  const cast = castColumn && `, CAST(${quoted(castColumn.of)} AS Int64) AS ${quoted(castColumn.name)}`;
  return ClickHouseDataSource.fromQuery({
    name: data.name,
    connection: String(engineUrl),
    query: `SELECT *${cast ?? ""} FROM ${table}`,
    ...(dateColumn !== undefined && { dateColumn }),
    ...(timeZone !== undefined && { timeZone }),
  });
}

function quoted(name: string): string {
  return `\`${name.replaceAll("\\", "\\\\").replaceAll("`", "\\`")}\``;
}

function cellSql(cell: Cell, type: LogicalType): string {
  if (cell === null) return "NULL";
  const text = `'${String(Object.is(cell, -0) ? "-0" : cell)
    .replaceAll("\\", "\\\\")
    .replaceAll("'", "\\'")}'`;
  switch (type) {
    case "timestamp":
    case "timestamptz":
      return `parseDateTime64BestEffort(${text}, 6, 'UTC')`;
    case "integer":
    case "bigint":
    case "double":
    case "decimal(38,10)":
    case "boolean":
    case "text":
    case "date":
      return `CAST(${text} AS ${TYPES[type]})`;
  }
}
