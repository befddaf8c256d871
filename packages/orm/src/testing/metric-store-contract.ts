import { describe } from "vitest";
import { claimContract } from "./contract/claim-contract.js";
import { executionContract } from "./contract/execution-contract.js";
import { expiryContract } from "./contract/expiry-contract.js";
import { historyContract } from "./contract/history-contract.js";
import { identityContract } from "./contract/identity-contract.js";
import { isolationContract } from "./contract/isolation-contract.js";
import { leaseContract } from "./contract/lease-contract.js";
import { maintenanceContract } from "./contract/maintenance-contract.js";
import { modelContract } from "./contract/model-contract.js";
import { outcomeContract } from "./contract/outcome-contract.js";
import { pageContract } from "./contract/page-contract.js";
import { recordingContract } from "./contract/recording-contract.js";
import { refusalContract } from "./contract/refusal-contract.js";
import { resultContract } from "./contract/result-contract.js";
import { valueContract } from "./contract/value-contract.js";
import { windowContract } from "./contract/window-contract.js";
import { writingContract } from "./contract/writing-contract.js";
import type { MakeMetricStore } from "./fixture/make-metric-store.js";
import { leaseStore, type StoreLease } from "./fixture/store-lease.js";

/**
 * Defines the vitest tests that every `MetricStore` must pass, whatever it keeps its metrics in.
 *
 * @param name - the store's name
 * @param makeStore - opens a new, empty store
 * @example
 * ```ts no-run
 * import { MetricDB } from "@dqx/orm";
 * import { metricStoreContract } from "@dqx/orm/testing";
 *
 * metricStoreContract("in memory", ({ now }) => MetricDB.open("sqlite::memory:", { now }));
 * ```
 */
export function metricStoreContract(name: string, makeStore: MakeMetricStore): void {
  describe(`the metric store ${name}`, () => {
    contractOf(leaseStore(makeStore));
  });
}

/**
 * The tests of {@link metricStoreContract}, for the store of a block of one's own.
 *
 * @param lease - the store of the test that is running
 */
export function contractOf(lease: StoreLease): void {
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
  claimContract(lease);
  leaseContract(lease);
  outcomeContract(lease);
  resultContract(lease);
  modelContract(lease);
}
