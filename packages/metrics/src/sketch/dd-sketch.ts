import { InvalidArgumentError } from "@dqx/common";
import { fieldsCodec, type MergeableStateDefinition } from "../state/state.js";
import { requireDouble, requireList, type StateList } from "../state/state-field.js";

/** How far an estimated quantile may be from a value of that rank, as a share of the value. */
const DD_SKETCH_ERROR = 0.01;
/** The width of a bucket: the natural logarithm of γ = (1 + α) / (1 - α). */
export const BUCKET_WIDTH = Math.log((1 + DD_SKETCH_ERROR) / (1 - DD_SKETCH_ERROR));
/** What the row function `logBucket` adds to the bucket of a number, so that its sign can tell that of the number. */
const OFFSET = 2 ** 20;

/** A bucket of a sketch, and how many values are in it. */
export type SketchBucket = readonly [bucket: number, values: number];

/**
 * A sketch of the quantiles of finite numbers: Masson, Rim and Lee, "DDSketch: a fast and fully-mergeable quantile
 * sketch with relative-error guarantees" (2019), without a limit of buckets.
 */
export interface DDSketch {
  /** By the buckets' numbers, which are in the order of the values. */
  readonly buckets: readonly SketchBucket[];
  /** The smallest and the largest value; absent for no values. */
  readonly range?: readonly [minimum: number, maximum: number];
}

/** The state of approximate quantiles. It merges exactly: the buckets of the whole are the sums. */
export const ddSketchState: MergeableStateDefinition<DDSketch> = {
  identity: { buckets: [] },
  merge: mergeSketches,
  ...fieldsCodec<DDSketch>(
    1,
    ({ buckets, range }) => [
      buckets.map(([bucket]) => bucket),
      buckets.map(([, values]) => values),
      range === undefined ? null : [...range],
    ],
    (fields) => {
      const [numbers, values] = [doublesOf(requireList(fields, 0)), doublesOf(requireList(fields, 1))];
      if (numbers.length !== values.length) throw new RangeError("not the buckets of a sketch");
      const buckets = numbers.map((bucket, index): SketchBucket => [bucket, values[index] ?? 0]);
      const range = fields[2] === null ? undefined : doublesOf(requireList(fields, 2));
      return { buckets, ...(range !== undefined && { range: [range[0] ?? 0, range[1] ?? 0] }) };
    },
  ),
};

function doublesOf(list: StateList): readonly number[] {
  return list.map((_, index) => requireDouble(list, index));
}

/** Makes a sketch of buckets in any order, and the range of their values. */
export function sketchOf(buckets: readonly SketchBucket[], range: DDSketch["range"]): DDSketch {
  return { buckets: sorted(buckets), ...(range !== undefined && { range }) };
}

/** How many values a sketch has seen. */
export function sketchedValues({ buckets }: DDSketch): number {
  return buckets.reduce((sum, [, values]) => sum + values, 0);
}

/**
 * The estimated quantile: near the value of rank ⌊at · (n - 1)⌋, counted from 0, by no more than the relative error;
 * the smallest and the largest value are exact.
 *
 * @param sketch - of at least one value
 * @param at - the share, from 0 to 1
 * @throws {@link InvalidArgumentError} when the sketch is empty
 */
export function sketchedQuantile(sketch: DDSketch, at: number): number {
  const { buckets, range } = sketch;
  const last = buckets.at(-1);
  if (last === undefined || range === undefined) {
    throw new InvalidArgumentError(
      "A sketch of no values has no quantiles. Ask how many values it has first.",
    );
  }
  const [minimum, maximum] = range;
  const highest = sketchedValues(sketch) - 1;
  const rank = Math.floor(at * highest);
  if (rank === 0) return minimum;
  if (rank === highest) return maximum;
  let seen = 0;
  const [found] =
    buckets.find(([, values]) => {
      seen += values;
      return seen > rank;
    }) ?? last;
  return Math.min(maximum, Math.max(minimum, middleOf(found)));
}

/** The bound of an estimate's error by the estimate, which may be smaller than the value that it is near. */
export function quantileError(estimate: number): number {
  return (Math.abs(estimate) * DD_SKETCH_ERROR) / (1 - DD_SKETCH_ERROR);
}

// The value that is as far from both ends of the bucket, relative to them: 2 γ^i / (γ + 1).
function middleOf(bucket: number): number {
  if (bucket === 0) return 0;
  const gamma = Math.exp(BUCKET_WIDTH);
  return Math.sign(bucket) * Math.exp((Math.abs(bucket) - OFFSET) * BUCKET_WIDTH) * (2 / (gamma + 1));
}

function mergeSketches(a: DDSketch, b: DDSketch): DDSketch {
  const values = new Map(a.buckets);
  for (const [bucket, count] of b.buckets) values.set(bucket, count + (values.get(bucket) ?? 0));
  return sketchOf([...values], joined(a.range, b.range));
}

function joined(a: DDSketch["range"], b: DDSketch["range"]): DDSketch["range"] {
  if (a === undefined || b === undefined) return a ?? b;
  return [Math.min(a[0], b[0]), Math.max(a[1], b[1])];
}

function sorted(buckets: readonly SketchBucket[]): readonly SketchBucket[] {
  return buckets.toSorted(([a], [b]) => a - b);
}
