import type { DataSource } from "typeorm";
import type { StoreFault } from "../../errors/metric-store-error.js";
import type { StoreRow } from "../../sql/store-row.js";
import { withoutUserInfo } from "../credentials.js";
import { driverErrorCode } from "./driver-error-code.js";
import type { PreparedRead, StoreDriver } from "./store-driver.js";
import type { SynchronousDatabase } from "./synchronous-database.js";

/** What is the same for every package that opens SQLite. */
export const sqliteDatabase = {
  isFile: true,
  singleConnection: true,
  runsInThread: true,
  begin: "BEGIN IMMEDIATE",
  lockSchema: [],
  hasSchemas: false,
  hasCompositeKeys: false,
  altersColumns: false,
  // One writer at a time.
  lockRows: "",
  clock: undefined,
  // Waiting for other writers is the store's own work, see retryWhileBusy.
  setUp: [
    "PRAGMA busy_timeout = 20",
    "PRAGMA journal_mode = WAL",
    // Flushed to the disk at every commit; better-sqlite3 would do it at checkpoints only.
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    // SQLite's own default. With the 16 MB of better-sqlite3 the COMMIT of a large batch has more left to write.
    "PRAGMA cache_size = -2000",
  ],
  maximumValues: 32_766,
  types: { sequence: "integer", double: "double", bytes: "blob" },
  describe: ({ database }) => `the SQLite database ${withoutUserInfo(String(database))}`,
  isTransient: (error) => driverErrorCode(error)?.startsWith("SQLITE_BUSY") === true,
  explain(error) {
    const code = driverErrorCode(error);
    return faults.find(([prefix]) => code?.startsWith(prefix))?.[1];
  },
} as const satisfies Partial<StoreDriver>;

/** The driver's connection behind a data source, which TypeORM keeps under this name in all its releases. */
export function connectionOf<Connection>({ driver }: DataSource): Connection {
  return (driver as unknown as { readonly databaseConnection: Connection }).databaseConnection;
}

/** Compiles a statement with a package that runs statements in this thread. */
export async function prepareSynchronously(dataSource: DataSource, text: string): Promise<PreparedRead> {
  const statement = connectionOf<SynchronousDatabase>(dataSource).prepare(text);
  return {
    all: async (values) => statement.all(...values) as readonly StoreRow[],
    release: async () => undefined,
  };
}

// Codes of Node.js, which makes the file's directory.
const directory: StoreFault = {
  reason: "refused",
  remedy:
    "The file's directory cannot be made. Make it, or give this user the right to; or give another path.",
};

// By the beginning of the code: better-sqlite3 gives extended ones such as SQLITE_READONLY_DIRECTORY.
const faults: readonly (readonly [prefix: string, fault: StoreFault])[] = [
  [
    "SQLITE_BUSY",
    {
      reason: "busy",
      remedy:
        "Another process has been writing to the file for a minute. Find it and let it finish, then run again.",
    },
  ],
  [
    "SQLITE_FULL",
    {
      reason: "full",
      remedy: "The disk is full. Free some space and run again; the store itself is intact.",
    },
  ],
  [
    "SQLITE_READONLY",
    {
      reason: "readOnly",
      remedy:
        "The file cannot be written. Give this user the right to write it and its directory, which SQLite needs for its log, to read too.",
    },
  ],
  [
    "SQLITE_NOTADB",
    {
      reason: "corrupt",
      remedy: "The file is no SQLite database. Give another path, or restore the file from a backup.",
    },
  ],
  [
    "SQLITE_CORRUPT",
    {
      reason: "corrupt",
      remedy:
        "The file is damaged. Restore it from a backup, or save what can be read with: sqlite3 FILE .recover",
    },
  ],
  [
    "SQLITE_CANTOPEN",
    {
      reason: "unreachable",
      remedy:
        "The file cannot be opened. Check that the path is no directory, and that this user may read and write it and its directory.",
    },
  ],
  [
    "SQLITE_IOERR",
    {
      reason: "failed",
      remedy:
        "The disk could not be read or written. Check it, and that the file is on no network file system; then run again.",
    },
  ],
  ["EACCES", directory],
  ["EPERM", directory],
  ["EROFS", directory],
];
