import type { DuckDBConnection } from "@duckdb/node-api";
import { isDataFile } from "./allowed-reads.js";
import { constantTexts, queryFacts } from "./query-facts.js";
import { DATA_READERS } from "./refused-functions.js";
import { serialize } from "./serialize.js";
import { serialized } from "./serialized-statement.js";

/**
 * The data files that a query names in its own text.
 *
 * @param connection - whose parser reads the query
 * @param query - what a user wrote; one that does not parse names none
 */
export async function namedFiles(connection: DuckDBConnection, query: string): Promise<readonly string[]> {
  try {
    const facts = queryFacts(serialized(await serialize(connection, query)));
    const read = facts.tableFunctions
      .filter(({ name }) => DATA_READERS.has(name))
      .flatMap(({ arguments: [paths] }) => constantTexts(paths) ?? []);
    const named = facts.tables.map(({ catalog, schema, name }) =>
      [catalog, schema, name].filter((part) => part !== "").join("."),
    );
    return [...read, ...named].filter(isDataFile);
  } catch {
    // What is wrong with it is said when the relation is described.
    return [];
  }
}
