import type { DataSource, DataSourceOptions } from "typeorm";
import { MetricStoreError } from "../errors/metric-store-error.js";
import { driverOf } from "./drivers/known-drivers.js";
import type { StoreDriver } from "./drivers/store-driver.js";
import type { StoreSettings } from "./store-settings.js";

/** A data source that is not connected yet, and what is known of its database. */
export interface LoadedDataSource {
  readonly dataSource: DataSource;
  readonly driver: StoreDriver;
}

/**
 * Loads TypeORM and the first driver that can be loaded: the `sqlite3` package does not exist for every release
 * of Node.js, and TypeORM 1 does not know it, while better-sqlite3 opens the same files.
 *
 * @param candidates - options for the same database, the best first
 * @param settings - the logger is taken from here
 * @throws {@link MetricStoreError} naming what to install
 */
export async function loadDataSource(
  candidates: readonly DataSourceOptions[],
  settings: StoreSettings,
): Promise<LoadedDataSource> {
  const { DataSource } = await import("typeorm").catch((cause: unknown) => {
    throw new MetricStoreError(
      "driver",
      "The metric store needs TypeORM, which cannot be loaded. Install it: npm install typeorm",
      { cause },
    );
  });
  const logging = settings.logger === undefined ? {} : { logger: settings.logger };
  const failures: unknown[] = [];
  for (const candidate of candidates) {
    const driver = driverOf(candidate.type);
    try {
      return { dataSource: new DataSource({ ...(await driver.complete(candidate)), ...logging }), driver };
    } catch (error) {
      failures.push(error);
    }
  }
  const packages = candidates.map(({ type }) => driverOf(type).package);
  throw new MetricStoreError(
    "driver",
    `The metric store's database driver cannot be loaded. Install its package: npm install ${packages.join(", or npm install ")}`,
    { cause: failures.length === 1 ? failures[0] : new AggregateError(failures) },
  );
}
