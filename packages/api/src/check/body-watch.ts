import type { Check } from "./check.js";

/** Watches over the bodies of one run's checks: which is being called, and what is asserted when none is. */
export class BodyWatch {
  readonly #late = new Map<Check, Error>();
  #isCalling = false;
  #isOver = false;

  /** What was asserted after the bodies of checks had returned, by check: the first of each. */
  get late(): ReadonlyMap<Check, Error> {
    return this.#late;
  }

  /** Notes that the body of a check is being called, or no longer is. */
  set isCalling(isCalling: boolean) {
    this.#isCalling = isCalling;
  }

  /** Ends the watch: the results are there, and nothing can be added to them. */
  end(): void {
    this.#isOver = true;
  }

  /**
   * Takes what was asserted too late. Within a body it is that body's error. A timer or a promise that a body has left
   * behind has nobody who would catch one, and must not end the process with all other checks of the run in it: the
   * check to which the context belongs is told of it.
   *
   * @param check - whose context was used
   * @param error - what was wrong
   * @throws the error, in a body, and when the run is over
   */
  refuse(check: Check, error: Error): void {
    if (this.#isCalling || this.#isOver) throw error;
    if (!this.#late.has(check)) this.#late.set(check, error);
  }
}
