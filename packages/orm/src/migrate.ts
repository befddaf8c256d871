import { MetricStoreError } from "./metric-store-error.js";
import { retryWhileBusy } from "./retry-while-busy.js";
import { sql } from "./sql.js";
import type { StoreConnection, StoreTransaction } from "./store-connection.js";
import { numberColumn } from "./store-row.js";

/**
 * Brings a database to the schema that this library reads, in one transaction; processes that open a store
 * at once do it one after the other.
 *
 * TypeORM's own executor is not used: it takes no lock, and its list of migrations belongs to the consumer
 * when the data source is theirs.
 *
 * @param connection - the database
 * @throws {@link MetricStoreError} when its schema is newer than this library
 */
export async function migrate(connection: StoreConnection): Promise<void> {
  const { storeMigrations } = await import("./migrations/store-migrations.js");
  const latest = storeMigrations.length;
  const version = await retryWhileBusy(connection.driver, () => connection.exclusive(schemaVersion));
  if (requireKnown(version, latest) === latest) return;
  await connection.transaction(async (transaction) => {
    const { driver, naming, queryRunner, query } = transaction;
    for (const lock of driver.lockSchema) await queryRunner.query(lock);
    // Asked first: the right to create schemas is not needed where there is one.
    if (naming.schema !== undefined && !(await queryRunner.hasSchema(naming.schema))) {
      await queryRunner.createSchema(naming.schema, true);
    }
    await query(
      sql`CREATE TABLE IF NOT EXISTS ${connection.tables.migration} (version integer PRIMARY KEY, name varchar(255) NOT NULL, applied_at bigint NOT NULL)`,
    );
    const current = requireKnown(await schemaVersion(transaction), latest);
    for (const [offset, makeMigration] of storeMigrations.slice(current).entries()) {
      const migration = makeMigration(driver, naming);
      await migration.up(queryRunner);
      await query(
        sql`INSERT INTO ${connection.tables.migration} (version, name, applied_at) VALUES (${current + offset + 1}, ${migration.name ?? ""}, ${connection.now()})`,
      );
    }
  });
}

/** Which version of the schema a database has; 0 for none. */
async function schemaVersion({ naming, queryRunner, query, tables }: StoreTransaction): Promise<number> {
  const table = `${naming.schema === undefined ? "" : `${naming.schema}.`}${naming.prefix}dq_migration`;
  if (!(await queryRunner.hasTable(table))) return 0;
  const [row] = await query(sql`SELECT coalesce(max(version), 0) AS version FROM ${tables.migration}`);
  return row === undefined ? 0 : numberColumn(row, "version");
}

function requireKnown(version: number, latest: number): number {
  if (version <= latest) return version;
  throw new MetricStoreError(
    "schema",
    `The store's schema has version ${version}; this release of @dqx/orm reads up to ${latest}. Install the release that wrote it, or a newer one.`,
  );
}
