import type { ExecutionId } from "@dqx/common";
import type { EndStatus } from "../executions/execution.js";
import type { ClaimToken } from "../executions/execution-claims.js";
import type { Metric, StoredMetric } from "../metrics/metric.js";
import type { PersistOptions } from "../metrics/persist-options.js";
import type { StoredResult } from "../results/stored-result.js";

/** What a store in memory does for a run that has claimed an execution. */
export interface ClaimWrites {
  renew(claim: ClaimToken): Promise<void>;
  persist(
    metrics: readonly (Metric | StoredMetric)[],
    options: PersistOptions,
    claim: ClaimToken,
  ): Promise<void>;
  persistResults(
    executionId: ExecutionId,
    results: readonly StoredResult[],
    claim: ClaimToken,
  ): Promise<void>;
  finish(
    executionId: ExecutionId,
    status: EndStatus,
    results: readonly StoredResult[],
    report: object | undefined,
    claim: ClaimToken,
  ): Promise<void>;
  discard(claim: ClaimToken): Promise<void>;
}

/** A run's claim of an execution in memory. */
export class MemoryClaim {
  readonly #writes: ClaimWrites;
  readonly #claim: ClaimToken;

  /**
   * @param writes - the store
   * @param claim - what was claimed
   */
  constructor(writes: ClaimWrites, claim: ClaimToken) {
    this.#writes = writes;
    this.#claim = claim;
  }

  get executionId(): ExecutionId {
    return this.#claim.executionId;
  }

  get leaseMs(): number {
    return this.#claim.leaseMs;
  }

  renew(): Promise<void> {
    return this.#writes.renew(this.#claim);
  }

  persist(metrics: readonly (Metric | StoredMetric)[], options: PersistOptions = {}): Promise<void> {
    return this.#writes.persist(metrics, options, this.#claim);
  }

  persistResults(results: readonly StoredResult[]): Promise<void> {
    return this.#writes.persistResults(this.executionId, results, this.#claim);
  }

  finish(status: EndStatus, results: readonly StoredResult[] = [], report?: object): Promise<void> {
    return this.#writes.finish(this.executionId, status, results, report, this.#claim);
  }

  discard(): Promise<void> {
    return this.#writes.discard(this.#claim);
  }
}
