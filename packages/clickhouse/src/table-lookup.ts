import { nearestName } from "@dqx/common";
import { clickhouseDialect, SourceError, type SqlSession } from "@dqx/sql";

/** How many tables a message lists. */
const LISTED = 20;

/** Engines whose parts hold rows that others replace, cancel or are added to, until they are merged. */
const MERGING = /(?:Replacing|Collapsing|Summing|Aggregating|Coalescing|Graphite)MergeTree$/;

/**
 * Requires a choice where a table's rows depend on which of its parts have been merged.
 *
 * @param table - the table's name
 * @param database - its database; that of the connection by default
 * @param session - to look its engine up
 * @throws SourceError when `final` was not given for such a table
 */
export async function requireFinalChoice(
  table: string,
  database: string | undefined,
  session: SqlSession,
): Promise<void> {
  const [[engine] = []] = await session.query(
    `SELECT engine FROM system.tables WHERE name = ${clickhouseDialect.literal(table)} AND database = ${databaseOf(database)}`,
  );
  if (!MERGING.test(String(engine))) return;
  throw new SourceError(
    `'${table}' is a ${String(engine)}, which holds rows that others stand in for until its parts are merged, whenever that is. Give final: true to read it as if they were, or final: false to read all rows that there are`,
  );
}

/**
 * What to do when a table cannot be read, from the server's catalogue.
 *
 * @param table - the name that was asked for
 * @param database - the database that was asked for; that of the connection by default
 * @param session - to look names up
 * @param message - why it cannot be read
 */
export async function tableRemedy(
  table: string,
  database: string | undefined,
  session: SqlSession,
  message: string,
): Promise<string> {
  switch (clickhouseDialect.faults(message)) {
    case "denied":
      return `Grant the user that connects SELECT on '${table}'`;
    case "missing":
      return nearestTable(table, database, session);
    case "cancelled":
    case "gone":
    case "memory":
    case "not-finite":
    case "overflow":
    case "cast":
    case "other":
      return "Correct what the message says";
  }
}

async function nearestTable(
  table: string,
  database: string | undefined,
  session: SqlSession,
): Promise<string> {
  const rows = await session.query(
    `SELECT database, name, database = ${databaseOf(database)} FROM system.tables WHERE database NOT IN ('system', 'INFORMATION_SCHEMA', 'information_schema') ORDER BY 3 DESC, database, name LIMIT 5000`,
  );
  const known = rows.map(([space, name, isHere]) => ({
    database: String(space),
    name: String(name),
    isHere: isHere === 1n,
  }));
  const elsewhere = known.find(({ name, database: space }) => name === table || `${space}.${name}` === table);
  if (elsewhere !== undefined) {
    return `There is '${elsewhere.name}' in the database '${elsewhere.database}': give database: ${JSON.stringify(elsewhere.database)}`;
  }
  const found = known.filter(({ isHere }) => isHere).map(({ name }) => name);
  const nearest = nearestName(table, found);
  if (nearest !== undefined) return `Did you mean '${nearest}'?`;
  const where =
    database === undefined ? "The database of the connection has" : `The database '${database}' has`;
  return found.length === 0 ? `${where} no tables` : `${where}: ${found.slice(0, LISTED).join(", ")}`;
}

function databaseOf(database: string | undefined): string {
  return database === undefined ? "currentDatabase()" : clickhouseDialect.literal(database);
}
