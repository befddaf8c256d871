import type { ExecutionId } from "@dqx/common";
import { type EndStatus, endStatuses } from "../executions/execution.js";
import { versionedJsonTextInSlices } from "../sql/plain-json.js";
import { requireChoice } from "../sql/require-choice.js";
import { type NewResultRow, resultsToRows } from "./result-rows.js";
import type { StoredResult } from "./stored-result.js";

/** What is stored of an execution's end. */
export interface StoredEnd {
  readonly rows: readonly NewResultRow[];
  /** The report; null when there is none. */
  readonly text: string | null;
}

/**
 * Checks how an execution ended.
 *
 * @param status - what was given
 * @throws `InvalidArgumentError` naming the nearest status, or all there are
 */
export function requireEndStatus(status: EndStatus): EndStatus {
  return requireChoice("status of a finished execution", status, endStatuses);
}

/**
 * Writes what is stored of an execution's end. A large one is written in slices, so that it does not keep the event loop.
 *
 * @param executionId - the execution
 * @param results - its results, not to be changed meanwhile
 * @param report - its report, not to be changed meanwhile
 * @param now - the time, in milliseconds since 1970 UTC
 * @throws `InvalidArgumentError` when a result or the report cannot be stored
 */
export async function storedEnd(
  executionId: ExecutionId,
  results: readonly StoredResult[],
  report: object | undefined,
  now: number,
): Promise<StoredEnd> {
  return {
    rows: await resultsToRows(executionId, results, now),
    text: report === undefined ? null : await versionedJsonTextInSlices("The report", report),
  };
}
