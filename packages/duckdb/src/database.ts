import { sentence } from "@dqx/common";
import { duckdbDialect, type SessionPool, SourceError } from "@dqx/sql";
import type { DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { BorrowedConnection, BorrowedInstance } from "./borrowed-database.js";
import type { DuckDBSession } from "./duckdb-session.js";
import { engineMessage } from "./engine-message.js";
import type { AllowedReads } from "./gate/allowed-reads.js";
import { emptyCatalogue, readCatalogue } from "./gate/user-catalogue.js";
import type { DuckDBModule } from "./load-duckdb.js";
import { type MemoryReads, OwnInstance, prepared } from "./own-instance.js";

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
  const open = async (duckdb: DuckDBModule, written: readonly string[]): Promise<DuckDBInstance> => {
    const config = { ...engineConfig(options), access_mode: "READ_ONLY" };
    try {
      if (written.length > 0) return await duckdb.DuckDBInstance.create(path, config);
      // Sources on one file share an instance: a second one would not see what the first one locks.
      return await duckdb.DuckDBInstance.fromCache(path, {
        ...config,
        ...(reads.paths.length === 0 && { enable_external_access: "false" }),
      });
    } catch (cause) {
      throw new SourceError(
        `The database '${path}' of dataset '${dataset}' cannot be opened: ${sentence(engineMessage(cause))} ${remedy(engineMessage(cause))}`,
        { cause },
      );
    }
  };
  return new OwnInstance(reads, readCatalogue, open, [path]);
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
      return prepared(instance, (connection) => fill(connection, duckdb));
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
