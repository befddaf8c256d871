import { driverErrorCode } from "./driver-error-code.js";
import type { StoreDriver } from "./store-driver.js";

/** SQLite by the `sqlite3` package: the embedded default. */
export const sqlite: StoreDriver = {
  type: "sqlite",
  package: "sqlite3",
  singleConnection: true,
  begin: "BEGIN IMMEDIATE",
  lockSchema: [],
  // Waiting for other writers is the store's own work, see retryWhileBusy.
  setUp: ["PRAGMA busy_timeout = 20", "PRAGMA journal_mode = WAL", "PRAGMA foreign_keys = ON"],
  maximumValues: 32_766,
  types: { sequence: "integer", double: "double", bytes: "blob" },
  isBusy: (error) => driverErrorCode(error)?.startsWith("SQLITE_BUSY") === true,
  async complete(options) {
    const { default: driver } = await import("sqlite3");
    return { driver, ...options } as typeof options;
  },
};
