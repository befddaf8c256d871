import { performance } from "node:perf_hooks";

/** One of several ways to do the same thing. */
export interface Contestant<Result> {
  readonly name: string;
  /** Does it once; only this is timed. */
  run(): Promise<Result>;
  /** Readies another run; not timed. */
  prepare?(): Promise<void>;
}

/** How long something took, or how much of something else it took. */
export interface Measurement {
  readonly name: string;
  readonly unit: "ms" | "MiB" | "B";
  readonly median: number;
  /** Half of the interquartile range over the median: how far a typical run was off, as a share. */
  readonly spread: number;
  readonly samples: readonly number[];
}

/** How often contestants run. */
export interface Rounds {
  /** Runs of each that are not counted. */
  readonly warmups: number;
  /** Runs of each that are. */
  readonly rounds: number;
}

/**
 * Times contestants in rounds, each round in an order of its own: whatever slows the machine slows all of them, and
 * none always follows the same other, whose traces in caches and page tables it would inherit.
 *
 * @param contestants - what to time
 * @param rounds - how often
 * @returns one measurement for each, in their order
 */
export async function interleave(
  contestants: readonly Contestant<unknown>[],
  { warmups, rounds }: Rounds,
): Promise<readonly Measurement[]> {
  const samples = contestants.map((): number[] => []);
  for (let round = -warmups; round < rounds; round++) {
    for (const [index, contestant] of shuffled([...contestants.entries()])) {
      const time = await timeOnce(contestant);
      if (round >= 0) samples[index]?.push(time);
    }
  }
  return contestants.map(({ name }, index) => measurement(name, "ms", samples[index] ?? []));
}

/**
 * Sums samples up.
 *
 * @param name - whose they are
 * @param unit - what they are in
 * @param samples - at least one
 */
export function measurement(
  name: string,
  unit: Measurement["unit"],
  samples: readonly number[],
): Measurement {
  const middle = median(samples);
  return {
    name,
    unit,
    median: middle,
    spread: halfRange(samples) / middle,
    samples,
  };
}

/** The median of at least one number. */
export function median(numbers: readonly number[]): number {
  return quantile(numbers, 0.5);
}

/**
 * The number below which a share of at least one number is: linear interpolation between the neighbours.
 *
 * @param numbers - in any order
 * @param share - from 0 to 1
 */
export function quantile(numbers: readonly number[], share: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)];
  const above = sorted[Math.ceil(place)];
  if (below === undefined || above === undefined) throw new Error("Nothing was measured.");
  return below + (above - below) * (place - Math.floor(place));
}

/**
 * The half of the interquartile range of at least one number.
 *
 * @param numbers - in any order
 */
export function halfRange(numbers: readonly number[]): number {
  return (quantile(numbers, 0.75) - quantile(numbers, 0.25)) / 2;
}

/**
 * Elements in a random order: each order is as likely as any other.
 *
 * @param elements - left as they are
 */
export function shuffled<Element>(elements: readonly Element[]): readonly Element[] {
  return elements
    .map((element) => ({ element, place: Math.random() }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ element }) => element);
}

async function timeOnce(contestant: Contestant<unknown>): Promise<number> {
  await contestant.prepare?.();
  const start = performance.now();
  await contestant.run();
  return performance.now() - start;
}
