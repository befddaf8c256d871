import type { DayFacts } from "../history/day-history.js";

/** A value must have had this share of the rows on most days for its share to be watched. */
const WATCHED_SHARE = 0.05;
/** New values concern nobody below this share of a day's rows. */
const LEAST_UNSEEN = 0.01;

/** Values that no day had before. */
export interface UnseenValues {
  readonly values: readonly (string | null)[];
  /** Their rows. */
  readonly rows: number;
  /** On how many of the days, of those that could have known better, a new value came. */
  readonly daysWithNew: number;
  /** Days that had earlier ones to be compared with. */
  readonly days: number;
}

/**
 * The values of a column that no earlier day had.
 *
 * @param history - the earlier days, ascending
 * @param day - the day that is looked at
 * @param column - one whose values were counted
 * @returns nothing when its values were not counted on that day
 */
export function unseenValues(
  history: readonly DayFacts[],
  day: DayFacts,
  column: string,
): UnseenValues | undefined {
  const today = day.values.get(column);
  if (today === undefined) return undefined;
  const seen = new Set<string | null>();
  let daysWithNew = 0;
  const half = Math.floor(history.length / 2);
  for (const [index, { values }] of history.entries()) {
    const known = values.get(column)?.keys() ?? [];
    const fresh = [...known].filter((value) => value !== null && !seen.has(value));
    // The first days make values known.
    if (index >= half && fresh.length > 0) daysWithNew += 1;
    for (const value of fresh) seen.add(value);
  }
  // How many are null is watched as such.
  const unseen = [...today].filter(([value]) => value !== null && !seen.has(value));
  return {
    values: unseen.map(([value]) => value),
    rows: unseen.reduce((sum, [, rows]) => sum + rows, 0),
    daysWithNew,
    days: history.length - half,
  };
}

/**
 * Whether new values are a surprise: they have some rows, and came on hardly any day before.
 *
 * @param unseen - as {@link unseenValues} found them
 * @param rows - of the day
 */
export function isSurprising({ rows: unseen, daysWithNew, days }: UnseenValues, rows: number): boolean {
  return unseen >= LEAST_UNSEEN * rows && unseen > 0 && daysWithNew <= days / 15;
}

/** The values that had a good share of the rows on most days. */
export function watchedValues(history: readonly DayFacts[], column: string): readonly string[] {
  const days = new Map<string, number>();
  for (const { values, rows } of history) {
    for (const [value, count] of values.get(column) ?? []) {
      if (value !== null && count >= WATCHED_SHARE * rows) days.set(value, (days.get(value) ?? 0) + 1);
    }
  }
  return [...days]
    .filter(([, count]) => count > history.length / 2)
    .map(([value]) => value)
    .toSorted();
}
