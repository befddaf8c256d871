import { setTimeout as sleep } from "node:timers/promises";
import { ExecutionId, InvalidArgumentError, requireKnownOptions } from "@dqx/common";
import { DuplicateExecutionError } from "../errors/duplicate-execution-error.js";
import { ExecutionClaimError } from "../errors/execution-claim-error.js";
import { type ClaimOptions, claimOptions } from "../executions/claim-options.js";
import type { DeleteOptions } from "../executions/delete-execution.js";
import type { EndStatus, NewExecution } from "../executions/execution.js";
import type { ClaimToken } from "../executions/execution-claims.js";
import { executionColumns } from "../executions/execution-columns.js";
import { standingOf } from "../executions/execution-row.js";
import type { Metric, StoredMetric } from "../metrics/metric.js";
import { metricsToRows } from "../metrics/metric-to-row.js";
import { batchIdOf, type PersistOptions } from "../metrics/persist-options.js";
import { type CollectOptions, requireCollection } from "../metrics/store-maintenance.js";
import { resultsToRows } from "../results/result-rows.js";
import { requireEndStatus, storedEnd } from "../results/stored-end.js";
import type { StoredResult } from "../results/stored-result.js";
import { type ClaimWrites, MemoryClaim } from "./memory-claim.js";
import type { MemoryExecutions } from "./memory-executions.js";
import { isAlive } from "./memory-metrics.js";
import type { WriteQueue } from "./write-queue.js";

/** What is written to a store in memory: one write after the other, all of it or nothing. */
export class MemoryWrites implements ClaimWrites {
  readonly #executions: MemoryExecutions;
  readonly #queue: WriteQueue;
  readonly #now: () => number;

  /**
   * @param executions - what is written to
   * @param queue - the order of the writes
   * @param now - the clock that expiry and leases are measured by, in milliseconds since 1970 UTC
   */
  constructor(executions: MemoryExecutions, queue: WriteQueue, now: () => number) {
    this.#executions = executions;
    this.#queue = queue;
    this.#now = now;
  }

  /** Stores metrics, as `MetricStore.persist` does; for a run, under its claim. */
  async persist(
    metrics: readonly (Metric | StoredMetric)[],
    options: PersistOptions,
    claim?: ClaimToken,
  ): Promise<void> {
    const batchId = batchIdOf(options);
    if (metrics.length === 0) return;
    const rows = metricsToRows(metrics, this.#now());
    // It is heard of when its turn comes.
    rows.catch(() => undefined);
    await this.#queue.add(async () => this.#executions.insert(await rows, batchId, claim));
  }

  /** Stores results of assertions; for a run, under its claim. */
  async persistResults(
    executionId: ExecutionId,
    results: readonly StoredResult[],
    claim?: ClaimToken,
  ): Promise<void> {
    const id = ExecutionId(executionId);
    const now = this.#now();
    if (results.length === 0) return;
    const rows = resultsToRows(id, results, now);
    // It is heard of when its turn comes.
    rows.catch(() => undefined);
    await this.#queue.add(async () => {
      const stored = await rows;
      if (claim === undefined) this.#executions.requireUnclaimed(id);
      else this.#executions.requireClaim(claim);
      const { results: known } = this.#executions.record(id, now);
      for (const row of stored) known.push(row);
    });
  }

  /** Records how an execution ended, with its results and its report; for a run, under its claim. */
  async finish(
    executionId: ExecutionId,
    status: EndStatus,
    results: readonly StoredResult[],
    report: object | undefined,
    claim?: ClaimToken,
  ): Promise<void> {
    const id = ExecutionId(executionId);
    const ended = requireEndStatus(status);
    const now = this.#now();
    const content = storedEnd(id, results, report, now);
    // It is heard of when its turn comes.
    content.catch(() => undefined);
    await this.#queue.add(async () => {
      const { rows, text } = await content;
      if (claim === undefined) this.#executions.requireUnclaimed(id);
      const execution = claim === undefined ? this.#executions.get(id) : this.#executions.requireClaim(claim);
      if (execution === undefined) {
        throw new InvalidArgumentError(
          `Execution ${id} cannot be finished: it was never recorded. Record it first.`,
        );
      }
      Object.assign(execution.row, { status: ended, finished_at: now, report: text });
      for (const row of rows) execution.results.push(row);
    });
  }

  /** Claims an execution for a run. */
  async claim(execution: NewExecution, options: ClaimOptions = {}): Promise<MemoryClaim> {
    const { leaseMs, takeOver } = claimOptions(options);
    const columns = executionColumns("claimExecution", execution);
    const claim = { executionId: ExecutionId(columns.id), token: crypto.randomUUID(), leaseMs };
    await this.#queue.add(() => {
      const now = this.#now();
      const known = this.#executions.get(columns.id);
      const standing = known === undefined ? null : standingOf(known.row, now);
      if (takeOver && standing === "RUNNING") throw new ExecutionClaimError(claim.executionId, "running");
      if (takeOver && standing === "ABANDONED") this.#executions.delete(columns.id);
      if (this.#executions.get(columns.id) !== undefined) {
        throw new DuplicateExecutionError(claim.executionId);
      }
      Object.assign(this.#executions.record(columns.id, now).row, columns, {
        status: "RUNNING",
        claim: claim.token,
        leased_until: now + leaseMs,
      });
    });
    return new MemoryClaim(this, claim);
  }

  /** Records that an execution runs which nobody claims. */
  async record(execution: NewExecution): Promise<void> {
    const columns = executionColumns("recordExecution", execution);
    await this.#queue.add(() => {
      const known = this.#executions.get(columns.id);
      if (known !== undefined && known.row.status !== null) {
        throw new DuplicateExecutionError(ExecutionId(columns.id));
      }
      Object.assign(this.#executions.record(columns.id, this.#now()).row, columns, { status: "RUNNING" });
    });
  }

  /** Extends the lease of a claim. */
  async renew(claim: ClaimToken): Promise<void> {
    await this.#queue.add(() => {
      this.#executions.requireClaim(claim).row.leased_until = this.#now() + claim.leaseMs;
    });
  }

  /** Forgets a claimed execution with all it has. */
  async discard(claim: ClaimToken): Promise<void> {
    await this.#queue.add(() => {
      this.#executions.requireClaim(claim);
      this.#executions.delete(claim.executionId);
    });
  }

  /** Forgets an execution with all it has. */
  async delete(executionId: ExecutionId, options: DeleteOptions = {}): Promise<void> {
    requireKnownOptions("delete", options, ["force"]);
    const id = ExecutionId(executionId);
    await this.#queue.add(() => {
      if (options.force !== true && this.#executions.isRunning(id, this.#now())) {
        throw new ExecutionClaimError(id, "running");
      }
      this.#executions.delete(id);
    });
  }

  /** Forgets the metrics that have expired, some at a time. */
  async collectExpired(options: CollectOptions = {}): Promise<number> {
    const size = requireCollection(options);
    const now = this.#now();
    let collected = 0;
    for (;;) {
      options.signal?.throwIfAborted();
      const deleted = await this.#queue.add(() => this.#deleteExpired(now, size));
      collected += deleted;
      if (deleted < size) return collected;
      // Others have their turn.
      await sleep(1);
    }
  }

  #deleteExpired(now: number, size: number): number {
    const expired = this.#executions
      .all()
      .flatMap(({ metrics }) =>
        [...metrics.rows()].filter((row) => !isAlive(row, now)).map((row) => ({ metrics, row })),
      )
      .slice(0, size);
    for (const { metrics, row } of expired) metrics.delete(row);
    return expired.length;
  }
}
