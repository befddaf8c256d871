import { DQXError, type ExecutionId } from "@dqx/common";

/**
 * Why an execution could not be written or deleted:
 *
 * - `deleted`: it was deleted while its run went on
 * - `taken`: another run claimed its id after it was deleted or had been abandoned
 * - `ended`: its run has finished it
 * - `claimed`: it belongs to a run that claimed it, and the write came without that claim
 * - `running`: its run may still be alive
 */
export type ExecutionClaimReason = keyof typeof explanations;

const explanations = {
  deleted:
    "was deleted while its run went on. Run again under a new execution id, and delete no execution that is running.",
  taken:
    "belongs to another run by now: it was deleted, or its lease was over, and its id was claimed again. Run again under an execution id of its own.",
  ended: "has ended, and takes no more writes. Write under another execution id.",
  claimed:
    "belongs to the run that claimed it, and takes writes of that run only. Write under an execution id of your own.",
  running:
    "is running: its run holds a lease on it. Wait until it has ended, or until its lease is over and it is listed as ABANDONED. delete(executionId, { force: true }) makes its run fail.",
} as const;

/** An execution that another run holds, or that was taken from the run that writes. Nothing of the write is stored. */
export class ExecutionClaimError extends DQXError {
  readonly _tag = "ExecutionClaimError";
  readonly executionId: ExecutionId;
  /** Why, for programs. */
  readonly reason: ExecutionClaimReason;

  /**
   * @param executionId - the execution
   * @param reason - what happened to it
   */
  constructor(executionId: ExecutionId, reason: ExecutionClaimReason) {
    super(`Execution ${executionId} ${explanations[reason]} Nothing was changed.`);
    this.executionId = executionId;
    this.reason = reason;
  }
}
