import type { StoreDriver } from "../../database/drivers/store-driver.js";
import { render } from "../../sql/sql.js";
import { storeTables, type TableNaming } from "../../sql/store-tables.js";
import type { SchemaStep } from "./store-migration.js";

/**
 * Finds the history of a metric without going through the executions, however many there are.
 *
 * By a column of its own: an index on the hashes that reads within an execution name too would look cheaper to
 * PostgreSQL than the one that is meant for those, and go through the rows of all other executions.
 */
export function addSeries(_driver: StoreDriver, naming: TableNaming): SchemaStep {
  const metric = render(storeTables(naming).metric, String).text;
  const { prefix, schema } = naming;
  const index = `"${prefix}dq_metric_history"`;
  const qualifiedIndex = schema === undefined ? index : `"${schema}".${index}`;
  return {
    name: "add-series",
    up: async () => [
      `ALTER TABLE ${metric} ADD COLUMN "series" varchar(24) NOT NULL DEFAULT ('')`,
      `UPDATE ${metric} SET series = substr(spec_hash, 1, 16) || substr(tags_hash, 1, 8)`,
      `CREATE INDEX ${index} ON ${metric} ("series", "dataset", "date")`,
    ],
    down: async () => [`DROP INDEX ${qualifiedIndex}`, `ALTER TABLE ${metric} DROP COLUMN "series"`],
  };
}
