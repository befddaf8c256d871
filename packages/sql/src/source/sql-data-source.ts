import type { LocalDate, SourceParameters, SqlRow } from "@dqx/common";
import type { Dialect } from "../dialect/dialect.js";
import type { BoundSql, SqlText } from "./bound-sql.js";
import type { ColumnProtection } from "./column-protection.js";
import type { RowFiles } from "./row-files.js";
import type { SourceSample } from "./sampled-source.js";

/** A column of a relation, as the engine describes it. */
export interface SqlColumn {
  /** The name as the engine gives it. */
  readonly name: string;
  /** The engine's own name of the type, for example `DECIMAL(10,2)`. */
  readonly type: string;
  /** Why the type is only a guess, as a clause such as `the files have no rows`; absent when it is known. */
  readonly guessed?: string;
  /** Whether it may hold nulls; absent when the engine does not say. */
  readonly nullable?: boolean;
}

/** What is asked of a source when its relation is rendered. */
export interface RelationRequest {
  /** The day, for sources that are made anew for each date; absent for all others. */
  readonly date?: LocalDate;
  /** The metric's own parameters of the source; empty when it gave none. */
  readonly parameters: SourceParameters;
}

/** How a source knows the day of a row. */
export type SourceDating =
  /** A column holds the day, or the instant that is cut into days of `timeZone`. */
  | { readonly kind: "column"; readonly column: string; readonly timeZone: string }
  /** The relation is made anew for each date: `relation` needs one. */
  | { readonly kind: "per-date" }
  /** No history: the rows are those of the run's date, and lagged metrics are refused. */
  | { readonly kind: "snapshot" };

/** A read-only connection to an engine that sees one state of the data where the engine can give that. */
export interface SqlSession {
  /** What an analysis is to say of the session, such as that the server took a connection at the third attempt. */
  readonly remark?: string | undefined;
  /**
   * The columns of a relation, without reading its rows.
   *
   * @param relation - SQL that can stand after `FROM`
   */
  describe(relation: SqlText, signal?: AbortSignal): Promise<readonly SqlColumn[]>;
  /**
   * Runs one SELECT.
   *
   * @param statement - its text, and the values to bind
   * @returns all its rows
   */
  query(statement: SqlText, signal?: AbortSignal): Promise<readonly SqlRow[]>;
  /**
   * Checks, by the engine's own parser, that a text is exactly one expression over the columns of a row: no
   * subquery, aggregate or window function, and no function with side effects or another result for each call.
   * Without it, no metric with an SQL expression is let through.
   *
   * @param text - what a user wrote
   * @param relation - SQL that can stand after `FROM`: what the expression is over
   * @returns the engine's name of the expression's type; nothing has run
   * @throws a `DQXError` saying what is in the text that may not be there, or why it has no type
   */
  checkExpression?(text: string, relation: SqlText, signal?: AbortSignal): Promise<string>;
  /**
   * Checks, by the engine's own parser, that a text is exactly one expression that computes from many rows: with an
   * aggregate, and without subqueries, window functions and functions with side effects or another result for each
   * call. Without it, no metric with an SQL aggregate is let through.
   *
   * @param text - what a user wrote
   * @param relation - SQL that can stand after `FROM`: what the aggregate is over
   * @returns the engine's name of the expression's type; nothing has run
   * @throws a `DQXError` saying what is in the text that may not be there, or why it has no type
   */
  checkAggregate?(text: string, relation: SqlText, signal?: AbortSignal): Promise<string>;
  /**
   * About how many rows a scan of a relation reads, as the engine expects it, without reading them.
   *
   * @param relation - SQL that can stand after `FROM`
   * @returns a whole number; nothing when the engine does not say
   */
  expectedRows?(relation: SqlText, signal?: AbortSignal): Promise<number | undefined>;
  /**
   * Writes a statement with its values in it, for people: the engine's own parser finds the placeholders. Without
   * it, a statement is shown beside its values.
   *
   * @param statement - one SELECT, and the values of its placeholders
   * @returns the same SELECT, to be copied and run; nothing has run
   */
  fillIn?(statement: BoundSql, signal?: AbortSignal): Promise<string>;
}

/**
 * A dataset that metrics can be computed on: what a suite is given, and what an engine package implements.
 */
export interface SqlDataSource {
  /** The name that checks and metrics call it by; unique within a run. */
  readonly name: string;
  /** The engine's SQL: a value that an engine package exports, or the user's own. */
  readonly dialect: Dialect;
  /** How the day of a row is known. */
  readonly dating: SourceDating;
  /** Columns whose values nobody is shown; none by default. */
  readonly protection?: ColumnProtection;
  /** What it reads of its rows, when that is not all of them: every value is an estimate then. */
  readonly sample?: SourceSample;
  /**
   * The relation to read from.
   *
   * @returns SQL that can stand after `FROM`, names quoted, literals escaped, and the values to bind to its
   *   placeholders
   * @throws a `DQXError` when a parameter is unknown or missing, or a date is needed and absent
   */
  relation(request: RelationRequest): SqlText;
  /**
   * Opens a session, lends it, and closes it whatever happens. All statements of one session see one
   * snapshot of the data where the engine can give it.
   *
   * @param use - what to do with the session
   * @returns what `use` gave
   */
  withSession<T>(use: (session: SqlSession) => Promise<T>, signal?: AbortSignal): Promise<T>;
  /** How its rows are written to files; absent where the engine cannot. */
  readonly rowFiles?: RowFiles | undefined;
  /** Releases what the source holds. Closing twice is fine. */
  close(): Promise<void>;
}
