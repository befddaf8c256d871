import { sentence } from "@dqx/common";
import { type RowFiles, type SessionPool, SourceError } from "@dqx/sql";
import type { DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { duckdbRowFiles } from "./duckdb-row-files.js";
import { type DuckDBSession, useSession } from "./duckdb-session.js";
import { engineMessage } from "./engine-message.js";
import type { AllowedReads } from "./gate/allowed-reads.js";
import { SharedCatalogue } from "./gate/shared-catalogue.js";
import { readCatalogue } from "./gate/user-catalogue.js";
import { loadDuckDB } from "./load-duckdb.js";

/** By the instance, of which several sources may read. */
const catalogues = new WeakMap<DuckDBInstance, SharedCatalogue>();

/** Sessions on an instance that the caller closes, each on a connection of its own. */
export class BorrowedInstance implements SessionPool<DuckDBSession> {
  readonly #instance: DuckDBInstance;
  readonly #reads: AllowedReads;
  readonly #catalogue: SharedCatalogue;
  readonly rowFiles: RowFiles;

  constructor(instance: DuckDBInstance, reads: AllowedReads) {
    this.#instance = instance;
    this.#reads = reads;
    this.#catalogue = catalogues.get(instance) ?? new SharedCatalogue();
    catalogues.set(instance, this.#catalogue);
    this.rowFiles = borrowedRowFiles(this, reads);
  }

  async withSession<T>(use: (session: DuckDBSession) => Promise<T>): Promise<T> {
    const duckdb = await loadDuckDB();
    const connection = await this.#instance.connect();
    try {
      return await inUtc(connection, () =>
        useSession(
          {
            duckdb,
            connection,
            inTransaction: false,
            reads: this.#reads,
            catalogue: (open) => this.#catalogue.of(open),
          },
          use,
        ),
      );
    } finally {
      connection.closeSync();
    }
  }

  async close(): Promise<void> {}
}

/**
 * Sessions on a connection that the caller closes. It has one transaction, so they follow each other; its time zone is
 * put back.
 */
export class BorrowedConnection implements SessionPool<DuckDBSession> {
  readonly #connection: DuckDBConnection;
  readonly #reads: AllowedReads;
  #last: Promise<unknown> = Promise.resolve();
  readonly rowFiles: RowFiles;

  constructor(connection: DuckDBConnection, reads: AllowedReads) {
    this.#connection = connection;
    this.#reads = reads;
    this.rowFiles = borrowedRowFiles(this, reads);
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

// The lock of the engine is its owner's: it may let nothing be written.
function borrowedRowFiles(pool: SessionPool<DuckDBSession>, { paths }: AllowedReads): RowFiles {
  return duckdbRowFiles({ paths, withWriter: (_, use) => pool.withSession(use) });
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

// Outside of a transaction each statement is one of its own. (BEGIN inside of one would abort it.)
async function isInTransaction(connection: DuckDBConnection): Promise<boolean> {
  const ids = new Set<string>();
  for (let statement = 0; statement < 2; statement++) {
    const reader = await connection.runAndReadAll("SELECT system.main.txid_current()");
    ids.add(reader.getRows().flat().join());
  }
  return ids.size === 1;
}
