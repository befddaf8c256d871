import type { StoreTransaction } from "../database/store-connection.js";
import { MetricStoreError } from "../errors/metric-store-error.js";
import { render, sql } from "../sql/sql.js";
import { numberColumn } from "../sql/store-row.js";
import { MIGRATION_TABLE } from "../sql/store-tables.js";

/**
 * The statements that bring a database to the schema that this library reads, in order.
 *
 * @param transaction - the database; nothing is changed in it
 * @param now - the time, in milliseconds since 1970 UTC
 * @returns none when it is up to date
 * @throws {@link MetricStoreError} when its schema is newer than this library
 */
export async function pendingStatements(
  transaction: StoreTransaction,
  now: number,
): Promise<readonly string[]> {
  const { storeMigrations } = await import("./migrations/store-migrations.js");
  const { driver, naming, queryRunner, tables } = transaction;
  const version = await schemaVersion(transaction);
  if (version > storeMigrations.length) {
    throw new MetricStoreError(
      "schema",
      `The store's schema has version ${version}; this release of @dqx/orm reads up to ${storeMigrations.length}. Install the release that wrote it, or a newer one.`,
    );
  }
  if (version === storeMigrations.length) return [];
  const table = render(tables.migration, String).text;
  const texts: string[] = [];
  // Asked first: the right to create schemas is not needed where there is one.
  if (naming.schema !== undefined && !(await queryRunner.hasSchema(naming.schema))) {
    texts.push(`CREATE SCHEMA "${naming.schema}"`);
  }
  texts.push(
    `CREATE TABLE IF NOT EXISTS ${table} (version integer PRIMARY KEY, name varchar(255) NOT NULL, applied_at bigint NOT NULL)`,
  );
  for (const [index, makeMigration] of storeMigrations.entries()) {
    if (index < version) continue;
    const step = makeMigration(driver, naming);
    texts.push(
      ...(await step.up(queryRunner)),
      `INSERT INTO ${table} (version, name, applied_at) VALUES (${index + 1}, '${step.name}', ${now})`,
    );
  }
  return texts;
}

/** Which version of the schema a database has; 0 for none. */
async function schemaVersion({ naming, queryRunner, query, tables }: StoreTransaction): Promise<number> {
  const schema = naming.schema === undefined ? "" : `${naming.schema}.`;
  if (!(await queryRunner.hasTable(`${schema}${naming.prefix}${MIGRATION_TABLE}`))) return 0;
  const [row] = await query(sql`SELECT coalesce(max(version), 0) AS version FROM ${tables.migration}`);
  return row === undefined ? 0 : numberColumn(row, "version");
}
