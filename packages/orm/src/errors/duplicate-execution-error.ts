import { DQXError, type ExecutionId } from "@dqx/common";

/** An execution that begins under an id under which another one began before. */
export class DuplicateExecutionError extends DQXError {
  readonly _tag = "DuplicateExecutionError";
  readonly executionId: ExecutionId;

  /** @param executionId - the id of both */
  constructor(executionId: ExecutionId) {
    super(
      `Execution ${executionId} is recorded already. Give each run an execution id of its own; a new UUID will do.`,
    );
    this.executionId = executionId;
  }
}
