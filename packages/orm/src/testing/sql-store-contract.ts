import { afterAll, describe } from "vitest";
import { sqlContract } from "./contract/sql-contract.js";
import type { MakeSqlStore } from "./fixture/make-metric-store.js";
import { recordSql } from "./fixture/record-sql.js";
import { leaseStore } from "./fixture/store-lease.js";
import { contractOf } from "./metric-store-contract.js";

/**
 * Defines the vitest tests that every database of `MetricDB` must pass: those of every metric store, how many
 * statements it sends, and the law of isolation over all of them.
 *
 * @param name - the database's name
 * @param makeStore - opens a new, empty store on it
 * @example
 * ```ts no-run
 * import { MetricDB } from "@dqx/orm";
 * import { sqlStoreContract } from "@dqx/orm/testing";
 *
 * sqlStoreContract("SQLite in memory", (settings) => MetricDB.open("sqlite::memory:", settings));
 * ```
 */
export function sqlStoreContract(name: string, makeStore: MakeSqlStore): void {
  describe(`the metric store on ${name}`, () => {
    const recorder = recordSql();
    const lease = leaseStore(({ now }) => makeStore({ now, logger: recorder.logger }));
    afterAll(() => recorder.assertIsolated({ acrossExecutions: true }));

    contractOf(lease);
    sqlContract(lease, recorder);
  });
}
