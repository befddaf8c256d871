import type { ExecutionId } from "@dqx/common";
import type { EndStatus } from "./executions/execution.js";
import type { Metric, StoredMetric } from "./metrics/metric.js";
import type { PersistOptions } from "./metrics/persist-options.js";
import type { StoredResult } from "./results/stored-result.js";

/**
 * A run's claim of its execution, made by `MetricStore.claimExecution`: the only way to write to it. The store
 * compares the claim within the transaction of every write. Once the execution has been deleted, taken over or
 * ended, every method throws an `ExecutionClaimError`, and nothing is stored.
 */
export interface ExecutionClaim {
  readonly executionId: ExecutionId;
  /** How long the run is taken to be alive after each renewal, in milliseconds. */
  readonly leaseMs: number;

  /** Renews the lease from now on. To be called in less than a third of {@link ExecutionClaim.leaseMs} each time. */
  renew(): Promise<void>;

  /**
   * Stores metrics of the execution, as `MetricStore.persist` does.
   *
   * @param metrics - the metrics, with their values or with what became of them
   * @param options - `batchId`, under which a batch is stored once
   * @throws `InvalidArgumentError` when a metric belongs to another execution
   */
  persist(metrics: readonly (Metric | StoredMetric)[], options?: PersistOptions): Promise<void>;

  /**
   * Stores what became of assertions of the execution, as `MetricStore.persistResults` does.
   *
   * @param results - one per assertion
   */
  persistResults(results: readonly StoredResult[]): Promise<void>;

  /**
   * Records how the execution ended, as `MetricStore.finishExecution` does.
   *
   * @param status - how it ended
   * @param results - one per assertion, unless `persistResults` has stored them; none by default
   * @param report - the run's report, plain JSON with a whole number as `version`; its
   *   `assertions` are those of the results where these have their parts
   */
  finish(status: EndStatus, results?: readonly StoredResult[], report?: object): Promise<void>;

  /** Deletes the execution with all it has, as though the run had never begun. */
  discard(): Promise<void>;
}
