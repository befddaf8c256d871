import { ExecutionId } from "@dqx/common";
import { ExecutionClaimError } from "../errors/execution-claim-error.js";
import type { ClaimToken } from "../executions/execution-claims.js";
import { standingOf } from "../executions/execution-row.js";
import { refuseMetricsOfOthers, wasStored } from "../metrics/metric-batch.js";
import type { NewMetricRow } from "../metrics/metric-to-row.js";
import { type MemoryExecution, newExecution } from "./memory-execution.js";

/** The executions of a store in memory. What a method throws for, it has not begun. */
export class MemoryExecutions {
  readonly #executions = new Map<string, MemoryExecution>();
  #recorded = 0;
  #stored = 0;

  /** All executions, in the order they were recorded. */
  all(): readonly MemoryExecution[] {
    return [...this.#executions.values()];
  }

  /** An execution; nothing where it is not known. */
  get(id: string): MemoryExecution | undefined {
    return this.#executions.get(id);
  }

  /**
   * An execution, recorded where it is not known yet.
   *
   * @param id - its id
   * @param startedAt - when it began, in milliseconds since 1970 UTC
   */
  record(id: string, startedAt: number): MemoryExecution {
    const known = this.#executions.get(id);
    if (known !== undefined) return known;
    this.#recorded += 1;
    const execution = newExecution(this.#recorded, id, startedAt);
    this.#executions.set(id, execution);
    return execution;
  }

  /** Forgets an execution with all it has. */
  delete(id: string): void {
    this.#executions.delete(id);
  }

  /**
   * Refuses to write to an execution that a run has claimed.
   *
   * @throws {@link ExecutionClaimError}
   */
  requireUnclaimed(id: string): void {
    if (this.#executions.get(id)?.row.claim === null || !this.#executions.has(id)) return;
    throw new ExecutionClaimError(ExecutionId(id), "claimed");
  }

  /**
   * The execution of a run that has claimed it.
   *
   * @throws {@link ExecutionClaimError} when the claim is lost
   */
  requireClaim({ executionId, token }: ClaimToken): MemoryExecution {
    const execution = this.#executions.get(executionId);
    if (execution === undefined) throw new ExecutionClaimError(executionId, "deleted");
    if (execution.row.claim !== token) throw new ExecutionClaimError(executionId, "taken");
    if (execution.row.status !== "RUNNING") throw new ExecutionClaimError(executionId, "ended");
    return execution;
  }

  /** Whether the run of an execution may be alive. */
  isRunning(id: string, now: number): boolean {
    const execution = this.#executions.get(id);
    return execution !== undefined && standingOf(execution.row, now) === "RUNNING";
  }

  /**
   * Stores metrics.
   *
   * @param rows - the metrics, in the order of their age
   * @param batchId - a batch of this id is stored once
   * @param claim - the claim of the run that writes, if one does
   * @throws {@link ExecutionClaimError} when the claim is lost, or there is one and none was given
   */
  insert(rows: readonly NewMetricRow[], batchId: string | undefined, claim?: ClaimToken): void {
    const ids = [...new Set(rows.map((row) => row.execution_id))];
    if (claim === undefined) for (const id of ids) this.requireUnclaimed(id);
    else {
      refuseMetricsOfOthers(rows, claim.executionId);
      this.requireClaim(claim);
    }
    if (batchId !== undefined) {
      const known = ids.filter((id) => this.#executions.get(id)?.batches.has(batchId)).length;
      if (wasStored(batchId, known, ids.length)) return;
    }
    for (const row of rows) {
      const execution = this.record(row.execution_id, row.created_at);
      this.#stored += 1;
      execution.metrics.add({ ...row, seq: this.#stored });
      if (batchId !== undefined) execution.batches.add(batchId);
    }
  }
}
