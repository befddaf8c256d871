import { loadPackage } from "./load-package.js";
import { prepareSynchronously, sqliteDatabase } from "./sqlite-database.js";
import { withErrorCodes } from "./sqlite-error-codes.js";
import type { StoreDriver } from "./store-driver.js";
import type { SynchronousDatabase, SynchronousStatement } from "./synchronous-database.js";

/** SQLite by Node.js itself, from 22.13 on: nothing has to be installed. */
export const nodeSqlite: StoreDriver = {
  ...sqliteDatabase,
  type: "better-sqlite3",
  package: "node:sqlite",
  install: "Run Node.js 22.13 or later, which has it in itself",
  prepare: prepareSynchronously,
  async complete(options) {
    const { DatabaseSync } = withoutItsWarning(() => loadPackage("node:sqlite")) as NodeSqlite;
    return { ...options, driver: adapterOf(DatabaseSync) } as typeof options;
  },
};

/** What is used of `node:sqlite`. https://nodejs.org/api/sqlite.html */
interface NodeSqlite {
  readonly DatabaseSync: new (path: string, options: { readonly readOnly: boolean }) => NodeDatabase;
}

interface NodeDatabase {
  prepare(text: string): Omit<SynchronousStatement, "reader">;
  close(): void;
}

// Node.js 22 warns on stderr that its API may change. Nobody who opens a store has chosen it, and the adapter below and
// its tests are what would have to follow.
function withoutItsWarning<Result>(load: () => Result): Result {
  const { emitWarning } = process;
  process.emitWarning = ((warning: string | Error, ...rest: never[]) => {
    if (!String(warning).startsWith("SQLite is an experimental")) emitWarning.call(process, warning, ...rest);
  }) as typeof emitWarning;
  try {
    return load();
  } finally {
    process.emitWarning = emitWarning;
  }
}

function adapterOf(DatabaseSync: NodeSqlite["DatabaseSync"]) {
  return class NodeSqliteDatabase implements SynchronousDatabase {
    readonly #database: NodeDatabase;

    constructor(path: string, { readonly = false } = {}) {
      this.#database = withErrorCodes(() => new DatabaseSync(path, { readOnly: readonly }));
    }

    prepare(text: string): SynchronousStatement {
      const statement = withErrorCodes(() => this.#database.prepare(text));
      return {
        reader: GIVES_ROWS.test(text),
        all: (...values) => withErrorCodes(() => statement.all(...values)),
        run: (...values) => withErrorCodes(() => statement.run(...values)),
      };
    }

    pragma(text: string): readonly unknown[] {
      return this.prepare(`PRAGMA ${text}`).all();
    }

    close(): void {
      this.#database.close();
    }
  };
}

// By the text: only from 22.16 on a statement tells its columns.
const GIVES_ROWS = /^\s*(?:SELECT|PRAGMA|EXPLAIN|VALUES|WITH)\b|\bRETURNING\b/i;
