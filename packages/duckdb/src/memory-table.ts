import { sentence } from "@dqx/common";
import { duckdbDialect, SourceError } from "@dqx/sql";
import type { DuckDBConnection, DuckDBType, DuckDBValue } from "@duckdb/node-api";
import { engineMessage } from "./engine-message.js";
import type { CellValue, InferredType } from "./infer-column.js";
import type { DuckDBModule } from "./load-duckdb.js";

/** A column of a table in memory. */
export interface MemoryColumn {
  readonly name: string;
  readonly values: readonly CellValue[];
  /** What its values are, or a declared type that their text is cast to. */
  readonly type: { readonly inferred: InferredType } | { readonly declared: string };
}

/** Rows that DuckDB takes in one piece. */
const CHUNK_ROWS = 2048;

/**
 * Makes a table of values.
 *
 * @param dataset - the source's name, for messages
 * @param table - the table's name
 * @param columns - at least one, all of the same length
 * @throws {@link SourceError} when DuckDB refuses a name, a type or a value
 */
export async function createMemoryTable(
  dataset: string,
  table: string,
  columns: readonly MemoryColumn[],
  connection: DuckDBConnection,
  duckdb: DuckDBModule,
): Promise<void> {
  const { quote } = duckdbDialect;
  const staging = quote(`${table} as given`);
  try {
    await connection.run("SET TimeZone = 'UTC'");
    const given = columns.map(
      ({ type }, index) => `c${index} ${"inferred" in type ? type.inferred : "VARCHAR"}`,
    );
    await connection.run(`CREATE TEMP TABLE ${staging} (${given.join(", ")})`);
    await appendColumns(`${table} as given`, columns, connection, duckdb);
    const named = columns.map(({ name, type }, index) =>
      "inferred" in type
        ? `c${index} AS ${quote(name)}`
        : `CAST(c${index} AS ${type.declared}) AS ${quote(name)}`,
    );
    await connection.run(`CREATE TABLE ${quote(table)} AS SELECT ${named.join(", ")} FROM ${staging}`);
    await connection.run(`DROP TABLE ${staging}`);
  } catch (cause) {
    throw new SourceError(
      `Dataset '${dataset}' cannot be made of the given values: ${sentence(engineMessage(cause))} Correct the values, their types or the columns' names.`,
      { cause },
    );
  }
}

async function appendColumns(
  table: string,
  columns: readonly MemoryColumn[],
  connection: DuckDBConnection,
  duckdb: DuckDBModule,
): Promise<void> {
  const types = columns.map(({ type }) => clientType("inferred" in type ? type.inferred : "VARCHAR", duckdb));
  const length = columns[0]?.values.length ?? 0;
  const appender = await connection.createAppender(table);
  for (let start = 0; start < length; start += CHUNK_ROWS) {
    const chunk = duckdb.DuckDBDataChunk.create(types);
    chunk.setColumns(
      columns.map(({ values, type }) =>
        values
          .slice(start, start + CHUNK_ROWS)
          .map((value) => ("inferred" in type ? clientValue(value, type.inferred, duckdb) : cellText(value))),
      ),
    );
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}

function clientType(type: InferredType, duckdb: DuckDBModule): DuckDBType {
  switch (type) {
    case "BOOLEAN":
      return duckdb.BOOLEAN;
    case "BIGINT":
      return duckdb.BIGINT;
    case "HUGEINT":
      return duckdb.HUGEINT;
    case "DOUBLE":
      return duckdb.DOUBLE;
    case "VARCHAR":
      return duckdb.VARCHAR;
    case "DATE":
      return duckdb.DATE;
    case "TIMESTAMP":
      return duckdb.TIMESTAMP;
    case "TIMESTAMP WITH TIME ZONE":
      return duckdb.TIMESTAMPTZ;
  }
}

function clientValue(value: CellValue, type: InferredType, duckdb: DuckDBModule): DuckDBValue {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) {
    const micros = BigInt(value.getTime()) * 1000n;
    return type === "TIMESTAMP" ? duckdb.timestampValue(micros) : duckdb.timestampTZValue(micros);
  }
  switch (type) {
    case "BIGINT":
    case "HUGEINT":
      return BigInt(value);
    case "DATE":
      return duckdb.dateValue(Date.parse(`${value}T00:00:00Z`) / 86_400_000);
    case "BOOLEAN":
    case "DOUBLE":
    case "VARCHAR":
    case "TIMESTAMP":
    case "TIMESTAMP WITH TIME ZONE":
      return value;
  }
}

function cellText(value: CellValue): string | null {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return value.toISOString();
  // String(-0) is "0".
  return Object.is(value, -0) ? "-0" : String(value);
}
