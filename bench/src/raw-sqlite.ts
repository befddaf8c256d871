import sqlite3 from "sqlite3";
import type { RawDatabase, RawRow, RawValue } from "./raw-database.js";

/** The bare `sqlite3` driver, its callbacks as promises. */
export class RawSqlite implements RawDatabase {
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
    await raw.all("PRAGMA journal_mode = WAL");
    await raw.all("PRAGMA foreign_keys = ON");
    return raw;
  }

  all(sql: string, values: readonly RawValue[] = []): Promise<readonly RawRow[]> {
    return new Promise((resolve, reject) => {
      this.#database.all<RawRow>(sql, values, (error, rows) =>
        error === null ? resolve(rows) : reject(error),
      );
    });
  }

  placeholder(): string {
    return "?";
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
