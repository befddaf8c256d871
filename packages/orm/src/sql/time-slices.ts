import { setImmediate } from "node:timers/promises";

/** How long a piece of work may keep the event loop, in milliseconds. */
const SLICE = 40;

/** Cuts long work into slices between which timers, requests and other runs of the process get their turn. */
export class TimeSlices {
  #began = performance.now();

  /** To be awaited between two pieces of the work; waits only when the slice is over. */
  async next(): Promise<void> {
    if (performance.now() - this.#began < SLICE) return;
    await setImmediate();
    this.#began = performance.now();
  }
}
