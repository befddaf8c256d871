import type { Bar } from "./bar.js";
import type { Timing } from "./measure.js";

/** Two timings and what is demanded of them. */
export interface Comparison {
  /** What was done, and on how much. */
  readonly what: string;
  readonly baseline: Timing;
  readonly ours: Timing;
  readonly bar: Bar;
}

/** One benchmark, which may compare with several baselines. */
export interface BenchRow {
  /** What `--rows` selects it by. */
  readonly name: string;
  /**
   * Runs it.
   *
   * @param folder - an empty folder for files; removed afterwards
   * @throws when both ways do not come to the same numbers
   */
  run(folder: string): Promise<readonly Comparison[]>;
}
