import { loadPackage } from "./load-package.js";
import { sqliteDatabase } from "./sqlite-database.js";
import type { StoreDriver } from "./store-driver.js";

/** SQLite by the `sqlite3` package, which runs statements in threads of its own. */
export const sqlite: StoreDriver = {
  ...sqliteDatabase,
  type: "sqlite",
  package: "sqlite3",
  install: "Install its package: npm install sqlite3",
  async complete(options) {
    const sqlite3 = loadPackage("sqlite3") as object;
    // TypeORM switches on the driver's verbose mode, which renders the values of every statement for stack
    // traces that nobody reads, and takes longer for it than for the statement.
    const driver = { ...sqlite3, verbose: () => sqlite3 };
    return { driver, ...options } as typeof options;
  },
};
