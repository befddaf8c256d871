import { sqliteDatabase } from "./sqlite-database.js";
import type { StoreDriver } from "./store-driver.js";

/** SQLite by the `better-sqlite3` package, which runs statements in this thread. */
export const betterSqlite3: StoreDriver = {
  ...sqliteDatabase,
  type: "better-sqlite3",
  package: "better-sqlite3",
  async complete(options) {
    const { default: driver } = await import("better-sqlite3");
    return { driver, ...options } as typeof options;
  },
};
