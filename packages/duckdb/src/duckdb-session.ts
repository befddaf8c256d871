import type { SqlRow } from "@dqx/common";
import type { SqlColumn, SqlSession } from "@dqx/sql";
import type { DuckDBConnection, DuckDBPreparedStatement } from "@duckdb/node-api";
import { checkExpression } from "./check-expression.js";
import { decodeRows } from "./decode-rows.js";
import { engineMessage } from "./engine-message.js";
import type { DuckDBModule } from "./load-duckdb.js";
import { SourceError } from "./source-error.js";

const BEGIN = "BEGIN TRANSACTION READ ONLY";

/** A connection in a read-only transaction that lets nothing but a single SELECT through. */
export class DuckDBSession implements SqlSession {
  readonly #duckdb: DuckDBModule;
  readonly #connection: DuckDBConnection;
  readonly #ownsTransaction: boolean;

  private constructor(duckdb: DuckDBModule, connection: DuckDBConnection, ownsTransaction: boolean) {
    this.#duckdb = duckdb;
    this.#connection = connection;
    this.#ownsTransaction = ownsTransaction;
  }

  /**
   * Begins a session: days are those of UTC, and all statements see one snapshot.
   *
   * @param duckdb - the client's module
   * @param connection - to be used by nobody else until the session has ended
   * @param inTransaction - whether the connection's owner has begun a transaction: then that is the snapshot
   */
  static async begin(
    duckdb: DuckDBModule,
    connection: DuckDBConnection,
    inTransaction: boolean,
  ): Promise<DuckDBSession> {
    await connection.run("SET TimeZone = 'UTC'");
    if (!inTransaction) await connection.run(BEGIN);
    return new DuckDBSession(duckdb, connection, !inTransaction);
  }

  /** Ends the transaction. */
  async end(): Promise<void> {
    if (this.#ownsTransaction) await this.#connection.run("ROLLBACK");
  }

  async describe(relation: string, signal?: AbortSignal): Promise<readonly SqlColumn[]> {
    const rows = await this.query(`DESCRIBE SELECT * FROM ${relation}`, signal);
    return rows.map(([name, type]) => ({ name: String(name), type: String(type) }));
  }

  async query(sql: string, signal?: AbortSignal): Promise<readonly SqlRow[]> {
    signal?.throwIfAborted();
    const statement = await this.prepare(sql);
    const interrupt = (): void => this.#connection.interrupt();
    signal?.addEventListener("abort", interrupt, { once: true });
    try {
      return decodeRows(this.#duckdb, await statement.runAndReadAll());
    } catch (cause) {
      await this.#renew();
      signal?.throwIfAborted();
      throw new SourceError(engineMessage(cause), { cause });
    } finally {
      signal?.removeEventListener("abort", interrupt);
      statement.destroySync();
    }
  }

  async checkExpression(text: string, relation: string, signal?: AbortSignal): Promise<string> {
    return checkExpression(text, relation, (sql) => this.query(sql, signal));
  }

  /**
   * Prepares a statement, which DuckDB has parsed and bound then.
   *
   * @throws {@link SourceError} when it is not exactly one SELECT, or DuckDB refuses it
   */
  async prepare(sql: string): Promise<DuckDBPreparedStatement> {
    const { StatementType } = this.#duckdb;
    try {
      const statements = await this.#connection.extractStatements(sql);
      if (statements.count !== 1) {
        throw new SourceError(`it is ${statements.count} statements, and only one SELECT is let through`);
      }
      const statement = await statements.prepare(0);
      if (statement.statementType === StatementType.SELECT) return statement;
      const type = StatementType[statement.statementType];
      statement.destroySync();
      throw new SourceError(`it is a statement of the kind ${type}, and only SELECT is let through`);
    } catch (cause) {
      if (cause instanceof SourceError) throw cause;
      await this.#renew();
      const message = engineMessage(cause);
      // All that the client says of a text without a statement.
      throw new SourceError(message === "Error in native callback" ? "it holds no statement" : message, {
        cause,
      });
    }
  }

  // DuckDB aborts the transaction of most statements that fail.
  async #renew(): Promise<void> {
    if (!this.#ownsTransaction) return;
    await this.#connection.run("ROLLBACK");
    await this.#connection.run(BEGIN);
  }
}
