const BARS = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"] as const;

/**
 * Draws values as a line of bars, the smallest as the lowest bar and the largest as the highest.
 *
 * @param values - finite numbers in the order of time
 * @returns a bar for each; all of middle height when they are equal
 */
export function sparkline(values: readonly number[]): string {
  const largest = values.reduce((found, value) => Math.max(found, Math.abs(value)), 0);
  if (largest === 0) return (BARS[3] ?? "").repeat(values.length);
  // Relative to the largest, so that no difference overflows.
  const scaled = values.map((value) => value / largest);
  const low = scaled.reduce((a, b) => Math.min(a, b), 1);
  const range = scaled.reduce((a, b) => Math.max(a, b), -1) - low;
  return scaled
    .map((value) => BARS[range === 0 ? 3 : Math.round(((value - low) / range) * (BARS.length - 1))])
    .join("");
}
