import { halfRange, type Measurement, median } from "./measure.js";

/** What is demanded of us, given the baseline. */
export type Bar =
  /** At most so many times the baseline. */
  | { readonly kind: "atMost"; readonly times: number }
  /** At least so many times as fast as the baseline. */
  | { readonly kind: "fasterBy"; readonly times: number }
  /** At most so many milliseconds above the baseline. */
  | { readonly kind: "above"; readonly milliseconds: number };

/** Whether a bar is held; `noisy` when the rounds differ by more than what is between their median and the bar. */
type Outcome = "ok" | "MISSED" | "noisy";

/** A verdict, and what it was made from. */
export interface Verdict {
  /** The median of the rounds' ratios, ours over the baseline's. */
  readonly ratio: number;
  /** What was compared with the bar, for example `1.08 ×`; its digits imply the verdict. */
  readonly shown: string;
  /** The bar in words, for example `≤ 1.15 ×`. */
  readonly bar: string;
  /** Half of the interquartile range of the rounds' results, in the unit of what is shown. */
  readonly spread: number;
  readonly outcome: Outcome;
}

/**
 * Compares two measurements with a bar, round by round: what slowed the machine in one round slowed both in it, so that
 * the median of the rounds' ratios is steadier than the ratio of the medians.
 *
 * @param bar - what is demanded
 * @param baseline - what to compare with
 * @param ours - ours, taken in the same rounds
 */
export function judge(bar: Bar, baseline: Measurement, ours: Measurement): Verdict {
  const ratios = byRound(baseline, ours, (our, base) => our / base);
  const ratio = median(ratios);
  switch (bar.kind) {
    case "atMost":
      return { ratio, bar: `≤ ${bar.times} ×`, ...verdict(ratios, bar.times, "below", 2, "×") };
    case "fasterBy": {
      const speedups = ratios.map((one) => 1 / one);
      return {
        ratio,
        bar: `≥ ${bar.times} × faster`,
        ...verdict(speedups, bar.times, "above", 1, "× faster"),
      };
    }
    case "above": {
      const above = byRound(baseline, ours, (our, base) => our - base);
      const limit = bar.milliseconds;
      return { ratio, bar: `≤ ${limit} ms above`, ...verdict(above, limit, "below", 0, "ms above") };
    }
  }
}

function verdict(
  results: readonly number[],
  limit: number,
  side: "below" | "above",
  places: number,
  unit: string,
): Pick<Verdict, "shown" | "spread" | "outcome"> {
  const middle = median(results);
  const spread = halfRange(results);
  const isHeld = side === "below" ? middle <= limit : middle >= limit;
  const isNoisy = spread > Math.abs(middle - limit);
  const outcome = isNoisy ? "noisy" : isHeld ? "ok" : "MISSED";
  const shown = `${digits(middle, limit, places)} ±${spread.toFixed(places)} ${unit}`;
  return { shown, spread, outcome };
}

function byRound(
  baseline: Measurement,
  ours: Measurement,
  compare: (our: number, base: number) => number,
): readonly number[] {
  return ours.samples.map((our, round) => compare(our, baseline.samples[round] ?? Number.NaN));
}

// As many digits as it takes to be on the right side of the limit: 1.1504 is not shown as 1.15.
function digits(value: number, limit: number, fewest: number): string {
  for (let places = fewest; places < 15; places++) {
    const shown = value.toFixed(places);
    if (Math.sign(Number(shown) - limit) === Math.sign(value - limit)) return shown;
  }
  return String(value);
}
