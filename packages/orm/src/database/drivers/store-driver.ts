import type { ColumnType, DataSource, DataSourceOptions } from "typeorm";
import type { StoreFault } from "../../errors/metric-store-error.js";
import type { SqlParameter } from "../../sql/sql.js";
import type { StoreRow } from "../../sql/store-row.js";

/** What the store needs to know of a kind of database; the rest is standard SQL. */
export interface StoreDriver {
  /** TypeORM's name of it; several packages that open SQLite share one. */
  readonly type: DataSourceOptions["type"];
  /** The npm package it needs, or the module of Node.js. */
  readonly package: string;
  /** How one comes by it, without a full stop. */
  readonly install: string;
  /** Whether its option `database` is the path of a file. */
  readonly isFile: boolean;
  /** One connection for everything: statements of two transactions would mix, so they must wait for each other. */
  readonly singleConnection: boolean;
  /** Whether statements run in the thread that asks for them, which copying a file's log would keep for long. */
  readonly runsInThread: boolean;
  /** Opens a transaction that will write, and waits for other writers at once instead of in the middle. */
  readonly begin: string;
  /** Run first in a migration's transaction, so that others who migrate wait. */
  readonly lockSchema: readonly string[];
  /** Run on a fresh connection that the store opened itself. */
  readonly setUp: readonly string[];
  /** The most values that a statement can bind. */
  readonly maximumValues: number;
  /** Column types that are not called the same everywhere. */
  readonly types: {
    /** A whole number of 64 bits that the database counts up. */
    readonly sequence: ColumnType & string;
    /** A double. */
    readonly double: ColumnType & string;
    readonly bytes: ColumnType & string;
  };
  /** Whether the column that the database counts up can be a part of a key of several columns. */
  readonly hasCompositeKeys: boolean;
  /** Whether a column's constraints can be changed where it is; elsewhere another column takes its place. */
  readonly altersColumns: boolean;
  /** Put behind a SELECT so that nobody changes its rows before the transaction ends; nothing where none can. */
  readonly lockRows: string;
  /** The database's own clock in milliseconds since 1970 UTC, as SQL, where it may differ from this machine's. */
  readonly clock: string | undefined;
  /** Whether the database has schemas to put tables into. */
  readonly hasSchemas: boolean;
  /** Which database options mean, for messages; without secrets. */
  describe(options: DataSourceOptions): string;
  /** Whether an error says that others were in the way, so that doing the same again may succeed. */
  isTransient(error: unknown): boolean;
  /** What an error of the database means to its user; nothing for one that is not known. */
  explain(error: unknown): StoreFault | undefined;
  /**
   * Compiles a statement that only reads, on the only connection of a data source that the store opened itself;
   * nothing where TypeORM's own way is as good.
   */
  readonly prepare?: (dataSource: DataSource, text: string) => Promise<PreparedRead>;
  /**
   * Adds what the store wants to options that a consumer gave; what they set stays.
   *
   * @throws when the driver's package cannot be loaded, or was not built for this machine
   */
  complete(options: DataSourceOptions): Promise<DataSourceOptions>;
}

/** A compiled statement that only reads. */
export interface PreparedRead {
  /** Runs it, also while it is running. */
  all(values: readonly SqlParameter[]): Promise<readonly StoreRow[]>;
  /** Ends its life, when it has run to its end. */
  release(): Promise<void>;
}
