import { type Measurement, median } from "./measure.js";

/** What is demanded of us, given the baseline. */
export type Bar =
  /** At most so many times the baseline. */
  | { readonly kind: "atMost"; readonly times: number }
  /** At least so many times as fast as the baseline. */
  | { readonly kind: "fasterBy"; readonly times: number }
  /** At most so many milliseconds above the baseline. */
  | { readonly kind: "above"; readonly milliseconds: number };

/** A verdict, and what it was made from. */
export interface Verdict {
  /** The median of the rounds' ratios, ours over the baseline's. */
  readonly ratio: number;
  /** What was compared with the bar, for example `1.08 ×`; its digits imply the verdict. */
  readonly shown: string;
  /** The bar in words, for example `≤ 1.15 ×`. */
  readonly bar: string;
  readonly ok: boolean;
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
  const ratio = median(byRound(baseline, ours, (ourTime, baselineTime) => ourTime / baselineTime));
  switch (bar.kind) {
    case "atMost":
      return {
        ratio,
        shown: `${digits(ratio, bar.times, 2)} ×`,
        bar: `≤ ${bar.times} ×`,
        ok: ratio <= bar.times,
      };
    case "fasterBy": {
      const speedup = 1 / ratio;
      return {
        ratio,
        shown: `${digits(speedup, bar.times, 1)} × faster`,
        bar: `≥ ${bar.times} × faster`,
        ok: speedup >= bar.times,
      };
    }
    case "above": {
      const above = median(byRound(baseline, ours, (ourTime, baselineTime) => ourTime - baselineTime));
      return {
        ratio,
        shown: `${digits(above, bar.milliseconds, 0)} ms above`,
        bar: `≤ ${bar.milliseconds} ms above`,
        ok: above <= bar.milliseconds,
      };
    }
  }
}

function byRound(
  baseline: Measurement,
  ours: Measurement,
  compare: (ourTime: number, baselineTime: number) => number,
): readonly number[] {
  return ours.samples.map((time, round) => compare(time, baseline.samples[round] ?? Number.NaN));
}

// As many digits as it takes to be on the right side of the limit: 1.1504 is not shown as 1.15.
function digits(value: number, limit: number, fewest: number): string {
  for (let places = fewest; places < 15; places++) {
    const shown = value.toFixed(places);
    if (Math.sign(Number(shown) - limit) === Math.sign(value - limit)) return shown;
  }
  return String(value);
}
