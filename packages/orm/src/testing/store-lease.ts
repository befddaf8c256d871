import { afterEach, beforeEach } from "vitest";
import type { MetricDB } from "../metric-db.js";
import type { MakeMetricStore } from "./make-metric-store.js";
import type { SqlRecorder } from "./record-sql.js";

/** The store of the test that is running. */
export interface StoreLease {
  readonly db: MetricDB;
  /** Sees all of its SQL. */
  readonly recorder: SqlRecorder;
  /** Milliseconds since 1970 UTC, as the store sees it. */
  now: number;
}

/**
 * Gives each test of the surrounding block an empty store with a clock that stands still, and closes it.
 *
 * @param makeStore - how a store is opened
 * @param recorder - sees all of its SQL
 */
export function leaseStore(makeStore: MakeMetricStore, recorder: SqlRecorder): StoreLease {
  let db: MetricDB | undefined;
  const lease = {
    now: 0,
    recorder,
    get db() {
      if (db === undefined) throw new Error("There is a store only while a test runs.");
      return db;
    },
  };
  beforeEach(async () => {
    lease.now = Date.UTC(2025, 0, 8, 12);
    db = await makeStore({ now: () => lease.now, logger: recorder.logger });
  });
  afterEach(() => db?.close());
  return lease;
}
