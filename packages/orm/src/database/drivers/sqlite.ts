import { loadPackage } from "./load-package.js";
import { connectionOf, sqliteDatabase } from "./sqlite-database.js";
import type { PreparedRead, StoreDriver } from "./store-driver.js";

/** SQLite by the `sqlite3` package, which runs statements in threads of its own. */
export const sqlite: StoreDriver = {
  ...sqliteDatabase,
  type: "sqlite",
  package: "sqlite3",
  runsInThread: false,
  install: "Install its package: npm install sqlite3",
  async complete(options) {
    const sqlite3 = loadPackage("sqlite3") as object;
    // TypeORM switches on the driver's verbose mode, which renders the values of every statement for stack
    // traces that nobody reads, and takes longer for it than for the statement.
    const driver = { ...sqlite3, verbose: () => sqlite3 };
    return { driver, ...options } as typeof options;
  },
  async prepare(dataSource, text) {
    const database = connectionOf<Sqlite3Database>(dataSource);
    const statement = await new Promise<Sqlite3Statement>((resolve, reject) => {
      const compiled = database.prepare(text, (error) =>
        error === null ? resolve(compiled) : reject(error),
      );
    });
    return {
      all: (values) =>
        new Promise((resolve, reject) => {
          statement.all(values, (error, rows) => (error === null ? resolve(rows) : reject(error)));
        }),
      release: () => new Promise((resolve) => statement.finalize(() => resolve())),
    };
  },
};

// What is used of a connection of the package.
interface Sqlite3Database {
  prepare(text: string, done: (error: Error | null) => void): Sqlite3Statement;
}

interface Sqlite3Statement {
  all(
    values: readonly unknown[],
    done: (error: Error | null, rows: Awaited<ReturnType<PreparedRead["all"]>>) => void,
  ): void;
  finalize(done: () => void): void;
}
