import { resolve } from "node:path";
import { loadPackage } from "./load-package.js";
import { prepareSynchronously, sqliteDatabase } from "./sqlite-database.js";
import { withErrorCodes } from "./sqlite-error-codes.js";
import type { StoreDriver } from "./store-driver.js";
import type { SynchronousDatabase, SynchronousStatement } from "./synchronous-database.js";

/** SQLite by the `libsql` package, whose binaries are npm packages: nothing is compiled, and no script runs. */
export const libsql: StoreDriver = {
  ...sqliteDatabase,
  type: "better-sqlite3",
  package: "libsql",
  install: "Install its package: npm install libsql",
  prepare: prepareSynchronously,
  async complete(options) {
    const Database = loadPackage("libsql") as LibsqlDatabaseConstructor;
    return { ...options, driver: adapterOf(Database) } as typeof options;
  },
};

/** What is used of the package, which follows better-sqlite3 but for what is adapted here. */
type LibsqlDatabaseConstructor = new (path: string) => LibsqlConnection;

interface LibsqlConnection {
  prepare(text: string): SynchronousStatement & { get(values: readonly unknown[]): unknown };
  close(): void;
}

const EXPLAINS = /^\s*EXPLAIN\b/i;

function adapterOf(Database: LibsqlDatabaseConstructor) {
  return class LibsqlDatabase implements SynchronousDatabase {
    readonly #database: LibsqlConnection;

    constructor(path: string, { readonly = false } = {}) {
      // A path such as libsql://host would be a server somewhere.
      const place = path === ":memory:" || path === "" ? ":memory:" : resolve(path);
      this.#database = withErrorCodes(() => new Database(place));
      if (readonly) this.pragma("query_only = ON");
    }

    prepare(text: string): SynchronousStatement {
      const statement = this.#database.prepare(text);
      return {
        reader: statement.reader,
        // As a list: a single value that is null or bytes would be taken for an object of named values.
        all(...values) {
          const rows = statement.all(values).map(withBytes);
          // The plan of a statement that writes would stay open, and hold up the next COMMIT, until it is asked on.
          if (EXPLAINS.test(text)) statement.get(values);
          return rows;
        },
        run: (...values) => statement.run(values),
      };
    }

    pragma(text: string): readonly unknown[] {
      return this.prepare(`PRAGMA ${text}`).all();
    }

    close(): void {
      // It closes the file only when the last statement has been collected as garbage. Until then what was committed
      // last stands in the log beside it, where a copy of the file alone would miss it.
      try {
        this.pragma("wal_checkpoint(TRUNCATE)");
      } catch {
        // The file may only be read, or others are writing to it: theirs is the log then.
      }
      this.#database.close();
    }
  };
}

/** Makes a row's blobs `Uint8Array`s, as other drivers give them. */
function withBytes(row: unknown): unknown {
  const columns = row as Record<string, unknown>;
  for (const name in columns) {
    const value = columns[name];
    if (value instanceof ArrayBuffer) columns[name] = new Uint8Array(value);
  }
  return row;
}
