import { setTimeout as sleep } from "node:timers/promises";
import type { StoreDriver } from "./drivers/store-driver.js";

/** How long to wait for other writers before giving up, in milliseconds. */
const PATIENCE = 60_000;
const SHORTEST_PAUSE = 4;
const LONGEST_PAUSE = 40;

/**
 * Does something again for as long as the database says that another writer is busy.
 *
 * The waiting is done here and not by SQLite's busy timeout: that blocks a thread per waiting connection, and
 * with all threads waiting the writer that they wait for cannot go on.
 *
 * @param driver - knows which errors pass
 * @param work - is safe to do again when it failed
 * @param patience - after how many milliseconds it is not done again
 * @throws what `work` threw last
 */
export async function retryWhileBusy<Result>(
  driver: Pick<StoreDriver, "isTransient">,
  work: () => Promise<Result>,
  patience: number = PATIENCE,
): Promise<Result> {
  const began = performance.now();
  for (;;) {
    try {
      return await work();
    } catch (error) {
      const waited = performance.now() - began;
      if (!driver.isTransient(error) || waited > patience) throw error;
      // Soon at first, since most writers are quick, and less often the longer it takes. At random, so that those
      // who wait do not all come back at once.
      const pause = Math.min(Math.max(waited / 20, SHORTEST_PAUSE), LONGEST_PAUSE);
      await sleep(Math.random() * pause);
    }
  }
}
