import { InvalidArgumentError, showValue } from "@dqx/common";
import type { DataSource, DataSourceOptions } from "typeorm";
import { driverOf } from "./drivers/known-drivers.js";
import type { StoreDriver } from "./drivers/store-driver.js";
import { MetricStoreError } from "./metric-store-error.js";
import { retryWhileBusy } from "./retry-while-busy.js";
import type { StoreSettings } from "./store-settings.js";
import { parseStoreUrl } from "./store-url.js";

/** Where a store is: a URL, TypeORM's options, or an initialised data source of the consumer's own. */
export type StoreLocation = string | DataSourceOptions | DataSource;

/** A data source that is ready, and what is known of its database. */
export interface OpenedDataSource {
  readonly dataSource: DataSource;
  readonly driver: StoreDriver;
  /** Whether it was made here. */
  readonly owned: boolean;
}

/**
 * Opens the database that a location names.
 *
 * @param location - where the store is
 * @param settings - the logger is taken from here
 * @throws {@link InvalidArgumentError} for a location that names no database the store can use
 * @throws {@link MetricStoreError} when the database cannot be opened
 */
export async function openDataSource(
  location: StoreLocation,
  settings: StoreSettings,
): Promise<OpenedDataSource> {
  if (isDataSource(location)) return openGiven(location);
  const given = typeof location === "string" ? parseStoreUrl(location) : requireOptions(location);
  const driver = driverOf(given.type);
  const options = await driver.complete(given).catch((cause: unknown) => {
    throw new MetricStoreError(
      `The database driver for '${given.type}' cannot be loaded. Install its package: npm install ${driver.package}`,
      { cause },
    );
  });
  const { DataSource } = await import("typeorm");
  const dataSource = new DataSource(
    settings.logger === undefined ? options : { ...options, logger: settings.logger },
  );
  try {
    await dataSource.initialize();
    for (const statement of driver.setUp) {
      await retryWhileBusy(driver, () => dataSource.query(statement));
    }
  } catch (cause) {
    if (dataSource.isInitialized) await dataSource.destroy();
    throw new MetricStoreError(
      `The metric store cannot be opened: ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause },
    );
  }
  return { dataSource, driver, owned: true };
}

function openGiven(dataSource: DataSource): OpenedDataSource {
  if (!dataSource.isInitialized) {
    throw new InvalidArgumentError("The data source is not initialised. Await its initialize() first.");
  }
  return { dataSource, driver: driverOf(dataSource.options.type), owned: false };
}

function requireOptions(options: DataSourceOptions): DataSourceOptions {
  if (typeof options === "object" && options !== null && "type" in options) return options;
  throw new InvalidArgumentError(
    `${showValue(options)} is no metric store. Give a URL such as sqlite:metrics.db, TypeORM options, or an initialised DataSource.`,
  );
}

// By shape: the consumer may have another copy of TypeORM than this package.
function isDataSource(location: StoreLocation): location is DataSource {
  return typeof location === "object" && location !== null && "isInitialized" in location;
}
