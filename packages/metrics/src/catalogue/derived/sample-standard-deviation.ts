/**
 * The sample standard deviation (n - 1).
 *
 * The corrected two-pass algorithm of Chan, Golub and LeVeque, "Algorithms for computing the sample variance:
 * analysis and recommendations", The American Statistician 37 (1983), equation 1.7, over deviations that are
 * scaled by the largest, so that squares neither overflow nor vanish; the mean by Welford's update
 * (Technometrics 4, 1962), which does not overflow where a sum would.
 *
 * @param values - at least one finite number
 * @returns exactly 0 when all are equal, and for one value; not finite only when a deviation is not
 */
export function sampleStandardDeviation(values: readonly number[]): number {
  const n = values.length;
  const mean = values.reduce((soFar, value, index) => soFar + (value - soFar) / (index + 1), 0);
  const deviations = values.map((value) => value - mean);
  const largest = deviations.reduce((soFar, deviation) => Math.max(soFar, Math.abs(deviation)), 0);
  if (largest === 0) return 0;
  let sum = 0;
  let squares = 0;
  for (const deviation of deviations) {
    const scaled = deviation / largest;
    sum += scaled;
    squares += scaled * scaled;
  }
  return largest * Math.sqrt((squares - (sum * sum) / n) / (n - 1));
}
