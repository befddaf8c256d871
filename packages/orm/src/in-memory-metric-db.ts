import { MetricDB } from "./metric-db.js";
import { openStore } from "./open-store.js";

/**
 * A metric store in memory, for tests and for runs whose numbers are not kept: SQLite without a file, so
 * that it behaves as the real one. It is gone when it is closed.
 */
export class InMemoryMetricDB extends MetricDB {
  /** Opens an empty store. One with settings of its own: `MetricDB.open("sqlite::memory:", settings)`. */
  static override async open(): Promise<InMemoryMetricDB> {
    return new InMemoryMetricDB(await openStore("sqlite::memory:", {}));
  }
}
