import { Either, escapeControls, type SqlRow } from "@dqx/common";
import type { Dialect } from "../dialect/dialect.js";
import type { PlannedStatement } from "../plan/planned-statement.js";
import type { SqlSession } from "../source/sql-data-source.js";
import type { StatementReport } from "./analysis.js";

/** How statements are run. */
interface StatementLogOptions {
  /** Ends the work early. */
  readonly signal: AbortSignal | undefined;
  /** Is told of each statement when it has ended. */
  readonly onStatement: ((report: StatementReport) => void) | undefined;
}

/** Runs statements on a session and keeps a report of each. */
export class StatementLog {
  readonly #session: SqlSession;
  readonly #dialect: Dialect;
  readonly #signal: AbortSignal | undefined;
  readonly #onStatement: ((report: StatementReport) => void) | undefined;
  readonly #reports: StatementReport[] = [];

  /**
   * @param session - where statements run
   * @param dialect - tells the kinds of errors
   * @param options - a signal to end early, and who is told
   */
  constructor(session: SqlSession, dialect: Dialect, { signal, onStatement }: StatementLogOptions) {
    this.#session = session;
    this.#dialect = dialect;
    this.#signal = signal;
    this.#onStatement = onStatement;
  }

  /** What has run, in order. */
  get reports(): readonly StatementReport[] {
    return this.#reports;
  }

  /**
   * Runs one statement.
   *
   * @returns its rows, or the engine's message
   * @throws the signal's reason, when that is why it ended
   */
  async run({
    sql,
    purpose,
    parameters,
  }: Pick<PlannedStatement, "sql" | "purpose" | "parameters">): Promise<
    Either.Either<readonly SqlRow[], string>
  > {
    this.#signal?.throwIfAborted();
    const started = performance.now();
    const report = (rows: number, error?: string): void => {
      const milliseconds = performance.now() - started;
      const failure = error !== undefined && { error, fault: this.#dialect.faults(error) };
      const ended = { sql, purpose, milliseconds, rows, ...failure };
      this.#reports.push(ended);
      this.#onStatement?.(ended);
    };
    try {
      const rows = await this.#session.query({ sql, parameters }, this.#signal);
      report(rows.length);
      return Either.right(rows);
    } catch (cause) {
      this.#signal?.throwIfAborted();
      const message = escapeControls(cause instanceof Error ? cause.message : String(cause));
      report(0, message);
      return Either.left(message);
    }
  }
}
