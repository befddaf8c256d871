import { hostname } from "node:os";
import { DQXError, type ExecutionId, makeTags, Option, type ResultKey } from "@dqx/common";
import type { ClaimOptions, ExecutionClaim, MetricStore, StoredResult } from "@dqx/orm";
import { showDemand } from "../check/two-bounds.js";
import { libraryVersions } from "../result/library-versions.js";
import type { AssertionReport, RunReport } from "../result/run-report.js";
import type { AssertionResult, SuiteSummary } from "../result/suite-result.js";
import { SuiteStateError } from "./suite-state-error.js";

/** What an execution is recorded as when it begins. */
export interface ExecutionRequest {
  readonly executionId: ExecutionId;
  /** The suite's name. */
  readonly suite: string;
  readonly key: ResultKey;
  /** The names of the run's datasets. */
  readonly datasets: readonly string[];
}

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
 * @param db - where the run is recorded
 * @param execution - what runs
 * @param options - `takeOver` for an abandoned execution of that id to give way
 * @returns the run's claim, through which all of its writes go
 * @throws {@link SuiteStateError} when another run has the execution id
 */
export async function beginExecution(
  db: MetricStore,
  execution: ExecutionRequest,
  options: ClaimOptions = {},
): Promise<ExecutionClaim> {
  try {
    return await db.claimExecution({ ...execution, versions: libraryVersions(), host: hostname() }, options);
  } catch (cause) {
    if (isTagged(cause, "DuplicateExecutionError")) {
      throw executionInUse(execution.suite, execution.executionId, cause);
    }
    if (isTagged(cause, "ExecutionClaimError")) throw new SuiteStateError(cause.message, { cause });
    throw cause;
  }
}

/**
 * Stores how a run ended, with its results and its report: all of it or nothing.
 *
 * @param claim - the run's claim
 * @param result - what it came to
 * @param report - the same as plain JSON
 */
export async function endExecution(
  claim: ExecutionClaim,
  result: SuiteSummary,
  report: RunReport,
): Promise<void> {
  const results = result.assertions.map((assertion, index) =>
    toStoredResult(assertion, report.assertions[index]),
  );
  // The store puts the assertions back from the results.
  await claim.finish(result.status, results, { ...report, assertions: [] });
}

/**
 * Cleans up behind a run that broke off: one that was told to stop is recorded as interrupted, one that has stored
 * no metric is forgotten, any other is recorded as an error.
 *
 * @param db - where the run is recorded
 * @param claim - the run's claim
 * @param isInterrupted - whether the run was told to stop
 * @returns whether the execution is still in the store; true when the store cannot tell, or it is another run's
 */
export async function abandonExecution(
  db: MetricStore,
  claim: ExecutionClaim,
  isInterrupted: boolean,
): Promise<boolean> {
  try {
    if (isInterrupted) {
      await claim.finish("INTERRUPTED");
      return true;
    }
    const { metrics } = await db.getPage(claim.executionId, { limit: 1 });
    if (metrics.length > 0) await claim.finish("ERROR");
    else await claim.discard();
    return metrics.length > 0;
  } catch {
    // The run's own error says more than what its store says afterwards.
    return true;
  }
}

function isTagged(error: unknown, tag: string): error is DQXError {
  return error instanceof DQXError && error._tag === tag;
}

function executionInUse(suite: string, executionId: ExecutionId, cause?: unknown): SuiteStateError {
  return new SuiteStateError(
    `Execution ${executionId} is in the store already, so suite '${suite}' would mix its numbers with those of another run. Give another execution id, or none for a new one. Where a run broke off and its execution is listed as ABANDONED, takeOver: true in the suite's options discards what it has stored.`,
    { cause },
  );
}

// Rows of the data are for who runs the suite; the store keeps numbers.
function withoutSample(report: AssertionReport): AssertionReport {
  if (report.sample === undefined && report.members === undefined) return report;
  const { sample, members, ...stored } = report;
  return members === undefined ? stored : { ...stored, members: members.map(withoutSample) };
}

// Shared, so that the store checks and writes them once.
const NO_TAGS = makeTags({});

function toStoredResult(result: AssertionResult, reported: AssertionReport | undefined): StoredResult {
  const report = reported && withoutSample(reported);
  const { comparison, warning } = result;
  const onlyWarns = warning === comparison;
  return {
    check: result.check,
    assertion: result.name,
    severity: result.severity,
    status: result.status,
    expression: result.expression,
    bounds: showDemand({ comparison, onlyWarns, ...(warning !== undefined && { warning }) }),
    message: result.message,
    tags: result.tags.length === 0 ? NO_TAGS : Object.fromEntries(result.tags.map((tag) => [tag, true])),
    ...(report !== undefined && { comparison: report.comparison, report }),
    ...(Option.isSome(result.value) && { value: result.value.value }),
  };
}
