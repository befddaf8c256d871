import { InvalidArgumentError, nearestName, type SqlRow } from "@dqx/common";
import { postgresDialect, type SqlSession } from "@dqx/sql";

/** How many bytes of a name PostgreSQL reads; the rest it leaves away silently. */
const NAME_BYTES = 63;

/** How many tables a message lists. */
const LISTED = 20;

/** Tables, views, materialized views, partitioned and foreign tables that the role may look up. */
const RELATIONS = `SELECT n.nspname::text, c.relname::text, pg_catalog.pg_table_is_visible(c.oid)
FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname NOT IN ('pg_catalog', 'information_schema')
  AND n.nspname !~ '^pg_' AND pg_catalog.has_schema_privilege(n.oid, 'USAGE')
ORDER BY pg_catalog.pg_table_is_visible(c.oid) DESC, n.nspname, c.relname LIMIT 5000`;

/**
 * Checks that a name is not longer than PostgreSQL reads: it would take it for a shorter one.
 *
 * @param place - the function that was given the name, for the message
 * @throws `InvalidArgumentError` naming the option
 */
export function requireShortName(place: string, option: string, name: string): void {
  if (Buffer.byteLength(name) <= NAME_BYTES) return;
  throw new InvalidArgumentError(
    `${place}: ${option} has ${Buffer.byteLength(name)} bytes, and names in PostgreSQL have ${NAME_BYTES} at most. Give the name that the server has.`,
  );
}

/**
 * What to do when a table cannot be read, from the server's catalogue.
 *
 * @param table - the name that was asked for
 * @param schema - the schema that was asked for; those of the search path by default
 * @param session - to look names up
 * @param message - why it cannot be read
 */
export async function tableRemedy(
  table: string,
  schema: string | undefined,
  session: SqlSession,
  message: string,
): Promise<string> {
  switch (postgresDialect.faults(message)) {
    case "denied":
      return `Grant the role that connects USAGE on the schema and SELECT on '${table}'`;
    case "missing":
      return nearestTable(table, schema, await session.query(RELATIONS));
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

function nearestTable(table: string, schema: string | undefined, rows: readonly SqlRow[]): string {
  const known = rows.map(([space, name, visible]) => ({
    schema: String(space),
    name: String(name),
    isFound: schema === undefined ? visible === true : space === schema,
  }));
  const elsewhere = known.find(({ name, schema: space }) => name === table || `${space}.${name}` === table);
  if (elsewhere !== undefined) {
    return `There is '${elsewhere.name}' in the schema '${elsewhere.schema}': give schema: ${JSON.stringify(elsewhere.schema)}`;
  }
  const found = known.filter(({ isFound }) => isFound).map(({ name }) => name);
  const nearest = nearestName(table, found);
  if (nearest !== undefined) return `Did you mean '${nearest}'?`;
  const where = schema === undefined ? "The schemas of the search path have" : `The schema '${schema}' has`;
  return found.length === 0 ? `${where} no tables` : `${where}: ${found.slice(0, LISTED).join(", ")}`;
}
