import type { Logger } from "typeorm";
import { looksAcrossExecutions, readsMetrics, unscopedReads } from "./unscoped-reads.js";

/** A statement as TypeORM sent it. */
export interface RecordedStatement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** Records the SQL of a store, for tests that look at it. */
export interface SqlRecorder {
  /** Given to `MetricDB.open` as a setting, or to a `DataSource` as an option. */
  readonly logger: Logger;
  /** What was sent, in order. */
  readonly statements: readonly RecordedStatement[];
  /** Those of them that read `dq_metric`. */
  readonly metricReads: readonly RecordedStatement[];
  /** Forgets what was recorded. */
  clear(): void;
  /**
   * Holds what was recorded against the law of execution isolation.
   *
   * @param options - `acrossExecutions: true` where history, expiry and counts are tested, whose statements
   *   are marked; in runs they have no place
   * @throws an `Error` that shows the statements that read `dq_metric` without an execution id, and one when
   *   nothing read it, since then nothing was tested
   */
  assertIsolated(options?: { readonly acrossExecutions?: boolean }): void;
}

/**
 * Makes a recorder of SQL.
 *
 * @example
 * ```ts
 * const recorder = recordSql();
 * await using db = await MetricDB.open("sqlite::memory:", { logger: recorder.logger });
 * // … read and write …
 * recorder.assertIsolated();
 * ```
 */
export function recordSql(): SqlRecorder {
  const statements: RecordedStatement[] = [];
  const ignore = (): void => undefined;
  return {
    logger: {
      logQuery(text: string, values: readonly unknown[] = []) {
        statements.push({ text, values });
      },
      logQueryError: ignore,
      logQuerySlow: ignore,
      logSchemaBuild: ignore,
      logMigration: ignore,
      log: ignore,
    },
    statements,
    get metricReads() {
      return statements.filter(({ text }) => readsMetrics(text));
    },
    clear() {
      statements.length = 0;
    },
    assertIsolated({ acrossExecutions = false } = {}) {
      const texts = statements
        .map(({ text }) => text)
        .filter((text) => !(acrossExecutions && looksAcrossExecutions(text)));
      if (!texts.some(readsMetrics)) {
        throw new Error(
          "Nothing read dq_metric, so isolation was not tested. Read a metric while recording.",
        );
      }
      const broken = unscopedReads(texts);
      if (broken.length === 0) return;
      throw new Error(`dq_metric was read without an execution id:\n${broken.join("\n")}`);
    },
  };
}
