import type { DuckDBConnection } from "@duckdb/node-api";

// The text is an argument: it is parsed and neither bound nor run. Without the cast DuckDB refuses a
// parameter, and without the schema a macro of the database could take the place of the function.
const SERIALIZE =
  "SELECT system.main.json_serialize_sql($1::VARCHAR, skip_null := true, skip_empty := true, skip_default := true)";

/**
 * What DuckDB's parser makes of a text.
 *
 * @param connection - any: the parser looks at no data
 * @param sql - any text
 * @returns JSON
 */
export async function serialize(connection: DuckDBConnection, sql: string): Promise<string> {
  const reader = await connection.runAndReadAll(SERIALIZE, [sql]);
  return String(reader.getRows().flat()[0]);
}
