import { hostname } from "node:os";
import { DQXError, type ExecutionId, type ResultKey } from "@dqx/common";
import type { ExecutionStatus, MetricStore, StoredResult } from "@dqx/orm";
import * as Option from "effect/Option";
import { showComparison } from "../check/comparison.js";
import type { AssertionResult, SuiteStatus, SuiteSummary } from "../result/suite-result.js";
import { libraryVersions } from "./library-versions.js";
import { SuiteStateError } from "./suite-state-error.js";

/** What an execution is recorded as when it begins. */
export interface ExecutionRequest {
  readonly executionId: ExecutionId;
  /** The suite's name. */
  readonly suite: string;
  readonly key: ResultKey;
  /** The names of the run's data sets. */
  readonly datasets: readonly string[];
}

const statuses = {
  PASSED: "passed",
  FAILED: "failed",
  ERROR: "error",
  EMPTY: "empty",
} as const satisfies Record<SuiteStatus, ExecutionStatus>;

/**
 * Refuses an execution id that another run has used: values of that run could stand in for metrics that fail
 * in this one.
 *
 * @throws {@link SuiteStateError} that says how to go on
 */
export async function requireNewExecution(
  db: MetricStore,
  suite: string,
  executionId: ExecutionId,
): Promise<void> {
  if (await db.exists(executionId)) throw executionInUse(suite, executionId);
}

/**
 * Claims an execution id for a run and records that it begins.
 *
 * @throws {@link SuiteStateError} when another run claimed it at the same time
 */
export async function beginExecution(db: MetricStore, execution: ExecutionRequest): Promise<void> {
  try {
    await db.recordExecution({ ...execution, versions: libraryVersions(), host: hostname() });
  } catch (cause) {
    if (!(cause instanceof DQXError && cause._tag === "DuplicateExecutionError")) throw cause;
    throw executionInUse(execution.suite, execution.executionId, cause);
  }
}

/** Stores the results of a run and how it ended, both or neither. */
export async function endExecution(db: MetricStore, result: SuiteSummary): Promise<void> {
  const results = result.assertions.map(toStoredResult);
  await db.finishExecution(result.executionId, statuses[result.status], results);
}

/**
 * Cleans up behind a run that broke off: one that has stored no metric is forgotten, any other is recorded as
 * an error.
 *
 * @returns whether the execution is still in the store; true when the store cannot tell
 */
export async function abandonExecution(db: MetricStore, executionId: ExecutionId): Promise<boolean> {
  try {
    const { metrics } = await db.getPage(executionId, { limit: 1 });
    if (metrics.length > 0) await db.finishExecution(executionId, "error");
    else await db.delete(executionId);
    return metrics.length > 0;
  } catch {
    // The run's own error says more than what its store says afterwards.
    return true;
  }
}

function executionInUse(suite: string, executionId: ExecutionId, cause?: unknown): SuiteStateError {
  return new SuiteStateError(
    `Execution ${executionId} is in the store already, so suite '${suite}' would mix its numbers with those of another run. Give another execution id, or delete the old execution with db.delete(executionId).`,
    { cause },
  );
}

function toStoredResult(result: AssertionResult): StoredResult {
  return {
    check: result.check,
    assertion: result.name,
    severity: result.severity,
    status: result.status,
    expression: result.expression,
    bounds: showComparison(result.comparison),
    message: result.message,
    tags: Object.fromEntries(result.tags.map((tag) => [tag, true])),
    ...(Option.isSome(result.value) && { value: result.value.value }),
  };
}
