import type { SqlDataSource } from "@dqx/sql";
import { profiledRows, type RowChoice } from "../rows/profiled-rows.js";
import { StatementRunner } from "../rows/statement-runner.js";
import type { DatasetProfile } from "./dataset-profile.js";
import { Profiling } from "./profiling.js";

/** What is profiled, and how. */
export interface ProfileOptions extends RowChoice {
  /** Ends the work early: the promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/**
 * Tells what a dataset is like, from two scans of its rows: the first counts and finds ranges, the second groups the
 * rows by all that the first one showed to be worth it. Before them the first thousand rows are tried for formats.
 * Tables of more than 150 columns take two scans for each 150. A column that the engine fails on is named with the
 * reason, and found out by scans of parts.
 *
 * @param source - where the rows are
 * @param options - which rows; all by default
 * @returns plain JSON
 * @throws `InvalidArgumentError` for rows that the source cannot choose, `PlanningError` when the filter cannot be
 *   decided, the source's `DQXError` when nothing of it can be read, the signal's reason when aborted
 * @example
 * ```ts
 * import { InMemoryDataSource } from "@dqx/duckdb";
 * import { profile } from "@dqx/profile";
 *
 * const orders = InMemoryDataSource.fromColumns({ name: "orders", columns: { id: [1, 2, 3], price: [2.5, null, 4] } });
 * const { keys, columns } = await profile(orders);
 * keys[0]?.columns; // ["id"]
 * columns[1]?.mean; // 3.25
 * ```
 */
export async function profile(source: SqlDataSource, options: ProfileOptions = {}): Promise<DatasetProfile> {
  const { signal } = options;
  signal?.throwIfAborted();
  return source.withSession(async (session) => {
    const rows = await profiledRows(source, session, options, signal);
    return new Profiling(source, rows, new StatementRunner(session, source.dialect, signal)).profile(options);
  }, signal);
}
