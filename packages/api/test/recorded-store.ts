import { MetricDB } from "@dqx/orm";
import { recordSql, unscopedReads } from "@dqx/orm/testing";
import { afterEach, beforeEach, expect } from "vitest";

/**
 * Gives each test of a file a store of its own, and holds every statement that reaches it against the law of
 * execution isolation: no read of `dq_metric` is without an execution id.
 *
 * @returns the store of the running test
 */
export function useRecordedStore(): () => MetricDB {
  const recorder = recordSql();
  let db: MetricDB;
  beforeEach(async () => {
    recorder.clear();
    db = await MetricDB.open("sqlite::memory:", { logger: recorder.logger });
  });
  afterEach(async () => {
    await db.close();
    expect(unscopedReads(recorder.statements.map(({ text }) => text))).toEqual([]);
  });
  return () => db;
}
