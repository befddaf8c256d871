import { escapeControls } from "./text/escape-controls.js";

/** What a {@link DQXError} can be built with beside its message. */
export interface DQXErrorOptions {
  /** The error that led to this one, kept for debugging. */
  readonly cause?: unknown;
}

/**
 * The root of every error that DQX throws: a broken world or a misuse, never an expected absence.
 *
 * Every subclass has a `_tag` of its own, so that it can be told apart without `instanceof` (across
 * realms, or with Effect's `catchTag`). Messages say what happened, where, and what to do about it.
 */
export abstract class DQXError extends Error {
  /** The name of the concrete error, the same as the class name. */
  abstract readonly _tag: string;

  /**
   * @param message - what happened, where, and what to do about it; control characters in it are escaped
   * @param options - the cause, when there is one
   */
  constructor(message: string, options: DQXErrorOptions = {}) {
    super(escapeControls(message), options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
  }
}
