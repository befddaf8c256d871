import { InvalidArgumentError, showValue } from "@dqx/common";
import type { DataSource, DataSourceOptions } from "typeorm";
import { copyLog } from "./copy-log.js";
import { driverOf } from "./drivers/known-drivers.js";
import type { StoreDriver } from "./drivers/store-driver.js";
import { type LoadedDataSource, loadDataSource } from "./load-data-source.js";
import { loadTypeORM } from "./load-typeorm.js";
import { requireDirectory } from "./require-directory.js";
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
  /** Opens a second connection, which only reads, where the database is a file that was opened here. */
  readonly openReader?: (() => Promise<DataSource>) | undefined;
  /** Copies the log of the file into it in another thread, where this one would do it and it was opened here. */
  readonly copyLog?: (() => Promise<void>) | undefined;
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
    if (driver.isFile) await requireDirectory(dataSource.options.database, settings.createDirectory === true);
    await dataSource.initialize();
    await setUp(dataSource, driver, driver.setUp);
    const file = await fileOf(dataSource, driver);
    if (file === undefined) return { dataSource, driver, owned: true };
    const openReader = () => openReaderOf(dataSource, driver);
    // Options of TypeORM may name a driver or a key that another thread does not have.
    const isPlain = driver.runsInThread && typeof location === "string";
    return {
      dataSource,
      driver,
      owned: true,
      openReader,
      copyLog: isPlain ? () => copyLog(driver, file) : undefined,
    };
  } catch (cause) {
    if (dataSource.isInitialized) await dataSource.destroy();
    throw storeFailure(cause, driver, dataSource.options);
  }
}

async function setUp(
  dataSource: DataSource,
  driver: StoreDriver,
  statements: readonly string[],
): Promise<void> {
  for (const statement of statements) await retryWhileBusy(driver, () => dataSource.query(statement));
}

/** The absolute path by which others can open the same database; none in memory, and of a temporary file. */
async function fileOf(dataSource: DataSource, driver: StoreDriver): Promise<string | undefined> {
  if (!driver.isFile) return undefined;
  const databases: readonly { readonly name: string; readonly file: string | null }[] =
    await dataSource.query("PRAGMA database_list");
  const file = databases.find(({ name }) => name === "main")?.file;
  return file === null || file === "" ? undefined : file;
}

/** A second connection, which only reads. What the options say of the schema was done by the first one. */
async function openReaderOf({ options }: DataSource, driver: StoreDriver): Promise<DataSource> {
  const { DataSource } = loadTypeORM();
  const { logger: _, ...others } = options;
  const reader = new DataSource({ ...others, ...NOTHING_BUT_OPEN } as DataSourceOptions);
  try {
    await reader.initialize();
    await setUp(reader, driver, ["PRAGMA busy_timeout = 20", "PRAGMA query_only = ON"]);
    return reader;
  } catch (error) {
    if (reader.isInitialized) await reader.destroy();
    throw error;
  }
}

const NOTHING_BUT_OPEN = {
  entities: [],
  subscribers: [],
  migrations: [],
  synchronize: false,
  dropSchema: false,
  migrationsRun: false,
  logging: false,
};

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
      `${shapeOf(location)} is no metric store. Give a URL such as sqlite:metrics.db, TypeORM options, or an initialised DataSource.`,
    );
  }
  refuseDriver(driver);
  return [{ driver: driverOf(location.type), options: location }];
}

/** What was given, without its values: a password may be among them. */
function shapeOf(location: unknown): string {
  if (typeof location === "function") return "A function";
  if (typeof location !== "object" || location === null) return showValue(location);
  if (location instanceof URL) return "A URL object, whose text (href) would do,";
  if (Array.isArray(location)) return "An array";
  const names = Object.keys(location).join(", ");
  return names === "" ? "{}" : `An object of ${names}, without a type,`;
}

// By shape: the consumer may have another copy of TypeORM than this package.
function isDataSource(location: StoreLocation): location is DataSource {
  return typeof location === "object" && location !== null && "isInitialized" in location;
}
