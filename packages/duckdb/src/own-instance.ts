import { type RowFiles, type SessionPool, SourceError } from "@dqx/sql";
import type { DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { duckdbRowFiles } from "./duckdb-row-files.js";
import { type DuckDBSession, useSession } from "./duckdb-session.js";
import { lockEngine } from "./engine-lock.js";
import type { AllowedReads } from "./gate/allowed-reads.js";
import { namedFiles } from "./gate/named-files.js";
import type { UserCatalogue } from "./gate/user-catalogue.js";
import { type DuckDBModule, loadDuckDB } from "./load-duckdb.js";

/** What a source without a database of its own may read. */
export interface MemoryReads extends AllowedReads {
  /** The query whose data files are the paths that DuckDB is locked to, where there is one for all dates. */
  readonly query?: string;
}

/** Sessions on an instance that DQX opens when the first one is asked for, and closes. */
export class OwnInstance implements SessionPool<DuckDBSession> {
  readonly #reads: MemoryReads;
  readonly #readCatalogue: (connection: DuckDBConnection) => Promise<UserCatalogue>;
  readonly #open: OpenInstance;
  readonly rowFiles: RowFiles;
  #instance: Promise<DuckDBInstance> | undefined;
  #catalogue: Promise<UserCatalogue> | undefined;
  #closed = false;

  /**
   * @param reads - what may be read
   * @param catalogue - reads what the database itself defines
   * @param open - opens the instance
   * @param ownFiles - the database file, where there is one
   */
  constructor(
    reads: MemoryReads,
    catalogue: (connection: DuckDBConnection) => Promise<UserCatalogue>,
    open: OpenInstance,
    ownFiles: readonly string[] = [],
  ) {
    this.#reads = reads;
    this.#readCatalogue = catalogue;
    this.#open = open;
    this.rowFiles = duckdbRowFiles({
      paths: [...reads.paths, ...ownFiles],
      withWriter: (paths, use) => this.#withWriter(paths, use),
    });
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

  // An instance of its own, since the lock of the other one admits no file that is written.
  async #withWriter<T>(paths: readonly string[], use: (session: DuckDBSession) => Promise<T>): Promise<T> {
    const duckdb = await loadDuckDB();
    if (this.#closed) throw new SourceError("The data source has been closed. Make a new one.");
    const instance = await this.#openLocked(duckdb, paths);
    try {
      const connection = await instance.connect();
      try {
        // What may be read is what could be read before: the gate knows nothing of the files that are written.
        return await useSession(
          { duckdb, connection, inTransaction: false, reads: this.#reads, catalogue: this.#readCatalogue },
          use,
        );
      } finally {
        connection.closeSync();
      }
    } finally {
      instance.closeSync();
    }
  }

  async #openLocked(duckdb: DuckDBModule, written: readonly string[] = []): Promise<DuckDBInstance> {
    const lock = async (connection: DuckDBConnection) => {
      const paths = await pathsToLock(connection, this.#reads);
      await lockEngine(connection, paths === undefined ? undefined : [...paths, ...written]);
    };
    return prepared(await this.#open(duckdb, written), lock);
  }
}

/**
 * Opens an instance.
 *
 * @param written - the files that it may write; none for one that only reads
 */
type OpenInstance = (duckdb: DuckDBModule, written: readonly string[]) => Promise<DuckDBInstance>;

/**
 * An instance on which something has been done once; it is closed when that fails.
 *
 * @param instance - the instance
 * @param prepare - what is done
 */
export async function prepared(
  instance: DuckDBInstance,
  prepare: (connection: DuckDBConnection) => Promise<void>,
): Promise<DuckDBInstance> {
  const connection = await instance.connect();
  try {
    await prepare(connection);
    return instance;
  } catch (cause) {
    instance.closeSync();
    throw cause;
  } finally {
    connection.closeSync();
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
