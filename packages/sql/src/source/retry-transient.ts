import { setTimeout } from "node:timers/promises";
import { InvalidArgumentError, showValue } from "@dqx/common";

/** How a source treats a server that takes no connection for the moment. */
export interface ConnectionPatience {
  /**
   * For how many milliseconds connecting is tried again while the server refuses connections, starts, or has no
   * connection left; 3,000 by default, 0 for never. Nothing has run by then, so nothing runs twice.
   */
  readonly retryFor?: number;
}

/** {@link ConnectionPatience.retryFor} where nothing is said. */
const RETRY_FOR = 3_000;

/** How long to wait before the first repetition, and before any, in milliseconds. */
const [FIRST_WAIT, LONGEST_WAIT] = [50, 2_000];

/** What is repeated, and for how long. */
export interface RetryOptions {
  /** Whether an error passes by itself, and doing it again is safe. */
  readonly isTransient: (cause: unknown) => boolean;
  /** For how many milliseconds it is done again. */
  readonly retryFor: number;
  /** Ends the waiting. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Does something again while it fails for a reason that passes: soon at first, then after twice the time each.
 *
 * @param attempt - does it once
 * @param options - which errors pass, and for how long it is tried
 * @returns what it came to, and how often it was tried
 * @throws what the last attempt threw; the signal's reason when aborted
 */
export async function retryTransient<Result>(
  attempt: () => Promise<Result>,
  { isTransient, retryFor, signal }: RetryOptions,
): Promise<{ readonly result: Result; readonly attempts: number }> {
  const deadline = performance.now() + retryFor;
  let wait = FIRST_WAIT;
  for (let attempts = 1; ; attempts++) {
    try {
      return { result: await attempt(), attempts };
    } catch (cause) {
      if (!isTransient(cause) || performance.now() + wait > deadline) throw cause;
    }
    await setTimeout(wait, undefined, { ...(signal !== undefined && { signal }) });
    wait = Math.min(2 * wait, LONGEST_WAIT);
  }
}

/**
 * Checks for how long a source is to try again.
 *
 * @param place - the function that takes it, for the message
 * @param retryFor - in milliseconds; absent for the default
 * @throws `InvalidArgumentError` when it is no whole number of milliseconds
 */
export function requireRetryFor(place: string, retryFor: number | undefined): void {
  if (retryFor === undefined || (Number.isSafeInteger(retryFor) && retryFor >= 0)) return;
  throw new InvalidArgumentError(
    `${place}: retryFor is ${showValue(retryFor)}. Give a whole number of milliseconds, 0 for never.`,
  );
}

/** How a source connects. */
export interface ConnectOptions {
  /** The source's name, for what is said. */
  readonly dataset: string;
  readonly retryFor: number | undefined;
  readonly isTransient: (cause: unknown) => boolean;
  /**
   * The error for a server that took no connection.
   *
   * @param tried - a clause such as ` after 3 s of trying`; empty when it was asked once
   */
  readonly unreachable: (cause: unknown, tried: string) => Error;
  readonly signal: AbortSignal | undefined;
}

/** A connection, and what an analysis is to say of it: nothing when the first attempt was enough. */
export interface Connected<Connection> {
  readonly connection: Connection;
  readonly remark: string | undefined;
}

/**
 * Connects, and tries again for a while where the server takes no connection for the moment: nothing has run yet.
 *
 * @param attempt - connects once
 * @param options - of which source, for how long, and what is said when it does not succeed
 * @throws the error for a server that took no connection; the signal's reason when aborted
 */
export async function connectPatiently<Connection>(
  attempt: () => Promise<Connection>,
  { dataset, retryFor = RETRY_FOR, isTransient, unreachable, signal }: ConnectOptions,
): Promise<Connected<Connection>> {
  try {
    const { result, attempts } = await retryTransient(attempt, { isTransient, retryFor, signal });
    const remark =
      attempts === 1
        ? undefined
        : `Dataset '${dataset}': the server took a connection at attempt ${attempts}.`;
    return { connection: result, remark };
  } catch (cause) {
    signal?.throwIfAborted();
    const isTried = retryFor > 0 && isTransient(cause);
    throw unreachable(cause, isTried ? ` after ${retryFor / 1000} s of trying` : "");
  }
}
