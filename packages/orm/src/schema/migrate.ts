import { retryWhileBusy } from "../database/retry-while-busy.js";
import type { StoreConnection } from "../database/store-connection.js";
import { MetricStoreError } from "../errors/metric-store-error.js";
import { pendingStatements } from "./pending-migrations.js";

/**
 * The statements that a database's schema lacks, in order; none when it is up to date.
 *
 * @param connection - the database; nothing is changed in it
 * @throws {@link MetricStoreError} when its schema is newer than this library
 */
export function readPending(connection: StoreConnection): Promise<readonly string[]> {
  return retryWhileBusy(connection.driver, () =>
    connection.exclusive((transaction) => pendingStatements(transaction, connection.now())),
  );
}

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
  if ((await readPending(connection)).length === 0) return;
  await connection.transaction(async (transaction) => {
    const { driver, queryRunner } = transaction;
    for (const lock of driver.lockSchema) await queryRunner.query(lock);
    // Asked again: another process may have done it in the meantime.
    for (const text of await pendingStatements(transaction, connection.now())) await queryRunner.query(text);
  });
}

/**
 * Refuses a database whose schema is not up to date, for teams that run migrations themselves.
 *
 * @param connection - the database
 * @throws {@link MetricStoreError} saying how to bring it up to date
 */
export async function requireMigrated(connection: StoreConnection): Promise<void> {
  const pending = await readPending(connection);
  if (pending.length === 0) return;
  throw new MetricStoreError(
    "schema",
    `The store's schema lacks ${pending.length} statements of this release of @dqx/orm, and migrate is false. Run what MetricDB.pendingSql() gives, or open it once without that setting.`,
  );
}
