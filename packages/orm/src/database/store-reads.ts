import type { DataSource } from "typeorm";
import type { StoreDriver } from "./drivers/store-driver.js";
import { PreparedReads } from "./prepared-reads.js";

/** The ways to read a database past TypeORM; none where its driver has none, or the data source is somebody else's. */
export class StoreReads {
  /** On the connection that writes too: only for who has the turn. */
  readonly within: PreparedReads | undefined;
  readonly #dataSource: DataSource;
  readonly #prepare: StoreDriver["prepare"];
  readonly #openReader: (() => Promise<DataSource>) | undefined;
  #reader: Promise<Reader> | undefined;

  /**
   * @param dataSource - the connection that writes
   * @param prepare - how its driver compiles a statement
   * @param openReader - opens a second connection, which only reads
   */
  constructor(
    dataSource: DataSource,
    prepare: StoreDriver["prepare"],
    openReader: (() => Promise<DataSource>) | undefined,
  ) {
    this.within = prepare === undefined ? undefined : new PreparedReads(dataSource, dataSource, prepare);
    this.#dataSource = dataSource;
    this.#prepare = prepare;
    this.#openReader = openReader;
  }

  /** On a connection of their own, which is opened for the first read; nothing where there is none. */
  async beside(): Promise<PreparedReads | undefined> {
    if (this.#openReader === undefined || this.#prepare === undefined) return undefined;
    this.#reader ??= this.#open(this.#openReader, this.#prepare);
    return (await this.#reader).reads;
  }

  /** Closes what was opened for reads. */
  async close(): Promise<void> {
    await this.within?.release();
    // One that could not be opened is closed already.
    const reader = await this.#reader?.catch(() => undefined);
    await reader?.reads.release();
    await reader?.dataSource.destroy();
  }

  async #open(
    openReader: () => Promise<DataSource>,
    prepare: NonNullable<StoreDriver["prepare"]>,
  ): Promise<Reader> {
    try {
      const dataSource = await openReader();
      return { dataSource, reads: new PreparedReads(dataSource, this.#dataSource, prepare) };
    } catch (error) {
      this.#reader = undefined;
      throw error;
    }
  }
}

interface Reader {
  readonly dataSource: DataSource;
  readonly reads: PreparedReads;
}
