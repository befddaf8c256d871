import type { HistogramBin } from "./dataset-profile.js";
import type { ValueCounts } from "./value-counts.js";

/** How many bins a histogram has at most. */
const MOST_BINS = 20;

/** Bins of equal width over a range of numbers. */
export interface Bins {
  readonly lowest: number;
  readonly width: number;
  readonly count: number;
  readonly highest: number;
}

/**
 * Chooses bins: of whole numbers such that each bin has as many.
 *
 * @param lowest - the smallest value
 * @param highest - the largest value
 * @param isWhole - whether there are only whole numbers
 * @returns nothing when the range is no finite number
 */
export function binsOf(lowest: number, highest: number, isWhole: boolean): Bins | undefined {
  const range = highest - lowest;
  if (!Number.isFinite(range)) return undefined;
  if (range === 0) return { lowest, width: isWhole ? 1 : 0, count: 1, highest };
  if (!isWhole) return { lowest, width: range / MOST_BINS, count: MOST_BINS, highest };
  const width = Math.ceil((range + 1) / MOST_BINS);
  return { lowest, width, count: Math.ceil((range + 1) / width), highest };
}

/**
 * The bins with their rows.
 *
 * @param bins - as {@link binsOf} chose them
 * @param numbers - the number of a bin from 0, and its rows; the highest value may come as the number after the last
 */
export function filledBins(bins: Bins, numbers: ValueCounts): readonly HistogramBin[] {
  const { lowest, width, count, highest } = bins;
  const rows = Array.from({ length: count }, () => 0);
  for (const { value, rows: size } of numbers) {
    const place = Math.min(Math.max(value, 0), count - 1);
    rows[place] = (rows[place] ?? 0) + size;
  }
  return rows.map((size, place) => ({
    from: lowest + place * width,
    until: place === count - 1 && !Number.isInteger(width) ? highest : lowest + (place + 1) * width,
    rows: size,
  }));
}

/** The number of the bin that a value is in. */
export function binNumber({ lowest, width }: Bins, value: number): number {
  return width === 0 ? 0 : Math.floor((value - lowest) / width);
}
