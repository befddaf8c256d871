import type { RowFiles } from "./row-files.js";
import type { SqlSession } from "./sql-data-source.js";

/** What an engine's parser says of a query that was let through. */
export interface AdmittedQuery {
  /** The names of its placeholders, each once, without the sign in front of them. */
  readonly parameters: readonly string[];
}

/**
 * The lock in front of an engine: its own parser finds a text to be exactly one SELECT, and every function and
 * every relation in it is held against a list.
 */
export interface ReadOnlyGate {
  /**
   * Admits a query, without running or binding it.
   *
   * @param query - what a user wrote, or a statement that is about to run
   * @returns what it consists of
   * @throws a `SourceError` when it is no single SELECT, calls a function that has side effects, or reads what
   *   the source does not allow
   */
  admit(query: string): Promise<AdmittedQuery>;
}

/** A session through whose gate every statement goes. */
export interface GatedSession extends SqlSession, ReadOnlyGate {}

/** Sessions of one kind of engine. */
export interface SessionPool<Session extends GatedSession> {
  /**
   * Opens a session, lends it, and ends it whatever happens.
   *
   * @param signal - ends the wait for a session; what runs in one has a signal of its own
   */
  withSession<T>(use: (session: Session) => Promise<T>, signal?: AbortSignal): Promise<T>;
  /** How rows are written to files; absent where the engine cannot. */
  readonly rowFiles?: RowFiles;
  /** Releases what DQX has opened; what the caller gave stays open. */
  close(): Promise<void>;
}
