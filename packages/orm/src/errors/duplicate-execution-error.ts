import { DQXError, type ExecutionId } from "@dqx/common";

/** An execution that begins under an id under which another one began before. */
export class DuplicateExecutionError extends DQXError {
  readonly _tag = "DuplicateExecutionError";
  readonly executionId: ExecutionId;

  /** @param executionId - the id of both */
  constructor(executionId: ExecutionId) {
    super(
      `Execution ${executionId} is recorded already. Give each run an id of its own, or delete the one before.`,
    );
    this.executionId = executionId;
  }
}
