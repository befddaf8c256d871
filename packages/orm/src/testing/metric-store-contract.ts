import { afterAll, describe } from "vitest";
import { executionContract } from "./contract/execution-contract.js";
import { expiryContract } from "./contract/expiry-contract.js";
import { historyContract } from "./contract/history-contract.js";
import { identityContract } from "./contract/identity-contract.js";
import { isolationContract } from "./contract/isolation-contract.js";
import { maintenanceContract } from "./contract/maintenance-contract.js";
import { modelContract } from "./contract/model-contract.js";
import { pageContract } from "./contract/page-contract.js";
import { recordingContract } from "./contract/recording-contract.js";
import { refusalContract } from "./contract/refusal-contract.js";
import { resultContract } from "./contract/result-contract.js";
import { valueContract } from "./contract/value-contract.js";
import { windowContract } from "./contract/window-contract.js";
import { writingContract } from "./contract/writing-contract.js";
import type { MakeMetricStore } from "./make-metric-store.js";
import { recordSql } from "./record-sql.js";
import { leaseStore } from "./store-lease.js";

/**
 * Defines the vitest tests that every backend of the metric store must pass, the law of isolation over all of
 * their SQL among them.
 *
 * @param name - the backend's name
 * @param makeStore - opens a new, empty store on it
 * @example
 * ```ts
 * metricStoreContract("my database", (settings) => MetricDB.open(options, settings));
 * ```
 */
export function metricStoreContract(name: string, makeStore: MakeMetricStore): void {
  describe(`the metric store on ${name}`, () => {
    const recorder = recordSql();
    const lease = leaseStore(makeStore, recorder);
    afterAll(() => recorder.assertIsolated({ acrossExecutions: true }));

    isolationContract(lease);
    identityContract(lease);
    windowContract(lease);
    valueContract(lease);
    writingContract(lease);
    expiryContract(lease);
    refusalContract(lease);
    executionContract(lease);
    historyContract(lease);
    maintenanceContract(lease);
    pageContract(lease);
    recordingContract(lease);
    resultContract(lease);
    modelContract(lease);
  });
}
