import type { SourceParameters, SqlRow } from "@dqx/common";
import type { Dialect, Fault, SqlSession } from "@dqx/sql";

/** A statement that a profile was made from. */
export interface ProfileStatement {
  /** `probe`: the first thousand rows, for formats; `scan`: all rows. */
  readonly purpose: "probe" | "scan";
  readonly sql: string;
  readonly milliseconds: number;
}

/** Faults that other columns would meet, too. */
const OF_ALL: ReadonlySet<Fault> = new Set<Fault>(["cancelled", "gone"]);

/** Runs the statements of a profile, and keeps what was run. */
export class StatementRunner {
  readonly statements: ProfileStatement[] = [];
  readonly #session: SqlSession;
  readonly #dialect: Dialect;
  readonly #signal: AbortSignal | undefined;

  constructor(session: SqlSession, dialect: Dialect, signal: AbortSignal | undefined) {
    this.#session = session;
    this.#dialect = dialect;
    this.#signal = signal;
  }

  /** Runs one SELECT. */
  async run(
    purpose: ProfileStatement["purpose"],
    sql: string,
    parameters: SourceParameters,
  ): Promise<readonly SqlRow[]> {
    const start = performance.now();
    const rows = await this.#session.query({ sql, parameters }, this.#signal);
    this.statements.push({ purpose, sql, milliseconds: Math.round(performance.now() - start) });
    return rows;
  }

  /**
   * Does something with columns; when the engine fails on it, with each half of them, until those are found that it
   * fails on.
   *
   * @param columns - all of them
   * @param use - what to do
   * @param failed - told of a column that the engine fails on, and why
   * @returns what came of the parts
   */
  async withoutGuilty<Column, Result>(
    columns: readonly Column[],
    use: (columns: readonly Column[]) => Promise<Result>,
    failed: (column: Column, reason: string) => void,
  ): Promise<readonly Result[]> {
    try {
      return [await use(columns)];
    } catch (cause) {
      this.#signal?.throwIfAborted();
      const reason = cause instanceof Error ? cause.message : String(cause);
      if (columns.length === 0 || OF_ALL.has(this.#dialect.faults(reason))) throw cause;
      const [only] = columns;
      if (columns.length === 1 && only !== undefined) {
        failed(only, reason);
        return [];
      }
      const middle = Math.ceil(columns.length / 2);
      const first = await this.withoutGuilty(columns.slice(0, middle), use, failed);
      return [...first, ...(await this.withoutGuilty(columns.slice(middle), use, failed))];
    }
  }
}
