import { addDays, LocalDate, type SqlRow, type SqlValue } from "@dqx/common";
import { type DuckDBConnection, DuckDBInstance, DuckDBListValue, type DuckDBValue } from "@duckdb/node-api";
import {
  boundSql,
  duckdbDialect,
  type SourceDating,
  type SqlDataSource,
  type SqlSession,
} from "../src/index.js";
import type { Cell, ConformanceData, LogicalType } from "../src/testing/index.js";

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
let instance: Promise<DuckDBInstance> | undefined;
let tables = 0;

/**
 * The smallest data source that does the job, so that this package is tested on an engine without the package
 * of that engine.
 */
export async function makeDuckDBSource(data: ConformanceData): Promise<SqlDataSource> {
  instance ??= DuckDBInstance.create(":memory:");
  tables += 1;
  const table = `t${tables}`;
  const connection = await (await instance).connect();
  await connection.run("SET TimeZone = 'UTC'");
  const columns = data.columns.map(({ name, type }) => `${quoted(name)} ${TYPES[type]}`);
  const rows = data.rows.map((row) => `(${row.map(cellText).join(", ")})`);
  await connection.run(`CREATE TABLE ${table} (${columns.join(", ")})`);
  if (rows.length > 0) await connection.run(`INSERT INTO ${table} VALUES ${rows.join(", ")}`);
  const { castColumn, dateColumn, timeZone = "UTC" } = data;
  const cast = castColumn && `, CAST(${quoted(castColumn.of)} AS BIGINT) AS ${quoted(castColumn.name)}`;
  const dating: SourceDating =
    dateColumn === undefined ? { kind: "snapshot" } : { kind: "column", column: dateColumn, timeZone };
  return sourceOn(connection, data.name, `(SELECT *${cast ?? ""} FROM ${table})`, dating);
}

/** A data source on a connection, which it closes. */
export function sourceOn(
  connection: DuckDBConnection,
  name: string,
  relation: string,
  dating: SourceDating = { kind: "snapshot" },
): SqlDataSource {
  const query = async (sql: string): Promise<readonly SqlRow[]> => {
    const reader = await connection.runAndReadAll(sql);
    const whole = reader.columnTypes().map((type) => String(type).includes("INT"));
    return reader.getRows().map((row) => row.map((value, index) => decode(value, whole[index] === true)));
  };
  const session: SqlSession = {
    async describe(described) {
      const rows = await query(`DESCRIBE SELECT * FROM ${boundSql(described).sql}`);
      return rows.map(([column, type]) => ({ name: String(column), type: String(type) }));
    },
    query: (statement) => query(boundSql(statement).sql),
  };
  return {
    name,
    dialect: duckdbDialect,
    dating,
    relation: () => relation,
    withSession: (use) => use(session),
    close: async () => connection.closeSync(),
  };
}

function decode(value: DuckDBValue, whole: boolean): SqlValue {
  if (value === null) return null;
  if (value instanceof DuckDBListValue) return value.items.map((item) => decode(item, whole));
  if (typeof value === "object") return String(value);
  return typeof value === "number" && whole ? BigInt(value) : value;
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function cellText(cell: Cell): string {
  return cell === null ? "NULL" : `'${String(Object.is(cell, -0) ? "-0" : cell).replaceAll("'", "''")}'`;
}

/** The last days of January 2024. */
export function januaryDays(count: number): readonly LocalDate[] {
  return Array.from({ length: count }, (_, index) => addDays(LocalDate("2024-01-31"), index + 1 - count));
}
