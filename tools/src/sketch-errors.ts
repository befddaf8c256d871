import { createHash } from "node:crypto";
import { estimateDistinct, registersOf, type SketchBucket, sketchedQuantile, sketchOf } from "@dqx/metrics";

const COUNT = 20_000;
const SHARES = [0.01, 0.25, 0.5, 0.75, 0.99] as const;

/** Distributions, as values of a number that is uniform between 0 and 1 and another one. */
const distributions: Readonly<Record<string, (u: number, v: number, index: number) => number>> = {
  "uniform from 0 to 1": (u) => u,
  "normal, mean 0": (u, v) => Math.sqrt(-2 * Math.log(1 - u)) * Math.cos(2 * Math.PI * v),
  "log-normal": (u, v) => Math.exp(2 * Math.sqrt(-2 * Math.log(1 - u)) * Math.cos(2 * Math.PI * v)),
  exponential: (u) => -Math.log(1 - u),
  "Pareto, exponent 1": (u) => 1 / (1 - u),
  "whole numbers in a row": (_, __, index) => index,
  "two heaps far apart": (u, v) => (v < 0.5 ? u : 1e9 + u),
  "values of both signs, a third zeros": (u, v) => (v < 1 / 3 ? 0 : (u - 0.5) * 1e6),
  "a hundred values": (u) => Math.floor(u * 100) / 7,
};

/** The measured errors of both sketches over one distribution, as shares. */
export interface SketchError {
  readonly distribution: string;
  /** The distinct values, and how far their estimated number is from them. */
  readonly distinct: number;
  readonly hyperLogLog: number;
  /** The largest relative error of the quantiles at 1, 25, 50, 75 and 99 %. */
  readonly ddSketch: number;
}

/** Measures the errors of the sketches against exact answers, over the same values each time. */
export function sketchErrors(): readonly SketchError[] {
  return Object.entries(distributions).map(([distribution, draw], place) => {
    const random = generator(place + 1);
    const values = Array.from({ length: COUNT }, (_, index) => draw(random(), random(), index));
    const distinct = new Set(values).size;
    return {
      distribution,
      distinct,
      hyperLogLog: Math.abs(distinctEstimate(values) - distinct) / distinct,
      ddSketch: largestQuantileError(values),
    };
  });
}

/** The errors as the rows of the document's table. */
export function sketchTable(): string {
  const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;
  const rows = sketchErrors().map(
    ({ distribution, distinct, hyperLogLog, ddSketch }) =>
      `| ${distribution} | ${distinct} | ${percent(hyperLogLog)} | ${percent(ddSketch)} |`,
  );
  return [
    "| 20,000 values | distinct | error of approxCountDistinct | largest error of approxQuantile |",
    "|---|---|---|---|",
    ...rows,
  ].join("\n");
}

function distinctEstimate(values: readonly number[]): number {
  const smallest = new Map<number, bigint>();
  for (const value of new Set(values)) {
    const hash = createHash("md5").update(String(value)).digest().readBigUInt64LE(0);
    const [register, rest] = [Number(hash >> 52n), hash & (2n ** 52n - 1n)];
    const known = smallest.get(register);
    if (known === undefined || rest < known) smallest.set(register, rest);
  }
  return estimateDistinct(registersOf(smallest));
}

function largestQuantileError(values: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(bucketOf(value), 1 + (counts.get(bucketOf(value)) ?? 0));
  const sorted = values.toSorted((a, b) => a - b);
  const buckets: readonly SketchBucket[] = [...counts];
  const sketch = sketchOf(buckets, [sorted[0] ?? 0, sorted.at(-1) ?? 0]);
  const errors = SHARES.map((share) => {
    const exact = sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
    const estimate = sketchedQuantile(sketch, share);
    return exact === 0 ? Math.abs(estimate) : Math.abs(estimate - exact) / Math.abs(exact);
  });
  return Math.max(...errors);
}

function bucketOf(value: number): number {
  if (value === 0) return 0;
  return Math.sign(value) * (2 ** 20 + Math.ceil(Math.log(Math.abs(value)) / Math.log(1.01 / 0.99)));
}

// The generator of Park and Miller (1988): the same numbers on every machine.
function generator(seed: number): () => number {
  let state = seed * 16_807;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
