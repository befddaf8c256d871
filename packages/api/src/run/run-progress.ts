import { escapeControls } from "@dqx/common";

/** How far a run is. */
export interface RunProgress {
  /** How many statements have run. */
  readonly done: number;
  /** How many there will be: those that are planned, and those that were added to find what makes one fail. */
  readonly planned: number;
  /** The dataset whose statement has just ended; `null` at the beginning. */
  readonly dataset: string | null;
  /** How long it has been measuring, in milliseconds. */
  readonly elapsedMs: number;
  /** How long it will have been measuring in the end, if the other statements take as long; `null` at the beginning. */
  readonly expectedMs: number | null;
}

/** Tells how far a run is, and keeps what goes wrong in telling away from it. */
export class ProgressTeller {
  readonly #tell: ((progress: RunProgress) => void) | undefined;
  readonly #started = performance.now();
  #planned = 0;
  #done = 0;
  #failure: string | undefined;

  /** @param tell - who is told; nobody when absent */
  constructor(tell: ((progress: RunProgress) => void) | undefined) {
    this.#tell = tell;
  }

  /** What the reader of the results should know. */
  get warnings(): readonly string[] {
    return this.#failure === undefined
      ? []
      : [`onProgress failed, and was not called again: ${escapeControls(this.#failure)}`];
  }

  /** Tells that so many statements are about to run. */
  begin(statements: number): void {
    this.#planned = statements;
    this.#say(null);
  }

  /** Tells that a statement has run. */
  end(dataset: string): void {
    this.#done += 1;
    this.#say(dataset);
  }

  #say(dataset: string | null): void {
    if (this.#tell === undefined || this.#failure !== undefined) return;
    const [done, planned] = [this.#done, Math.max(this.#planned, this.#done)];
    const elapsedMs = performance.now() - this.#started;
    const expectedMs = done === 0 ? null : (elapsedMs / done) * planned;
    try {
      this.#tell({ done, planned, dataset, elapsedMs, expectedMs });
    } catch (error) {
      this.#failure = error instanceof Error ? error.message : String(error);
    }
  }
}
