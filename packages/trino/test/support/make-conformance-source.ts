import type { SqlDataSource } from "@dqx/sql";
import type { Cell, ConformanceData, LogicalType } from "@dqx/sql/testing";
import { TrinoDataSource } from "../../src/index.js";
import { engineUrl, newName, run } from "./engine.js";

const TYPES: Readonly<Record<LogicalType, string>> = {
  integer: "integer",
  bigint: "bigint",
  double: "double",
  "decimal(38,10)": "decimal(38,10)",
  boolean: "boolean",
  text: "varchar",
  date: "date",
  timestamp: "timestamp(6)",
  timestamptz: "timestamp(6) with time zone",
};

/** Makes a table of conformance data in the memory connector with statements that are written here, and a query over it. */
export async function makeConformanceSource(data: ConformanceData): Promise<SqlDataSource> {
  const table = newName();
  const columns = data.columns.map(({ name, type }) => `${quoted(name)} ${TYPES[type]}`);
  await run(`CREATE TABLE memory.default.${table} (${columns.join(", ")})`);
  if (data.rows.length > 0) {
    const values = data.rows.map(
      (row) => `(${row.map((cell, index) => cellSql(cell, data.columns[index]?.type ?? "text")).join(", ")})`,
    );
    await run(`INSERT INTO memory.default.${table} VALUES ${values.join(", ")}`);
  }
  const { castColumn, dateColumn, timeZone } = data;
  const cast = castColumn && `, CAST(${quoted(castColumn.of)} AS bigint) AS ${quoted(castColumn.name)}`;
  return TrinoDataSource.fromQuery({
    name: data.name,
    connection: { url: String(engineUrl), catalog: "memory", schema: "default" },
    query: `SELECT *${cast ?? ""} FROM ${table}`,
    ...(dateColumn !== undefined && { dateColumn }),
    ...(timeZone !== undefined && { timeZone }),
  });
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function cellSql(cell: Cell, type: LogicalType): string {
  if (cell === null) return `CAST(NULL AS ${TYPES[type]})`;
  const text = String(Object.is(cell, -0) ? "-0" : cell).replaceAll("'", "''");
  const zoned = type === "timestamptz" ? text.replace(/(?<=:[\d.]+)([+-]\d\d)(?::?(\d\d))?$/, offset) : text;
  return `CAST('${zoned}' AS ${TYPES[type]})`;
}

function offset(_: string, hours: string, minutes = "00"): string {
  return ` ${hours}:${minutes}`;
}
