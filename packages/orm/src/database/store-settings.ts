import type { Logger } from "typeorm";

/** What can open a SQLite file: three packages, and Node.js itself from 22.13 on. */
export type SqliteDriverName = "sqlite3" | "better-sqlite3" | "node:sqlite" | "libsql";

/** How a store behaves, beside where it is. */
export interface StoreSettings {
  /**
   * The clock that expiry and leases are measured by, in milliseconds since 1970 UTC; by default `Date.now`, and
   * for leases on PostgreSQL, which machines share, the server's own.
   */
  readonly now?: () => number;
  /** Put before the name of every table and index, so that several stores fit into one database; none by default. */
  readonly tablePrefix?: string;
  /** The PostgreSQL schema of the tables, created when it is not there; the connection's default one by default. */
  readonly schema?: string;
  /**
   * `false` for teams that run migrations themselves: a database whose schema is not up to date is refused then,
   * and `MetricDB.pendingSql` gives the statements. By default the schema is brought up to date.
   */
  readonly migrate?: boolean;
  /**
   * What opens a `sqlite:` URL, and nothing else then; by default the first of the four that is there and loads,
   * in the order of their list.
   */
  readonly driver?: SqliteDriverName;
  /**
   * `true` to make the directory of a SQLite file when it is not there. By default that is an error: a misspelt
   * path would give a store without any history.
   */
  readonly createDirectory?: boolean;
  /** Gets every statement; a TypeORM logger. Ignored for a `DataSource` of your own, which has one. */
  readonly logger?: Logger;
}
