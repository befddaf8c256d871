import { DQXError } from "@dqx/common";

/** Somebody left a question unanswered: by Ctrl-C or Escape. */
export class CancelledError extends DQXError {
  readonly _tag = "CancelledError";

  /** Nothing has been done when it is thrown. */
  constructor() {
    super("Cancelled: nothing was written.");
  }
}
