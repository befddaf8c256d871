import type { SqlDataSource } from "@dqx/sql";
import type { Cell, ConformanceData, LogicalType } from "@dqx/sql/testing";
import { Client } from "pg";
import { PostgresDataSource } from "../src/index.js";
import { makeSchema } from "./support/database.js";

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

/** A schema for the tables, and a connection that makes them; connecting takes longer than making one. */
interface Place {
  readonly connection: string;
  readonly client: Client;
}

let place: Promise<Place> | undefined;
let tables = 0;

async function makePlace(): Promise<Place> {
  const { connection } = await makeSchema("");
  const client = new Client({ connectionString: connection });
  // It is there as long as the process, and ends with the server.
  client.on("error", () => undefined);
  await client.connect();
  return { connection, client };
}

/** Makes a table of conformance data with statements that are written here, and a query over it. */
export async function makeConformanceSource(data: ConformanceData): Promise<SqlDataSource> {
  place ??= makePlace();
  const { connection, client } = await place;
  tables += 1;
  const table = `data_${tables}`;
  const columns = data.columns.map(({ name, type }) => `${quoted(name)} ${TYPES[type]}`);
  const values = data.rows.map((row) => `(${row.map(cellText).join(", ")})`);
  const inserted = values.length === 0 ? "" : `; INSERT INTO ${table} VALUES ${values.join(", ")}`;
  await client.query(`CREATE TABLE ${table} (${columns.join(", ")})${inserted}`);
  const { castColumn, dateColumn, timeZone } = data;
  const cast = castColumn && `, CAST(${quoted(castColumn.of)} AS bigint) AS ${quoted(castColumn.name)}`;
  return PostgresDataSource.fromQuery({
    name: data.name,
    connection,
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
