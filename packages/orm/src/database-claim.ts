import type { ExecutionId } from "@dqx/common";
import type { StoreConnection } from "./database/store-connection.js";
import type { ExecutionClaim } from "./execution-claim.js";
import { deleteRows } from "./executions/delete-execution.js";
import type { EndStatus } from "./executions/execution.js";
import { type ClaimToken, renewClaim, requireClaim } from "./executions/execution-claims.js";
import type { Metric, StoredMetric } from "./metrics/metric.js";
import { metricsToRows } from "./metrics/metric-to-row.js";
import { insertClaimedMetrics } from "./metrics/metric-writes.js";
import { batchIdOf, type PersistOptions } from "./metrics/persist-options.js";
import { finishExecution } from "./results/finish-execution.js";
import { persistResults } from "./results/result-records.js";
import type { StoredResult } from "./results/stored-result.js";

/** A run's claim of an execution of a `MetricDB`. */
export class DatabaseClaim implements ExecutionClaim {
  readonly #connection: StoreConnection;
  readonly #claim: ClaimToken;

  /**
   * @param connection - the store
   * @param claim - what was claimed
   */
  constructor(connection: StoreConnection, claim: ClaimToken) {
    this.#connection = connection;
    this.#claim = claim;
  }

  get executionId(): ExecutionId {
    return this.#claim.executionId;
  }

  get leaseMs(): number {
    return this.#claim.leaseMs;
  }

  renew(): Promise<void> {
    return renewClaim(this.#connection, this.#claim);
  }

  async persist(metrics: readonly (Metric | StoredMetric)[], options: PersistOptions = {}): Promise<void> {
    const batchId = batchIdOf(options);
    if (metrics.length === 0) return;
    const rows = metricsToRows(metrics, this.#connection.now());
    await this.#connection.transaction(
      async (transaction) => insertClaimedMetrics(transaction, this.#claim, await rows, batchId),
      rows,
    );
  }

  persistResults(results: readonly StoredResult[]): Promise<void> {
    return persistResults(this.#connection, this.executionId, results, this.#claim);
  }

  finish(status: EndStatus, results: readonly StoredResult[] = [], report?: object): Promise<void> {
    return finishExecution(this.#connection, this.executionId, { status, results, report }, this.#claim);
  }

  discard(): Promise<void> {
    return this.#connection.transaction(async (transaction) => {
      await requireClaim(transaction, this.#claim);
      await deleteRows(transaction, this.executionId);
    });
  }
}
