import { type DuckDBConnection, DuckDBInstance, type DuckDBValue } from "@duckdb/node-api";

/** Bare DuckDB, as a script without DQX would use it: one database, one connection, kept open. */
export class Engine implements Disposable {
  readonly #instance: DuckDBInstance;
  readonly #connection: DuckDBConnection;

  private constructor(instance: DuckDBInstance, connection: DuckDBConnection) {
    this.#instance = instance;
    this.#connection = connection;
  }

  /** Opens an empty database in memory, with the engine's own settings. */
  static async open(): Promise<Engine> {
    const instance = await DuckDBInstance.create(":memory:");
    return new Engine(instance, await instance.connect());
  }

  /**
   * Runs a statement.
   *
   * @returns all rows, as the driver gives them
   */
  async rows(sql: string): Promise<readonly (readonly DuckDBValue[])[]> {
    const reader = await this.#connection.runAndReadAll(sql);
    return reader.getRows();
  }

  [Symbol.dispose](): void {
    this.#connection.closeSync();
    this.#instance.closeSync();
  }
}
