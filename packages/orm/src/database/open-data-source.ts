import { InvalidArgumentError, showValue } from "@dqx/common";
import type { DataSource, DataSourceOptions } from "typeorm";
import { driverOf } from "./drivers/known-drivers.js";
import { type LoadedDataSource, loadDataSource } from "./load-data-source.js";
import { retryWhileBusy } from "./retry-while-busy.js";
import { storeFailure } from "./store-failure.js";
import type { StoreSettings } from "./store-settings.js";
import { parseStoreUrl, refuseDriver, type StoreCandidate } from "./store-url.js";

/** Where a store is: a URL, TypeORM's options, or an initialised data source of the consumer's own. */
export type StoreLocation = string | DataSourceOptions | DataSource;

/** A data source that is ready, and what is known of its database. */
export interface OpenedDataSource extends LoadedDataSource {
  /** Whether it was made here. */
  readonly owned: boolean;
}

/**
 * Opens the database that a location names.
 *
 * @param location - where the store is
 * @param settings - the logger is taken from here
 * @throws {@link InvalidArgumentError} for a location that names no database the store can use
 * @throws `MetricStoreError` when the database cannot be opened
 */
export async function openDataSource(
  location: StoreLocation,
  settings: StoreSettings,
): Promise<OpenedDataSource> {
  if (isDataSource(location)) {
    refuseDriver(settings.driver);
    return openGiven(location);
  }
  const { dataSource, driver } = await loadDataSource(candidatesOf(location, settings), settings);
  try {
    await dataSource.initialize();
    for (const statement of driver.setUp) {
      await retryWhileBusy(driver, () => dataSource.query(statement));
    }
  } catch (cause) {
    if (dataSource.isInitialized) await dataSource.destroy();
    throw storeFailure(cause, driver, driver.describe(dataSource.options));
  }
  return { dataSource, driver, owned: true };
}

function openGiven(dataSource: DataSource): OpenedDataSource {
  if (!dataSource.isInitialized) {
    throw new InvalidArgumentError("The data source is not initialised. Await its initialize() first.");
  }
  return { dataSource, driver: driverOf(dataSource.options.type), owned: false };
}

function candidatesOf(
  location: string | DataSourceOptions,
  { driver }: StoreSettings,
): readonly StoreCandidate[] {
  if (typeof location === "string") return parseStoreUrl(location, driver);
  if (typeof location !== "object" || location === null || !("type" in location)) {
    throw new InvalidArgumentError(
      `${showValue(location)} is no metric store. Give a URL such as sqlite:metrics.db, TypeORM options, or an initialised DataSource.`,
    );
  }
  refuseDriver(driver);
  return [{ driver: driverOf(location.type), options: location }];
}

// By shape: the consumer may have another copy of TypeORM than this package.
function isDataSource(location: StoreLocation): location is DataSource {
  return typeof location === "object" && location !== null && "isInitialized" in location;
}
