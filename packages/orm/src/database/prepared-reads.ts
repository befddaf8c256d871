import type { DataSource } from "typeorm";
import type { SqlParameter } from "../sql/sql.js";
import type { StoreRow } from "../sql/store-row.js";
import type { PreparedRead, StoreDriver } from "./drivers/store-driver.js";

/** How many statements are kept compiled; lists of bound values make texts of their own. */
const MAXIMUM_STATEMENTS = 64;

/**
 * The reads of one connection, each text compiled once. TypeORM's `query()` compiles a statement again for every
 * call where the driver is `sqlite3`, and goes through a dozen promises, which costs more than a seek does.
 */
export class PreparedReads {
  readonly #dataSource: DataSource;
  readonly #logged: DataSource;
  readonly #prepare: NonNullable<StoreDriver["prepare"]>;
  readonly #statements = new Map<string, Promise<PreparedRead>>();

  /**
   * @param dataSource - its only connection is used, past TypeORM
   * @param logged - whose logger sees the statements
   * @param prepare - how its driver compiles a statement
   */
  constructor(dataSource: DataSource, logged: DataSource, prepare: NonNullable<StoreDriver["prepare"]>) {
    this.#dataSource = dataSource;
    this.#logged = logged;
    this.#prepare = prepare;
  }

  /**
   * Runs a statement that only reads. TypeORM's logger sees it as it sees all others.
   *
   * @param text - the statement
   * @param values - what is bound to it
   * @throws the driver's error
   */
  async all(text: string, values: SqlParameter[]): Promise<readonly StoreRow[]> {
    const { logger } = this.#logged;
    logger.logQuery(text, values);
    try {
      return await (await this.#statement(text)).all(values);
    } catch (error) {
      logger.logQueryError(error instanceof Error ? error : String(error), text, values);
      throw error;
    }
  }

  /** Lets go of all statements, which keep the connection from being closed. */
  async release(): Promise<void> {
    const statements = [...this.#statements.values()];
    this.#statements.clear();
    await Promise.all(statements.map(release));
  }

  #statement(text: string): Promise<PreparedRead> {
    const known = this.#statements.get(text);
    if (known !== undefined) return known;
    const prepared = this.#prepare(this.#dataSource, text);
    this.#statements.set(text, prepared);
    prepared.catch(() => this.#statements.delete(text));
    for (const [oldest, statement] of this.#statements) {
      if (this.#statements.size <= MAXIMUM_STATEMENTS) break;
      this.#statements.delete(oldest);
      void release(statement);
    }
    return prepared;
  }
}

// One that could not be compiled has nothing to let go of.
async function release(statement: Promise<PreparedRead>): Promise<void> {
  await statement.then(
    (prepared) => prepared.release(),
    () => undefined,
  );
}
