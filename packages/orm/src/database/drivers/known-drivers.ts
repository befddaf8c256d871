import { InvalidArgumentError, nearestName, showValue } from "@dqx/common";
import { withoutUserInfo } from "../credentials.js";
import { betterSqlite3 } from "./better-sqlite3.js";
import { libsql } from "./libsql.js";
import { nodeSqlite } from "./node-sqlite.js";
import { postgres } from "./postgres.js";
import { sqlite } from "./sqlite.js";
import type { StoreDriver } from "./store-driver.js";

/** What can open a SQLite file, in the order of preference: who installed `sqlite3` meant it. */
export const sqliteDrivers: readonly StoreDriver[] = [sqlite, betterSqlite3, nodeSqlite, libsql];

/** Every kind of database that the store runs on, as TypeORM's options name it. */
const knownDrivers: readonly StoreDriver[] = [sqlite, betterSqlite3, postgres];

/**
 * What is known of a kind of database.
 *
 * @param type - TypeORM's name of it
 * @throws {@link InvalidArgumentError} for one that the store does not run on
 */
export function driverOf(type: string): StoreDriver {
  const driver = knownDrivers.find((known) => known.type === type);
  if (driver !== undefined) return driver;
  const names = knownDrivers.map((known) => known.type);
  const nearest = nearestName(type, names);
  throw new InvalidArgumentError(
    `The metric store does not run on ${withoutUserInfo(showValue(type))}. ${nearest === undefined ? `It runs on: ${names.join(", ")}.` : `Did you mean '${nearest}'?`}`,
  );
}
