import { type Comparison, holds, isKnown } from "./comparison.js";

/**
 * Writes a value in as few digits as imply its verdict: rounding never shows a failed value as a passed one,
 * or the other way round.
 *
 * @param value - the unrounded value
 * @param comparisons - what it was compared with
 * @param digits - how many significant digits to begin with
 * @returns for example `0.997`, or `0.99999998` when `0.99999998 < 1` was demanded
 */
export function showVerdictValue(
  value: number,
  comparisons: Comparison<number | null> | readonly Comparison<number | null>[],
  digits = 6,
): string {
  const all = ("kind" in comparisons ? [comparisons] : comparisons).filter((each) => isKnown(each));
  for (let precision = digits; precision < 17; precision++) {
    const rounded = Number(value.toPrecision(precision));
    if (all.every((each) => holds(each, rounded) === holds(each, value))) return String(rounded);
  }
  return String(value);
}
