import type { SqlRow } from "@dqx/common";
import {
  duckdbDialect,
  type RelationRequest,
  type SourceDating,
  type SqlColumn,
  type SqlDataSource,
  type SqlSession,
} from "@dqx/sql";
import type { SessionPool } from "./database.js";
import type { DuckDBSession } from "./duckdb-session.js";
import { SourceError } from "./source-error.js";

/** What one kind of source does in its own way. */
export interface SourceDefinition {
  readonly name: string;
  readonly dating: SourceDating;
  readonly sessions: SessionPool;
  /** SQL that can stand after FROM. */
  relation(request: RelationRequest): string;
  /**
   * Checks a relation in DuckDB before its columns are asked for.
   *
   * @throws {@link SourceError} when the user's own SQL is not what it should be
   */
  check?(session: DuckDBSession, relation: string): Promise<void>;
  /** What to do when the relation cannot be read, as a sentence. */
  remedy(session: DuckDBSession, message: string): Promise<string>;
}

/** A data source on DuckDB: what all kinds of them have in common. */
export abstract class EngineSource implements SqlDataSource, AsyncDisposable {
  readonly name: string;
  readonly dialect = duckdbDialect;
  readonly dating: SourceDating;
  readonly #definition: SourceDefinition;

  protected constructor(definition: SourceDefinition) {
    this.name = definition.name;
    this.dating = definition.dating;
    this.#definition = definition;
  }

  relation(request: RelationRequest): string {
    return this.#definition.relation(request);
  }

  async withSession<T>(use: (session: SqlSession) => Promise<T>, signal?: AbortSignal): Promise<T> {
    signal?.throwIfAborted();
    return this.#definition.sessions.withSession((session) =>
      use({
        describe: (relation, abort) => this.#describe(session, relation, abort ?? signal),
        query: (sql, abort): Promise<readonly SqlRow[]> => session.query(sql, abort ?? signal),
        checkExpression: (text, relation, abort) => session.checkExpression(text, relation, abort ?? signal),
      }),
    );
  }

  async close(): Promise<void> {
    this.#definition.sessions.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async #describe(
    session: DuckDBSession,
    relation: string,
    signal: AbortSignal | undefined,
  ): Promise<readonly SqlColumn[]> {
    try {
      await this.#definition.check?.(session, relation);
      return await session.describe(relation, signal);
    } catch (cause) {
      if (!(cause instanceof SourceError)) throw cause;
      const remedy = await this.#definition.remedy(session, cause.message);
      throw new SourceError(
        `Dataset '${this.name}' cannot be read: ${cause.message}. ${remedy}`.replace("..", "."),
        {
          cause,
        },
      );
    }
  }
}
