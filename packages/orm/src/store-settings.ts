import type { Logger } from "typeorm";

/** How a store behaves, beside where it is. */
export interface StoreSettings {
  /** The clock that expiry is measured by, in milliseconds since 1970 UTC; `Date.now` by default. */
  readonly now?: () => number;
  /** Put before the name of every table and index, so that several stores fit into one database; none by default. */
  readonly tablePrefix?: string;
  /** The PostgreSQL schema of the tables, created when it is not there; the connection's default one by default. */
  readonly schema?: string;
  /** Gets every statement; a TypeORM logger. Ignored for a `DataSource` of your own, which has one. */
  readonly logger?: Logger;
}
