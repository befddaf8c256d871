/** Numbers and how often each occurs, ascending. */
export type ValueCounts = readonly { readonly value: number; readonly rows: number }[];

/** The quantiles that a profile tells. */
export const QUANTILES = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99] as const;

/** Counts in the order of the values, without what is not finite. */
export function sortedCounts(counts: ValueCounts): ValueCounts {
  return counts.filter(({ value }) => Number.isFinite(value)).toSorted((a, b) => a.value - b.value);
}

/**
 * A quantile, interpolated linearly between the two values around the rank (n - 1) · at: Hyndman and Fan's type 7.
 *
 * @param counts - ascending, of at least one value
 * @param at - the share, from 0 to 1
 */
export function exactQuantile(counts: ValueCounts, at: number): number {
  const total = counts.reduce((sum, { rows }) => sum + rows, 0);
  const rank = (total - 1) * at;
  const [lower, upper] = [Math.floor(rank), Math.ceil(rank)].map((each) => valueAt(counts, each));
  if (lower === undefined || upper === undefined) return Number.NaN;
  const share = rank - Math.floor(rank);
  return share === 0 ? lower : lower * (1 - share) + upper * share;
}

function valueAt(counts: ValueCounts, rank: number): number | undefined {
  let seen = 0;
  return counts.find(({ rows }) => {
    seen += rows;
    return seen > rank;
  })?.value;
}
