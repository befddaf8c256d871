import type { DataSourceOptions } from "typeorm";
import { sqliteDrivers } from "../../src/database/drivers/known-drivers.js";
import type { StoreDriver } from "../../src/database/drivers/store-driver.js";
import { loadDataSource } from "../../src/database/load-data-source.js";
import type { SqliteDriverName } from "../../src/index.js";
import { isTypeORM1 } from "./typeorm-release.js";

/** Something that opens SQLite files, and whether it does so on this machine. */
export interface SqliteDriverHere {
  readonly name: SqliteDriverName;
  /** How tests of it are called. */
  readonly title: string;
  /** Tests of one that is missing are skipped, and counted. */
  readonly missing: boolean;
  readonly driver: StoreDriver;
}

/**
 * What can open SQLite files, in the store's order, but for what this TypeORM does not know, and for what this
 * Node.js does not have: `newer-node.test.ts` runs the tests of that.
 */
export const driversHere: readonly SqliteDriverHere[] = await Promise.all(
  sqliteDrivers
    .filter(({ type }) => !isTypeORM1 || type !== "sqlite")
    .filter((driver) => driver.package !== "node:sqlite" || hasNodeSqlite())
    .map(lookAt),
);

/** One that is not missing. */
export const anyDriver: SqliteDriverHere = firstOf(driversHere.filter(({ missing }) => !missing));

const completed = await anyDriver.driver.complete(optionsOf(anyDriver.driver, ":memory:"));

/** TypeORM's options for a SQLite database, for data sources of the tests' own. */
export function sqliteOptions(database: string): DataSourceOptions {
  return { ...completed, database } as DataSourceOptions;
}

/** The same for one that has the options of better-sqlite3, such as `readonly`. */
export async function synchronousOptions(database: string): Promise<DataSourceOptions> {
  const { driver } = firstOf(
    driversHere.filter((here) => !here.missing && here.driver.type === "better-sqlite3"),
  );
  return driver.complete(optionsOf(driver, database));
}

/** Whether this Node.js has SQLite in itself. */
export function hasNodeSqlite(): boolean {
  return process.getBuiltinModule?.("node:sqlite") !== undefined;
}

async function lookAt(driver: StoreDriver): Promise<SqliteDriverHere> {
  const name = driver.package as SqliteDriverName;
  const reason = await loadDataSource([{ driver, options: optionsOf(driver, ":memory:") }], {}).then(
    () => undefined,
    (error: Error) => String(error.cause).split("\n", 1)[0],
  );
  const title = reason === undefined ? name : `${name} (SKIPPED: ${reason})`;
  return { name, title, missing: reason !== undefined, driver };
}

function optionsOf({ type }: StoreDriver, database: string): DataSourceOptions {
  return { type, database } as DataSourceOptions;
}

function firstOf([first]: readonly SqliteDriverHere[]): SqliteDriverHere {
  if (first === undefined) throw new Error("There is no driver of SQLite on this machine; libsql should be.");
  return first;
}
