import { sqliteDatabase } from "./sqlite-database.js";
import type { StoreDriver } from "./store-driver.js";

/** SQLite by the `sqlite3` package: the embedded default. */
export const sqlite: StoreDriver = {
  ...sqliteDatabase,
  type: "sqlite",
  package: "sqlite3",
  async complete(options) {
    const { default: sqlite3 } = await import("sqlite3");
    // TypeORM switches on the driver's verbose mode, which renders the values of every statement for stack
    // traces that nobody reads, and takes longer for it than for the statement.
    const driver = { ...sqlite3, verbose: () => sqlite3 };
    return { driver, ...options } as typeof options;
  },
};
