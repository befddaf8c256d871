import { InvalidArgumentError, showValue } from "@dqx/common";
import { migrate } from "./migrate.js";
import { openDataSource, type StoreLocation } from "./open-data-source.js";
import { StoreConnection } from "./store-connection.js";
import type { StoreSettings } from "./store-settings.js";
import type { TableNaming } from "./store-tables.js";

/**
 * Opens the database of a store and brings its schema up to date.
 *
 * @param location - where the store is
 * @param settings - how it behaves
 * @throws `InvalidArgumentError` for a location that names no database the store can use
 * @throws `MetricStoreError` when the database cannot be opened or its schema is newer than this release
 */
export async function openStore(location: StoreLocation, settings: StoreSettings): Promise<StoreConnection> {
  const naming = namingOf(settings);
  const connection = new StoreConnection({
    ...(await openDataSource(location, settings)),
    naming,
    now: settings.now ?? Date.now,
  });
  try {
    await migrate(connection);
    return connection;
  } catch (error) {
    await connection.close();
    throw error;
  }
}

// Names are quoted in every statement, but TypeORM splits a table's name at its dots and cuts long ones.
const PREFIX = /^\w{0,32}$/;

function namingOf({ tablePrefix = "" }: StoreSettings): TableNaming {
  if (PREFIX.test(tablePrefix)) return { prefix: tablePrefix };
  throw new InvalidArgumentError(
    `${showValue(tablePrefix)} is no table prefix. Give at most 32 letters, digits and underscores, for example "team_".`,
  );
}
