import { DQXError, type DQXErrorOptions } from "@dqx/common";

/**
 * Why a store could not do what was asked:
 *
 * - `busy`: another process kept on writing
 * - `closed`: the store was closed
 * - `corrupt`: the database is damaged, or is none
 * - `driver`: a package cannot be loaded
 * - `full`: there is no space left
 * - `readOnly`: the database cannot be written
 * - `refused`: the password, the role or its rights do not suffice
 * - `schema`: the tables are not those that this release knows
 * - `unreachable`: the database is not there, or went away
 * - `failed`: anything else; the cause says what
 */
export type StoreErrorReason =
  | "busy"
  | "closed"
  | "corrupt"
  | "driver"
  | "failed"
  | "full"
  | "readOnly"
  | "refused"
  | "schema"
  | "unreachable";

/** What the message of a {@link MetricStoreError} is made of. */
export interface StoreFault {
  readonly reason: StoreErrorReason;
  /** What to do, as sentences. */
  readonly remedy: string;
}

/** The metric store could not do what was asked. Nothing of a batch that was being written is stored. */
export class MetricStoreError extends DQXError {
  readonly _tag = "MetricStoreError";
  /** Why, for programs. */
  readonly reason: StoreErrorReason;

  /**
   * @param reason - why, for programs
   * @param message - what happened, where, and what to do about it
   * @param options - the cause, when there is one
   */
  constructor(reason: StoreErrorReason, message: string, options: DQXErrorOptions = {}) {
    super(message, options);
    this.reason = reason;
  }
}
