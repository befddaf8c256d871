import { type SqlRow, sentence } from "@dqx/common";
import type { Dialect } from "../dialect/dialect.js";
import type { BoundSql, SqlText } from "./bound-sql.js";
import type { GatedSession, ReadOnlyGate, SessionPool } from "./read-only-gate.js";
import type { RowFiles } from "./row-files.js";
import { SourceError } from "./source-error.js";
import type {
  RelationRequest,
  SourceDating,
  SqlColumn,
  SqlDataSource,
  SqlSession,
} from "./sql-data-source.js";

/** What one kind of relation does in its own way: a table, a query, files. */
export interface SourceRelation {
  /** The relation to read from, as `SqlDataSource.relation` returns it. */
  relation(request: RelationRequest): SqlText;
  /**
   * Checks a relation before its columns are asked for.
   *
   * @throws {@link SourceError} when the user's own SQL is not what it should be
   */
  check?(session: ReadOnlyGate & SqlSession, relation: SqlText): Promise<void>;
  /**
   * Looks at the columns that the engine describes.
   *
   * @returns the columns, with what is known better than the engine knows it
   * @throws {@link SourceError} when they show that the relation was not read as it is
   */
  inspect?(
    columns: readonly SqlColumn[],
    session: SqlSession,
    relation: SqlText,
  ): Promise<readonly SqlColumn[]>;
  /**
   * How many rows the relation has, when that is known better than the engine expects it.
   *
   * @returns a whole number, without reading the rows
   */
  countRows?(session: SqlSession, relation: SqlText, signal?: AbortSignal): Promise<number>;
  /** What to do when the relation cannot be read, as a sentence. */
  remedy(session: SqlSession, message: string): Promise<string>;
}

/** What a data source is made from. */
export interface SourceDefinition<Session extends GatedSession> extends SourceRelation {
  readonly name: string;
  readonly dialect: Dialect;
  readonly dating: SourceDating;
  readonly sessions: SessionPool<Session>;
}

/** A data source on an engine: what all engines and all kinds of relations have in common. */
export abstract class EngineSource<Session extends GatedSession> implements SqlDataSource, AsyncDisposable {
  readonly name: string;
  readonly dialect: Dialect;
  readonly dating: SourceDating;
  readonly #definition: SourceDefinition<Session>;

  /** @param definition - the engine's sessions, and what the relation does in its own way */
  protected constructor(definition: SourceDefinition<Session>) {
    this.name = definition.name;
    this.dialect = definition.dialect;
    this.dating = definition.dating;
    this.#definition = definition;
  }

  // Not a field: what an engine cannot do is absent from its source.
  get rowFiles(): RowFiles | undefined {
    return this.#definition.sessions.rowFiles;
  }

  relation(request: RelationRequest): SqlText {
    return this.#definition.relation(request);
  }

  async withSession<T>(use: (session: SqlSession) => Promise<T>, signal?: AbortSignal): Promise<T> {
    signal?.throwIfAborted();
    return this.#definition.sessions.withSession((session) => {
      const { remark, checkExpression, checkAggregate, expectedRows, fillIn } = session;
      const { countRows } = this.#definition;
      return use({
        ...(remark !== undefined && { remark }),
        describe: (relation, abort) => this.#describe(session, relation, abort ?? signal),
        query: (statement, abort): Promise<readonly SqlRow[]> => session.query(statement, abort ?? signal),
        ...(checkExpression !== undefined && {
          checkExpression: (text: string, relation: SqlText, abort?: AbortSignal) =>
            checkExpression.call(session, text, relation, abort ?? signal),
        }),
        ...(checkAggregate !== undefined && {
          checkAggregate: (text: string, relation: SqlText, abort?: AbortSignal) =>
            checkAggregate.call(session, text, relation, abort ?? signal),
        }),
        ...(expectedRows !== undefined && {
          expectedRows: (relation: SqlText, abort?: AbortSignal) =>
            countRows === undefined
              ? expectedRows.call(session, relation, abort ?? signal)
              : countRows(session, relation, abort ?? signal),
        }),
        ...(fillIn !== undefined && {
          fillIn: (statement: BoundSql, abort?: AbortSignal) =>
            fillIn.call(session, statement, abort ?? signal),
        }),
      });
    }, signal);
  }

  async close(): Promise<void> {
    await this.#definition.sessions.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async #describe(
    session: Session,
    relation: SqlText,
    signal: AbortSignal | undefined,
  ): Promise<readonly SqlColumn[]> {
    try {
      signal?.throwIfAborted();
      await this.#definition.check?.(session, relation);
      const columns = await session.describe(relation, signal);
      return (await this.#definition.inspect?.(columns, session, relation)) ?? columns;
    } catch (cause) {
      if (!(cause instanceof SourceError)) throw cause;
      const remedy = await this.#definition.remedy(session, cause.message);
      throw new SourceError(
        `Dataset '${this.name}' cannot be read: ${sentence(cause.message)} ${sentence(remedy)}`,
        {
          cause,
        },
      );
    }
  }
}
