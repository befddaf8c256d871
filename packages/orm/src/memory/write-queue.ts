import { MetricStoreError } from "../errors/metric-store-error.js";

/** The writes of a store in memory, one after the other in the order of the calls, until it is closed. */
export class WriteQueue {
  #last: Promise<unknown> = Promise.resolve();
  #isClosed = false;

  /**
   * Refuses what comes after closing.
   *
   * @throws {@link MetricStoreError}
   */
  requireOpen(): void {
    if (!this.#isClosed) return;
    throw new MetricStoreError(
      "closed",
      "The metric store is closed. Open it again, or close it when all is done.",
    );
  }

  /**
   * Does a write when those before it are done.
   *
   * @param work - the write; nothing else is written before it has ended
   */
  async add<Result>(work: () => Result | Promise<Result>): Promise<Result> {
    this.requireOpen();
    const result = this.#last.then(work);
    this.#last = result.catch(() => undefined);
    return result;
  }

  /** Waits for what is being written, and refuses what comes later. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#last;
  }
}
