import type { SqlRow } from "@dqx/common";
import {
  type AdmittedQuery,
  type BoundSql,
  boundSql,
  duckdbDialect,
  type GatedSession,
  type RowFile,
  SourceError,
  type SqlColumn,
  type SqlText,
} from "@dqx/sql";
import type { DuckDBConnection, DuckDBPreparedStatement } from "@duckdb/node-api";
import { bindParameters } from "./bind-parameters.js";
import { checkAggregate, checkExpression } from "./check-expression.js";
import { decodeRows } from "./decode-rows.js";
import { engineMessage } from "./engine-message.js";
import { expectedRows } from "./expected-rows.js";
import { fillParameters } from "./fill-parameters.js";
import type { AllowedReads } from "./gate/allowed-reads.js";
import { DuckDBGate } from "./gate/duckdb-gate.js";
import { serialize } from "./gate/serialize.js";
import type { UserCatalogue } from "./gate/user-catalogue.js";
import type { DuckDBModule } from "./load-duckdb.js";

const BEGIN = "BEGIN TRANSACTION READ ONLY";

/** What a session is begun with. */
export interface SessionOptions {
  readonly duckdb: DuckDBModule;
  /** To be used by nobody else until the session has ended. */
  readonly connection: DuckDBConnection;
  /** Whether the connection's owner has begun a transaction: then that is the snapshot. */
  readonly inTransaction: boolean;
  /** What the source may read beside the tables of its database. */
  readonly reads: AllowedReads;
  /** What the owners of the databases have defined, once it is asked for. */
  readonly catalogue: (connection: DuckDBConnection) => Promise<UserCatalogue>;
}

/** A connection in a read-only transaction through whose gate every statement goes. */
export class DuckDBSession implements GatedSession {
  readonly #duckdb: DuckDBModule;
  readonly #connection: DuckDBConnection;
  readonly #ownsTransaction: boolean;
  readonly #gate: DuckDBGate;
  /** Of the snapshot that the transaction sees. */
  #catalogue: Promise<UserCatalogue> | undefined;

  private constructor({ duckdb, connection, inTransaction, reads, catalogue }: SessionOptions) {
    this.#duckdb = duckdb;
    this.#connection = connection;
    this.#ownsTransaction = !inTransaction;
    this.#gate = new DuckDBGate({
      reads,
      serialize: (sql) => this.#serialize(sql),
      catalogue: () => (this.#catalogue ??= catalogue(connection)),
    });
  }

  /** Begins a session: all statements see one snapshot. The connection's time zone has to be UTC. */
  static async begin(options: SessionOptions): Promise<DuckDBSession> {
    if (!options.inTransaction) await options.connection.run(BEGIN);
    return new DuckDBSession(options);
  }

  /** Ends the transaction. */
  async end(): Promise<void> {
    if (this.#ownsTransaction) await this.#connection.run("ROLLBACK");
  }

  async admit(query: string): Promise<AdmittedQuery> {
    return this.#gate.admit(query);
  }

  async checkExpression(text: string, relation: SqlText, signal?: AbortSignal): Promise<string> {
    return checkExpression(text, relation, (statement) => this.query(statement, signal));
  }

  async checkAggregate(text: string, relation: SqlText, signal?: AbortSignal): Promise<string> {
    return checkAggregate(text, relation, (statement) => this.query(statement, signal));
  }

  async fillIn({ sql, parameters }: BoundSql): Promise<string> {
    try {
      return await fillParameters(this.#connection, sql, parameters);
    } catch (cause) {
      await this.#renew();
      throw cause instanceof SourceError ? cause : new SourceError(engineMessage(cause), { cause });
    }
  }

  async describe(relation: SqlText, signal?: AbortSignal): Promise<readonly SqlColumn[]> {
    const { sql, parameters } = boundSql(relation);
    const rows = await this.query({ sql: `DESCRIBE SELECT * FROM ${sql}`, parameters }, signal);
    return rows.map(([name, type]) => ({ name: String(name), type: String(type) }));
  }

  async expectedRows(relation: SqlText, signal?: AbortSignal): Promise<number | undefined> {
    const { sql, parameters } = boundSql(relation);
    const select = `SELECT * FROM ${sql}`;
    await this.#gate.admit(select);
    const [row] = await this.#run({ sql: `EXPLAIN (FORMAT json) ${select}`, parameters }, signal);
    return expectedRows(String(row?.[1]));
  }

  async query(statement: SqlText, signal?: AbortSignal): Promise<readonly SqlRow[]> {
    signal?.throwIfAborted();
    const { sql, parameters } = boundSql(statement);
    await this.#gate.admit(sql);
    return this.#run({ sql, parameters }, signal);
  }

  /**
   * Writes the rows of one SELECT to a file: that the session may is for whoever has opened it to see to.
   *
   * @param statement - goes through the gate
   * @param file - an empty file
   * @returns how many rows were written
   */
  async write(statement: SqlText, { path, format }: RowFile, signal?: AbortSignal): Promise<number> {
    const { sql, parameters } = boundSql(statement);
    // COPY takes no parameters.
    const select = Object.keys(parameters).length === 0 ? sql : await this.fillIn({ sql, parameters });
    await this.#gate.admit(select);
    const copy = `COPY (\n${select}\n) TO ${duckdbDialect.literal(path)} (FORMAT ${format}, USE_TMP_FILE false)`;
    const [row] = await this.#run({ sql: copy, parameters: {} }, signal);
    return Number(row?.[0]);
  }

  // Only what the gate has admitted.
  async #run({ sql, parameters }: BoundSql, signal: AbortSignal | undefined): Promise<readonly SqlRow[]> {
    signal?.throwIfAborted();
    const prepared = await this.#prepare(sql);
    const interrupt = (): void => this.#connection.interrupt();
    signal?.addEventListener("abort", interrupt, { once: true });
    try {
      bindParameters(this.#duckdb, prepared, parameters);
      return decodeRows(this.#duckdb, await prepared.runAndReadAll());
    } catch (cause) {
      await this.#renew();
      signal?.throwIfAborted();
      throw cause instanceof SourceError ? cause : new SourceError(engineMessage(cause), { cause });
    } finally {
      signal?.removeEventListener("abort", interrupt);
      prepared.destroySync();
    }
  }

  // Only what the gate has admitted: to prepare a statement is to bind it, and that calls table functions.
  async #prepare(sql: string): Promise<DuckDBPreparedStatement> {
    try {
      return await this.#connection.prepare(sql);
    } catch (cause) {
      await this.#renew();
      throw new SourceError(engineMessage(cause), { cause });
    }
  }

  async #serialize(sql: string): Promise<string> {
    try {
      return await serialize(this.#connection, sql);
    } catch (cause) {
      await this.#renew();
      throw new SourceError(engineMessage(cause), { cause });
    }
  }

  // DuckDB aborts the transaction of most statements that fail.
  async #renew(): Promise<void> {
    if (!this.#ownsTransaction) return;
    this.#catalogue = undefined;
    await this.#connection.run("ROLLBACK");
    await this.#connection.run(BEGIN);
  }
}

/**
 * Begins a session, lends it and ends it.
 *
 * @param options - what it is made of
 * @param use - what it is lent to
 */
export async function useSession<T>(
  options: SessionOptions,
  use: (session: DuckDBSession) => Promise<T>,
): Promise<T> {
  const session = await DuckDBSession.begin(options);
  try {
    return await use(session);
  } finally {
    await session.end();
  }
}
