import { loadPackage } from "./load-package.js";
import { prepareSynchronously, sqliteDatabase } from "./sqlite-database.js";
import type { StoreDriver } from "./store-driver.js";
import type { SynchronousDatabase } from "./synchronous-database.js";

/** SQLite by the `better-sqlite3` package, which runs statements in this thread. */
export const betterSqlite3: StoreDriver = {
  ...sqliteDatabase,
  type: "better-sqlite3",
  package: "better-sqlite3",
  install: "Install its package: npm install better-sqlite3",
  prepare: prepareSynchronously,
  async complete(options) {
    if ("driver" in options && options.driver !== undefined) return options;
    const Database = loadPackage("better-sqlite3") as new (path: string) => SynchronousDatabase;
    // It looks for its binary when the first database is opened, and not before.
    new Database(":memory:").close();
    return { ...options, driver: Database } as typeof options;
  },
};
