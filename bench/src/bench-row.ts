import type { Bar } from "./bar.js";
import type { Measurement } from "./measure.js";

/** Two measurements and what is demanded of them. */
export interface Comparison {
  /** What was done, and on how much. */
  readonly what: string;
  readonly baseline: Measurement;
  readonly ours: Measurement;
  readonly bar: Bar;
}

/** How much is done. */
export interface BenchOptions {
  /** With the sizes that take minutes and gigabytes, instead of a tenth of them. */
  readonly full: boolean;
}

/** One benchmark, which may compare with several baselines. */
export interface BenchRow {
  /** What `--rows` selects it by. */
  readonly name: string;
  /**
   * Runs it.
   *
   * @param folder - an empty folder for files; removed afterwards
   * @param options - how much of it
   * @throws when both ways do not come to the same numbers
   */
  run(folder: string, options: BenchOptions): Promise<readonly Comparison[]>;
}
