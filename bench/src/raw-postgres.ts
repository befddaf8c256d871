import pg from "pg";
import type { RawDatabase, RawRow, RawValue } from "./raw-database.js";

/** One connection of the bare `pg` driver. */
export class RawPostgres implements RawDatabase {
  readonly #client: pg.Client;

  private constructor(client: pg.Client) {
    this.#client = client;
  }

  /**
   * Connects to a server.
   *
   * @param url - where it is
   */
  static async open(url: string): Promise<RawPostgres> {
    const client = new pg.Client(url);
    await client.connect();
    return new RawPostgres(client);
  }

  async all(sql: string, values: readonly RawValue[] = []): Promise<readonly RawRow[]> {
    const { rows } = await this.#client.query<RawRow>(sql, [...values]);
    return rows;
  }

  placeholder(index: number): string {
    return `$${index + 1}`;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#client.end();
  }
}
