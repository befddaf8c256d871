import { nearestName } from "@dqx/common";
import { duckdbDialect } from "@dqx/sql";
import type { SourceDefinition } from "./engine-source.js";
import { refuseParameters } from "./refuse-parameters.js";

/**
 * How a table or view is read.
 *
 * @param dataset - the source's name
 * @param table - the table's name
 * @param schema - its schema; that of the connection by default
 */
export function tableReading(
  dataset: string,
  table: string,
  schema: string | undefined,
): Pick<SourceDefinition, "relation" | "remedy"> {
  const path = [schema, table].flatMap((name) => (name === undefined ? [] : [duckdbDialect.quote(name)]));
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
        : `The database has: ${tables.slice(0, 20).join(", ")}`;
    },
  };
}
