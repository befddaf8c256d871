import type { DuckDBConnection } from "@duckdb/node-api";
import { readCatalogue, type UserCatalogue } from "./user-catalogue.js";

/** Where a transaction stands among those of its database. */
interface Snapshot {
  /** Identifies the database, also against another one that was attached in its place. */
  readonly database: number;
  /** When the transaction began, by the count from which the database takes the times of begins and of commits. */
  readonly time: bigint;
}

/**
 * What the owners of an instance's database have defined, read again only when something may have been committed
 * since: to list DuckDB's functions, the only place that shows macros, takes longer than most statements.
 *
 * A transaction sees what was committed before it began. DuckDB numbers begins and commits from one count, so
 * nothing was committed between two transactions with successive numbers.
 */
export class SharedCatalogue {
  #last: { readonly snapshot: Snapshot; readonly catalogue: Promise<UserCatalogue> } | undefined;

  /**
   * Gives what has been defined in the databases that a connection sees.
   *
   * @param connection - in a transaction, and without temporary tables, views and macros of its own
   */
  async of(connection: DuckDBConnection): Promise<UserCatalogue> {
    const snapshot = await snapshotOf(connection);
    if (snapshot === undefined) return readCatalogue(connection);
    const last = this.#last;
    const isUnchanged =
      last?.snapshot.database === snapshot.database && last.snapshot.time + 1n === snapshot.time;
    const catalogue = isUnchanged ? last.catalogue : readCatalogue(connection);
    const read = { snapshot, catalogue };
    this.#last = read;
    try {
      return await catalogue;
    } catch (cause) {
      if (this.#last === read) this.#last = undefined;
      throw cause;
    }
  }
}

// Only where there is one database: each has a count of its own.
async function snapshotOf(connection: DuckDBConnection): Promise<Snapshot | undefined> {
  const reader = await connection.runAndReadAll(
    "SELECT database_oid, database_name, system.main.current_database(), system.main.txid_current() FROM system.main.duckdb_databases() WHERE NOT internal",
  );
  const [only, ...others] = reader.getRows();
  if (only === undefined || others.length > 0) return undefined;
  const [database, name, current, time] = only;
  return name === current && typeof time === "bigint" ? { database: Number(database), time } : undefined;
}
