import { InvalidArgumentError, requireKnownOptions, showValue } from "@dqx/common";
import type { StoreDriver } from "./database/drivers/store-driver.js";
import { openDataSource, type StoreLocation } from "./database/open-data-source.js";
import { StoreConnection } from "./database/store-connection.js";
import type { StoreSettings } from "./database/store-settings.js";
import { migrate, requireMigrated } from "./schema/migrate.js";
import { Statement, sql } from "./sql/sql.js";
import type { TableNaming } from "./sql/store-tables.js";

/**
 * Opens the database of a store and brings its schema up to date.
 *
 * @param location - where the store is
 * @param settings - how it behaves
 * @throws `InvalidArgumentError` for a location that names no database the store can use
 * @throws `MetricStoreError` when the database cannot be opened or its schema is newer than this release
 */
export function openStore(location: StoreLocation, settings: StoreSettings): Promise<StoreConnection> {
  return connectStore(location, settings, settings.migrate === false ? requireMigrated : migrate);
}

/**
 * Opens the database of a store.
 *
 * @param location - where the store is
 * @param settings - how it behaves
 * @param prepare - done before it is handed out; the database is closed again when this throws
 */
export async function connectStore(
  location: StoreLocation,
  settings: StoreSettings,
  prepare: (connection: StoreConnection) => Promise<void>,
): Promise<StoreConnection> {
  requireKnownOptions("MetricDB.open", settings, SETTINGS);
  const naming = namingOf(settings);
  const opened = await openDataSource(location, settings);
  const connection = new StoreConnection({ ...opened, naming, ...clocksOf(settings, opened.driver) });
  try {
    requireSchemas(naming, opened.driver);
    await prepare(connection);
    return connection;
  } catch (error) {
    await connection.close();
    throw error;
  }
}

const SETTINGS: readonly (keyof StoreSettings)[] = [
  "now",
  "tablePrefix",
  "schema",
  "migrate",
  "driver",
  "createDirectory",
  "logger",
];

// A clock that is given decides everything; without one, machines that share a database take its clock for leases.
function clocksOf(settings: StoreSettings, driver: StoreDriver) {
  const { now: given = Date.now } = settings;
  const now = () => Math.floor(given());
  const { clock } = driver;
  const isShared = settings.now === undefined && clock !== undefined;
  return {
    now,
    leaseClock: isShared ? () => new Statement([clock], []) : () => sql`CAST(${now()} AS bigint)`,
  };
}

// Names are quoted in every statement, but TypeORM splits a table's name at its dots and cuts long ones.
const NAME = /^\w{1,32}$/;

function namingOf({ tablePrefix = "", schema }: StoreSettings): TableNaming {
  if (tablePrefix !== "") requireName("table prefix", tablePrefix);
  if (schema === undefined) return { prefix: tablePrefix };
  requireName("schema", schema);
  return { prefix: tablePrefix, schema };
}

function requireName(what: string, name: string): void {
  if (NAME.test(name)) return;
  throw new InvalidArgumentError(
    `${showValue(name)} is no ${what}. Give 1 to 32 letters, digits and underscores.`,
  );
}

function requireSchemas({ schema }: TableNaming, driver: StoreDriver): void {
  if (schema === undefined || driver.hasSchemas) return;
  throw new InvalidArgumentError(
    `${driver.type} has no schemas, so the tables cannot be in '${schema}'. Give a tablePrefix instead.`,
  );
}
