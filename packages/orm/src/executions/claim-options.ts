import { InvalidArgumentError, requireKnownOptions, showValue } from "@dqx/common";

/** How an execution is claimed. */
export interface ClaimOptions {
  /**
   * How long the run is taken to be alive after each renewal, in milliseconds; 60,000 by default, 1 or more. A run
   * renews it in less than a third of that time.
   */
  readonly leaseMs?: number;
  /**
   * Whether an `ABANDONED` execution of the same id gives way: all it has stored is deleted, and its run can store
   * nothing any more. False by default.
   */
  readonly takeOver?: boolean;
}

const DEFAULT_LEASE = 60_000;

/**
 * Checks how an execution is to be claimed.
 *
 * @param options - what was given
 * @throws {@link InvalidArgumentError} naming the option that is wrong
 */
export function claimOptions(options: ClaimOptions): Required<ClaimOptions> {
  requireKnownOptions("claimExecution", options, ["leaseMs", "takeOver"]);
  const { leaseMs = DEFAULT_LEASE, takeOver = false } = options;
  if (!Number.isSafeInteger(leaseMs) || leaseMs < 1) {
    throw new InvalidArgumentError(
      `leaseMs is ${showValue(leaseMs)}. Give a whole number of milliseconds, 1 or more.`,
    );
  }
  if (typeof takeOver !== "boolean") {
    throw new InvalidArgumentError(`takeOver is ${showValue(takeOver)}. Give true or false.`);
  }
  return { leaseMs, takeOver };
}
