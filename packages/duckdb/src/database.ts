import { sentence } from "@dqx/common";
import { duckdbDialect, type SessionPool, SourceError } from "@dqx/sql";
import type { DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { DuckDBSession, type SessionOptions } from "./duckdb-session.js";
import { lockEngine } from "./engine-lock.js";
import { engineMessage } from "./engine-message.js";
import type { AllowedReads } from "./gate/allowed-reads.js";
import { namedFiles } from "./gate/named-files.js";
import { emptyCatalogue, readUserCatalogue, type UserCatalogue } from "./gate/user-catalogue.js";
import { type DuckDBModule, loadDuckDB } from "./load-duckdb.js";

/** Where DuckDB's data is: a database file, or an instance or connection that the caller keeps open. */
export type Database = string | DuckDBInstance | DuckDBConnection;

/** How DuckDB runs, where DQX starts it. */
export interface EngineOptions {
  /** How many threads it may use; one per core by default. */
  readonly threads?: number;
  /** How much memory it may use, for example `"4GB"`; 80 % of the machine's by default. */
  readonly memoryLimit?: string;
}

/**
 * Sessions on a database file, opened read-only when the first one is asked for.
 *
 * @param dataset - the source's name, for messages
 * @param path - the file
 * @param options - how DuckDB runs
 * @param reads - the files that may be read beside it
 */
export function fileDatabase(
  dataset: string,
  path: string,
  options: EngineOptions,
  reads: AllowedReads,
): SessionPool<DuckDBSession> {
  return new OwnInstance(reads, readCatalogue, async (duckdb) => {
    try {
      // Sources on one file share an instance: a second one would not see what the first one locks.
      return await duckdb.DuckDBInstance.fromCache(path, {
        ...engineConfig(options),
        access_mode: "READ_ONLY",
        ...(reads.paths.length === 0 && { enable_external_access: "false" }),
      });
    } catch (cause) {
      throw new SourceError(
        `The database '${path}' of dataset '${dataset}' cannot be opened: ${sentence(engineMessage(cause))} ${remedy(engineMessage(cause))}`,
        { cause },
      );
    }
  });
}

/** What a source without a database of its own may read. */
export interface MemoryReads extends AllowedReads {
  /** The query whose data files are the paths that DuckDB is locked to, where there is one for all dates. */
  readonly query?: string;
}

/**
 * Sessions on a database in memory, made when the first one is asked for.
 *
 * @param options - how DuckDB runs
 * @param reads - the files that may be read
 * @param fill - puts the data in
 */
export function memoryDatabase(
  options: EngineOptions,
  reads: MemoryReads,
  fill: (connection: DuckDBConnection, duckdb: DuckDBModule) => Promise<void> = async () => {},
): SessionPool<DuckDBSession> {
  return new OwnInstance(
    reads,
    async () => emptyCatalogue,
    async (duckdb) => {
      const instance = await duckdb.DuckDBInstance.create(":memory:", engineConfig(options));
      const connection = await instance.connect();
      try {
        await fill(connection, duckdb);
        return instance;
      } catch (cause) {
        instance.closeSync();
        throw cause;
      } finally {
        connection.closeSync();
      }
    },
  );
}

/**
 * Sessions on an instance or a connection that the caller has opened and will close. Its settings are the
 * caller's and stay as they are: what holds here is the gate, and the read-only transaction.
 *
 * @param database - the caller's
 * @param reads - the files that may be read beside it
 */
export function borrowedDatabase(
  database: DuckDBInstance | DuckDBConnection,
  reads: AllowedReads,
): SessionPool<DuckDBSession> {
  return "connect" in database
    ? new BorrowedInstance(database, reads)
    : new BorrowedConnection(database, reads);
}

/** No extension is fetched over the network, nor loaded without being asked for. */
function engineConfig({ threads, memoryLimit }: EngineOptions): Record<string, string> {
  return {
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
    ...(threads !== undefined && { threads: String(threads) }),
    ...(memoryLimit !== undefined && { memory_limit: memoryLimit }),
  };
}

function remedy(message: string): string {
  if (/\block\b/.test(message)) {
    return "DuckDB lets one process write a file, or several read it. End the process that holds it, or give it a copy.";
  }
  if (message.includes("different configuration")) {
    return "This process has opened it with other settings. Use the same ones, or give that DuckDBInstance as `database`.";
  }
  if (/not a valid DuckDB database|not read enough bytes|[Cc]orrupt/.test(message)) {
    return "The file is damaged, not complete, or no database of DuckDB's: write it again, or restore it from a copy.";
  }
  if (duckdbDialect.faults(message) === "denied") {
    return "Let the user of this process read the file and enter its folders.";
  }
  return "Check the path; DQX opens databases read-only and creates none.";
}

async function readCatalogue(connection: DuckDBConnection): Promise<UserCatalogue> {
  return readUserCatalogue(async (sql) => (await connection.runAndReadAll(sql)).getRows());
}

class OwnInstance implements SessionPool<DuckDBSession> {
  readonly #reads: MemoryReads;
  readonly #readCatalogue: (connection: DuckDBConnection) => Promise<UserCatalogue>;
  readonly #open: (duckdb: DuckDBModule) => Promise<DuckDBInstance>;
  #instance: Promise<DuckDBInstance> | undefined;
  #catalogue: Promise<UserCatalogue> | undefined;
  #closed = false;

  constructor(
    reads: MemoryReads,
    catalogue: (connection: DuckDBConnection) => Promise<UserCatalogue>,
    open: (duckdb: DuckDBModule) => Promise<DuckDBInstance>,
  ) {
    this.#reads = reads;
    this.#readCatalogue = catalogue;
    this.#open = open;
  }

  async withSession<T>(use: (session: DuckDBSession) => Promise<T>): Promise<T> {
    const duckdb = await loadDuckDB();
    if (this.#closed) throw new SourceError("The data source has been closed. Make a new one.");
    this.#instance ??= this.#openLocked(duckdb);
    const instance = await this.#instance.catch((cause: unknown) => {
      // The file may be there next time.
      this.#instance = undefined;
      throw cause;
    });
    const connection = await instance.connect();
    try {
      // Nobody writes to what is open read-only: what it defines is read once.
      const catalogue = (open: DuckDBConnection) => (this.#catalogue ??= this.#readCatalogue(open));
      return await useSession(
        { duckdb, connection, inTransaction: false, reads: this.#reads, catalogue },
        use,
      );
    } finally {
      connection.closeSync();
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    const instance = this.#instance;
    this.#instance = undefined;
    try {
      (await instance)?.closeSync();
    } catch {
      // It was never open; whoever asked for it has been told.
    }
  }

  async #openLocked(duckdb: DuckDBModule): Promise<DuckDBInstance> {
    const instance = await this.#open(duckdb);
    const connection = await instance.connect();
    try {
      await lockEngine(connection, await pathsToLock(connection, this.#reads));
      return instance;
    } catch (cause) {
      instance.closeSync();
      throw cause;
    } finally {
      connection.closeSync();
    }
  }
}

// A query for each date names files that are not known before the date is.
async function pathsToLock(
  connection: DuckDBConnection,
  { paths, dataFiles, query }: MemoryReads,
): Promise<readonly string[] | undefined> {
  if (!dataFiles) return paths;
  return query === undefined ? undefined : [...paths, ...(await namedFiles(connection, query))];
}

class BorrowedInstance implements SessionPool<DuckDBSession> {
  readonly #instance: DuckDBInstance;
  readonly #reads: AllowedReads;

  constructor(instance: DuckDBInstance, reads: AllowedReads) {
    this.#instance = instance;
    this.#reads = reads;
  }

  async withSession<T>(use: (session: DuckDBSession) => Promise<T>): Promise<T> {
    const duckdb = await loadDuckDB();
    const connection = await this.#instance.connect();
    try {
      return await inUtc(connection, () =>
        useSession(
          { duckdb, connection, inTransaction: false, reads: this.#reads, catalogue: readCatalogue },
          use,
        ),
      );
    } finally {
      connection.closeSync();
    }
  }

  async close(): Promise<void> {}
}

// A connection has one transaction, so its sessions follow each other; its time zone is put back.
class BorrowedConnection implements SessionPool<DuckDBSession> {
  readonly #connection: DuckDBConnection;
  readonly #reads: AllowedReads;
  #last: Promise<unknown> = Promise.resolve();

  constructor(connection: DuckDBConnection, reads: AllowedReads) {
    this.#connection = connection;
    this.#reads = reads;
  }

  withSession<T>(use: (session: DuckDBSession) => Promise<T>): Promise<T> {
    const turn = this.#last.then(() => this.#use(use));
    this.#last = turn.catch(() => {});
    return turn;
  }

  async close(): Promise<void> {}

  async #use<T>(use: (session: DuckDBSession) => Promise<T>): Promise<T> {
    const duckdb = await loadDuckDB();
    const connection = this.#connection;
    return inUtc(connection, async () =>
      useSession(
        {
          duckdb,
          connection,
          inTransaction: await isInTransaction(connection),
          reads: this.#reads,
          catalogue: readCatalogue,
        },
        use,
      ),
    );
  }
}

// The owner may have locked the configuration; then it has to be UTC already.
async function inUtc<T>(connection: DuckDBConnection, use: () => Promise<T>): Promise<T> {
  const reader = await connection.runAndReadAll("SELECT system.main.current_setting('TimeZone')");
  const [zone] = reader.getRows().flat();
  if (zone === "UTC") return use();
  await setZone(connection, "UTC");
  try {
    return await use();
  } finally {
    await setZone(connection, String(zone));
  }
}

async function setZone(connection: DuckDBConnection, zone: string): Promise<void> {
  try {
    await connection.run(`SET TimeZone = '${zone.replaceAll("'", "''")}'`);
  } catch (cause) {
    throw new SourceError(
      `Days are those of UTC, and the database's TimeZone cannot be set: ${sentence(engineMessage(cause))} Set it to UTC before the configuration is locked.`,
      { cause },
    );
  }
}

async function useSession<T>(
  options: SessionOptions,
  use: (session: DuckDBSession) => Promise<T>,
): Promise<T> {
  const session = await DuckDBSession.begin(options);
  try {
    return await use(session);
  } finally {
    await session.end();
  }
}

// Outside of a transaction each statement is one of its own. (BEGIN inside of one would abort it.)
async function isInTransaction(connection: DuckDBConnection): Promise<boolean> {
  const ids = new Set<string>();
  for (let statement = 0; statement < 2; statement++) {
    const reader = await connection.runAndReadAll("SELECT system.main.txid_current()");
    ids.add(reader.getRows().flat().join());
  }
  return ids.size === 1;
}
