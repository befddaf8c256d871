import { setTimeout as sleep } from "node:timers/promises";
import type { StoreDriver } from "./drivers/store-driver.js";

/** How long to wait for other writers before giving up, in milliseconds. */
const PATIENCE = 60_000;
const SHORTEST_PAUSE = 4;
const LONGEST_PAUSE = 40;

/** How long something is tried again. */
export interface Patience {
  /** When the caller began to wait, as `performance.now()` tells it; now by default. */
  readonly since?: number;
  /** After how many milliseconds it is not done again; a minute by default. */
  readonly patience?: number;
}

/**
 * Does something again for as long as the database says that another writer is busy. It is done once at least.
 *
 * The waiting is done here and not by SQLite's busy timeout: that blocks a thread per waiting connection, and
 * with all threads waiting the writer that they wait for cannot go on.
 *
 * @param driver - knows which errors pass
 * @param work - is safe to do again when it failed
 * @param patience - how long it is tried
 * @throws what `work` threw last
 */
export async function retryWhileBusy<Result>(
  driver: Pick<StoreDriver, "isTransient">,
  work: () => Promise<Result>,
  { since = performance.now(), patience = PATIENCE }: Patience = {},
): Promise<Result> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      const waited = performance.now() - since;
      if (!driver.isTransient(error) || waited > patience) throw error;
      // Soon at first, since most writers are quick, and less often the longer it takes. At random, so that those
      // who wait do not all come back at once.
      const pause = Math.min(Math.max(waited / 20, SHORTEST_PAUSE), LONGEST_PAUSE);
      await sleep(Math.random() * pause);
    }
  }
}
