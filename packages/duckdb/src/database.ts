import type { DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { DuckDBSession } from "./duckdb-session.js";
import { engineMessage } from "./engine-message.js";
import { type DuckDBModule, loadDuckDB } from "./load-duckdb.js";
import { SourceError } from "./source-error.js";

/** Where DuckDB's data is: a database file, or an instance or connection that the caller keeps open. */
export type Database = string | DuckDBInstance | DuckDBConnection;

/** How DuckDB runs, where DQX starts it. */
export interface EngineOptions {
  /** How many threads it may use; one per core by default. */
  readonly threads?: number;
  /** How much memory it may use, for example `"4GB"`; 80 % of the machine's by default. */
  readonly memoryLimit?: string;
}

/** Sessions on one database. */
export interface SessionPool {
  /** Opens a session, lends it, and ends it whatever happens. */
  withSession<T>(use: (session: DuckDBSession) => Promise<T>): Promise<T>;
  /** Releases what DQX has opened; what the caller gave stays open. */
  close(): void;
}

/**
 * Sessions on a database file, opened read-only when the first one is asked for.
 *
 * @param dataset - the source's name, for messages
 * @param path - the file
 * @param options - how DuckDB runs
 */
export function fileDatabase(dataset: string, path: string, options: EngineOptions): SessionPool {
  return new OwnInstance(async (duckdb) => {
    try {
      // Sources on one file share an instance: a second one would not see what the first one locks.
      return await duckdb.DuckDBInstance.fromCache(path, {
        ...engineConfig(options),
        access_mode: "READ_ONLY",
      });
    } catch (cause) {
      throw new SourceError(
        `The database '${path}' of dataset '${dataset}' cannot be opened: ${engineMessage(cause)} ${remedy(engineMessage(cause))}`,
        { cause },
      );
    }
  });
}

/**
 * Sessions on a database in memory, made when the first one is asked for.
 *
 * @param options - how DuckDB runs
 * @param fill - puts the data in
 */
export function memoryDatabase(
  options: EngineOptions,
  fill: (connection: DuckDBConnection, duckdb: DuckDBModule) => Promise<void> = async () => {},
): SessionPool {
  return new OwnInstance(async (duckdb) => {
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
  });
}

/** Sessions on an instance or a connection that the caller has opened and will close. */
export function borrowedDatabase(database: DuckDBInstance | DuckDBConnection): SessionPool {
  return "connect" in database ? new BorrowedInstance(database) : new BorrowedConnection(database);
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
  if (message.includes("lock")) {
    return "DuckDB lets one process write a file, or several read it. End the process that holds it, or give it a copy.";
  }
  if (message.includes("different configuration")) {
    return "This process has opened it with other settings. Use the same ones, or give that DuckDBInstance as `database`.";
  }
  return "Check the path; DQX opens databases read-only and creates none.";
}

class OwnInstance implements SessionPool {
  readonly #open: (duckdb: DuckDBModule) => Promise<DuckDBInstance>;
  #instance: Promise<DuckDBInstance> | undefined;
  #closed = false;

  constructor(open: (duckdb: DuckDBModule) => Promise<DuckDBInstance>) {
    this.#open = open;
  }

  async withSession<T>(use: (session: DuckDBSession) => Promise<T>): Promise<T> {
    const duckdb = await loadDuckDB();
    if (this.#closed) throw new SourceError("The data source has been closed. Make a new one.");
    this.#instance ??= this.#open(duckdb);
    const instance = await this.#instance.catch((cause: unknown) => {
      // The file may be there next time.
      this.#instance = undefined;
      throw cause;
    });
    const connection = await instance.connect();
    try {
      return await useSession(duckdb, connection, use);
    } finally {
      connection.closeSync();
    }
  }

  close(): void {
    this.#closed = true;
    const instance = this.#instance;
    this.#instance = undefined;
    instance?.then((opened) => opened.closeSync()).catch(() => {});
  }
}

class BorrowedInstance implements SessionPool {
  readonly #instance: DuckDBInstance;

  constructor(instance: DuckDBInstance) {
    this.#instance = instance;
  }

  async withSession<T>(use: (session: DuckDBSession) => Promise<T>): Promise<T> {
    const duckdb = await loadDuckDB();
    const connection = await this.#instance.connect();
    try {
      return await useSession(duckdb, connection, use);
    } finally {
      connection.closeSync();
    }
  }

  close(): void {}
}

// A connection has one transaction, so its sessions follow each other; its time zone is put back.
class BorrowedConnection implements SessionPool {
  readonly #connection: DuckDBConnection;
  #last: Promise<unknown> = Promise.resolve();

  constructor(connection: DuckDBConnection) {
    this.#connection = connection;
  }

  withSession<T>(use: (session: DuckDBSession) => Promise<T>): Promise<T> {
    const turn = this.#last.then(() => this.#use(use));
    this.#last = turn.catch(() => {});
    return turn;
  }

  close(): void {}

  async #use<T>(use: (session: DuckDBSession) => Promise<T>): Promise<T> {
    const duckdb = await loadDuckDB();
    const reader = await this.#connection.runAndReadAll("SELECT current_setting('TimeZone')");
    const [zone] = reader.getRows().flat();
    try {
      return await useSession(duckdb, this.#connection, use, await isInTransaction(this.#connection));
    } finally {
      await this.#connection.run(`SET TimeZone = '${String(zone)}'`);
    }
  }
}

async function useSession<T>(
  duckdb: DuckDBModule,
  connection: DuckDBConnection,
  use: (session: DuckDBSession) => Promise<T>,
  inTransaction = false,
): Promise<T> {
  const session = await DuckDBSession.begin(duckdb, connection, inTransaction);
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
    const reader = await connection.runAndReadAll("SELECT txid_current()");
    ids.add(reader.getRows().flat().join());
  }
  return ids.size === 1;
}
