import { nearestName } from "@dqx/common";
import type { Dialect } from "../dialect/dialect.js";
import type { SourceRelation } from "./engine-source.js";
import { refuseParameters } from "./refuse-parameters.js";

/** How many tables a message lists. */
const LISTED_TABLES = 20;

/**
 * How a table or view is read: by its quoted name.
 *
 * @param dialect - how names are quoted
 * @param dataset - the source's name
 * @param table - the table's name
 * @param schema - its schema; that of the connection by default
 */
export function tableRelation(
  dialect: Dialect,
  dataset: string,
  table: string,
  schema: string | undefined,
): SourceRelation {
  const path = [schema, table].flatMap((name) => (name === undefined ? [] : [dialect.quote(name)]));
  return {
    relation({ parameters }) {
      refuseParameters(dataset, parameters);
      return path.join(".");
    },
    async remedy(session) {
      const rows = await session.query(
        "SELECT table_name FROM information_schema.tables ORDER BY table_schema, table_name LIMIT 1000",
      );
      const tables = rows.map(([name]) => String(name));
      const nearest = nearestName(table, tables);
      if (nearest !== undefined) return `Did you mean '${nearest}'?`;
      return tables.length === 0
        ? "The database has no tables"
        : `The database has: ${tables.slice(0, LISTED_TABLES).join(", ")}`;
    },
  };
}
