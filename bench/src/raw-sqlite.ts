import sqlite3 from "sqlite3";

/** A value that the driver binds and gives back. */
export type RawValue = string | number | null | Uint8Array;

/** A row by column. */
export type RawRow = Readonly<Record<string, RawValue>>;

/** The bare `sqlite3` driver, its callbacks as promises. */
export class RawSqlite implements AsyncDisposable {
  readonly #database: sqlite3.Database;
  readonly #statements: sqlite3.Statement[] = [];

  private constructor(database: sqlite3.Database) {
    this.#database = database;
  }

  /**
   * Opens a file with the settings that the metric store uses.
   *
   * @param path - the file; created when it is not there
   */
  static async open(path: string): Promise<RawSqlite> {
    const database = await new Promise<sqlite3.Database>((resolve, reject) => {
      const opened = new sqlite3.Database(path, (error) =>
        error === null ? resolve(opened) : reject(error),
      );
    });
    const raw = new RawSqlite(database);
    await raw.run("PRAGMA journal_mode = WAL");
    await raw.run("PRAGMA foreign_keys = ON");
    return raw;
  }

  /** Runs a statement that gives no rows. */
  run(sql: string, values: readonly RawValue[] = []): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#database.run(sql, values, (error) => (error === null ? resolve() : reject(error)));
    });
  }

  /** Runs a statement for all its rows. */
  all(sql: string, values: readonly RawValue[] = []): Promise<readonly RawRow[]> {
    return new Promise((resolve, reject) => {
      this.#database.all<RawRow>(sql, values, (error, rows) =>
        error === null ? resolve(rows) : reject(error),
      );
    });
  }

  /** Prepares a statement that gives one row at most. */
  prepare(sql: string): (values: readonly RawValue[]) => Promise<RawRow | undefined> {
    const statement = this.#database.prepare(sql);
    this.#statements.push(statement);
    return (values) =>
      new Promise((resolve, reject) => {
        statement.get<RawRow>(values, (error, row) => (error === null ? resolve(row) : reject(error)));
      });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const statement of this.#statements) {
      await new Promise<void>((resolve) => statement.finalize(() => resolve()));
    }
    await new Promise<void>((resolve, reject) => {
      this.#database.close((error) => (error === null ? resolve() : reject(error)));
    });
  }
}
