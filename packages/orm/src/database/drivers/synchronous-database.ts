/** What TypeORM's `better-sqlite3` type uses of a connection, so that other packages can stand behind it. */
export interface SynchronousDatabase {
  /** Compiles a statement. */
  prepare(text: string): SynchronousStatement;
  /** Runs `PRAGMA` and a text, and gives its rows. */
  pragma(text: string): readonly unknown[];
  close(): void;
}

/** A compiled statement. */
export interface SynchronousStatement {
  /** Whether it gives rows, so that `all` runs it, or else `run`. */
  readonly reader: boolean;
  all(...values: readonly unknown[]): readonly unknown[];
  run(...values: readonly unknown[]): { readonly changes: number; readonly lastInsertRowid: number };
}
