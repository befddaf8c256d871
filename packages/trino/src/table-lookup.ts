import { nearestName } from "@dqx/common";
import { SourceError, type SqlSession, trinoDialect } from "@dqx/sql";

/** How many tables a message lists. */
const LISTED = 20;

/** A table as it was asked for. */
export interface TableName {
  readonly table: string;
  readonly schema?: string;
  readonly catalog?: string;
}

/**
 * What to do when a relation cannot be read for a reason that lies not in it.
 *
 * @param message - why it cannot be read
 * @returns nothing when the relation has to be corrected
 */
export function serverRemedy(message: string): string | undefined {
  switch (trinoDialect.faults(message)) {
    case "denied":
      return "Correct the user and the password, or grant the user SELECT on the table and its columns";
    case "gone":
      return "Start the server, or correct the host, the port and whether it takes TLS";
    case "cancelled":
    case "memory":
      return "Correct what the message says";
    case "missing":
    case "not-finite":
    case "overflow":
    case "cast":
    case "other":
      return undefined;
  }
}

/**
 * What to do when a table cannot be read, from the server's catalogue.
 *
 * @param name - what was asked for
 * @param session - to look names up
 * @param message - why it cannot be read
 */
export async function tableRemedy(name: TableName, session: SqlSession, message: string): Promise<string> {
  const remedy = serverRemedy(message);
  if (remedy !== undefined) return remedy;
  if (trinoDialect.faults(message) !== "missing") return "Correct what the message says";
  try {
    return await nearestTable(name, session);
  } catch (cause) {
    if (!(cause instanceof SourceError)) throw cause;
    return "Give the catalog and the schema that the table is in";
  }
}

async function nearestTable({ table, schema, catalog }: TableName, session: SqlSession): Promise<string> {
  const place = catalog === undefined ? "" : `${trinoDialect.quote(catalog)}.`;
  const rows = await session.query(
    `SELECT table_schema, table_name FROM ${place}information_schema.tables WHERE table_schema <> 'information_schema' ORDER BY 1, 2 LIMIT 5000`,
  );
  const known = rows.map(([space, name]) => ({ schema: String(space), name: String(name) }));
  // Trino finds names whatever their case.
  const [wanted, space] = [table.toLowerCase(), schema?.toLowerCase()];
  const elsewhere = known.find((each) => each.name === wanted && each.schema !== space);
  if (elsewhere !== undefined) {
    return `There is '${elsewhere.name}' in the schema '${elsewhere.schema}': give schema: ${JSON.stringify(elsewhere.schema)}`;
  }
  const found = known.filter((each) => space === undefined || each.schema === space).map(({ name }) => name);
  const nearest = nearestName(wanted, found);
  if (nearest !== undefined) return `Did you mean '${nearest}'?`;
  const where = schema === undefined ? "The catalog has" : `The schema '${schema}' has`;
  return found.length === 0 ? `${where} no tables` : `${where}: ${found.slice(0, LISTED).join(", ")}`;
}
