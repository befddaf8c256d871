import { DQXError } from "@dqx/common";
import type { ExecutionClaim } from "@dqx/orm";

/** A lease that is renewed while a run goes on. */
interface ExecutionLease {
  /** Renews it no more, and waits for a renewal that is on its way. */
  stop(): Promise<void>;
}

/**
 * Does the work of a run while its execution is claimed, and renews the lease meanwhile.
 *
 * @param begin - claims the execution
 * @param signal - ends the work early
 * @param work - is given the claim, which comes while it works, and a signal that ends it early, also when the
 *   claim is lost
 * @throws the `ExecutionClaimError` with which the claim was lost, whatever the work threw then
 */
export async function whileClaimed<Result>(
  begin: () => Promise<ExecutionClaim>,
  signal: AbortSignal | undefined,
  work: (claiming: Promise<ExecutionClaim>, signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const lost = new AbortController();
  let lease: ExecutionLease | undefined;
  const claiming = begin().then((claim) => {
    lease = keepLease(claim, (error) => lost.abort(error));
    return claim;
  });
  try {
    return await work(claiming, AbortSignal.any([lost.signal, ...(signal === undefined ? [] : [signal])]));
  } catch (error) {
    lost.signal.throwIfAborted();
    throw error;
  } finally {
    await lease?.stop();
  }
}

/** How many times a lease is renewed before it would be over: what one renewal misses the next one makes good. */
const RENEWALS = 4;

/**
 * Renews the lease of a run's execution until it is told to stop. It does not keep the process alive.
 *
 * @param claim - the run's claim
 * @param onLost - is given the error when the execution is not the run's any more; a store that does not answer is
 *   asked again at the next renewal, and the run's own writes say what is wrong with it
 */
function keepLease(claim: ExecutionClaim, onLost: (error: DQXError) => void): ExecutionLease {
  let renewal: Promise<void> | undefined;
  const renew = async () => {
    try {
      await claim.renew();
    } catch (error) {
      if (!(error instanceof DQXError && error._tag === "ExecutionClaimError")) return;
      clearInterval(timer);
      onLost(error);
    }
  };
  const timer = setInterval(
    () => {
      renewal ??= renew().finally(() => {
        renewal = undefined;
      });
    },
    Math.max(1, Math.floor(claim.leaseMs / RENEWALS)),
  );
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await renewal;
    },
  };
}
