import { type Comparison, holds } from "./comparison.js";

/**
 * Writes a value in as few digits as imply its verdict: rounding never shows a failed value as a passed one,
 * or the other way round.
 *
 * @param value - the unrounded value
 * @param comparison - what it was compared with
 * @param digits - how many significant digits to begin with
 * @returns for example `0.997`, or `0.99999998` when `0.99999998 < 1` was demanded
 */
export function showVerdictValue(value: number, comparison: Comparison, digits = 6): string {
  for (let precision = digits; precision < 17; precision++) {
    const rounded = Number(value.toPrecision(precision));
    if (holds(comparison, rounded) === holds(comparison, value)) return String(rounded);
  }
  return String(value);
}
