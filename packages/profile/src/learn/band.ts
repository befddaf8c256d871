import { daysBetween, type LocalDate } from "@dqx/common";

/** How many days a verdict needs. */
export const NEEDED_DAYS = 14;
/** How many days of a weekday it takes to say that weekdays differ, and how many tell what is expected of the next. */
const NEEDED_WEEKS = 3;
const RECENT_WEEKS = 4;
/** How many days tell where the values are of late. */
const RECENT_DAYS = 7;
/** A band is so many deviations wide to each side: values beyond five are met once in millions of normal ones. */
const DEVIATIONS = 5;
/** And reaches so much farther than what was farthest off in the past, */
const BEYOND_PAST = 1.3;
/** or so much where that was far beyond all that deviations explain: more of the kind is to come. */
const BEYOND_HEAVY_TAIL = 2;
/** With so many days, the one that was farthest off is left out. */
const FORGIVING_DAYS = 28;
/** The deviation of normal values by the median of their distances. */
const MAD_TO_DEVIATION = 1.4826;
/** How much better a model has to be than a simpler one. */
const WORTHWHILE = 0.8;

/** A value of a day. */
export interface DayValue {
  readonly date: LocalDate;
  readonly value: number;
}

/** How a value of a day may be expected from others. */
export type ExpectedFrom =
  /** The median of all days. */
  | "level"
  /** The median of the same day of the week, the last four times. */
  | "weekday"
  /** The median of the last days. */
  | "recent";

/** What is expected of a value. */
export interface Band {
  readonly lower: number;
  readonly upper: number;
  readonly expected: number;
  readonly from: ExpectedFrom;
  /** How many days it was learnt from. */
  readonly days: number;
}

/** What is known of values before any was seen. */
export interface BandOptions {
  /**
   * How wide the band is at least to each side: smaller changes concern nobody.
   *
   * @param expected - the value in the middle
   */
  readonly least: (expected: number) => number;
  /** The values that there can be. */
  readonly range?: readonly [number, number];
  /** Which side is of concern; both by default. */
  readonly side?: "below" | "above";
}

/**
 * Learns in which band a value of a day is expected, from the values of the days before.
 *
 * Three models are compared by how far off each would have been on each of these days, had it not known that day: the
 * median of all days, of the same day of the week the last four times, and of the last seven days. The simplest that is as good as the
 * others is taken. The band is five robust deviations wide to each side (the median distance times 1.4826), and
 * reaches 1.3 times as far as what was farthest off, or twice as far where that is beyond ten deviations; of
 * 28 days and more, the one that was farthest off is left out.
 *
 * @param history - values of earlier days, ascending, at least one
 * @param date - the day that is expected
 * @param options - how narrow the band may be
 */
export function learnBand(history: readonly DayValue[], date: LocalDate, options: BandOptions): Band {
  const [level, weekday, recent] = MODELS.map((from) => tried(from, history));
  const best = [weekday, recent].reduce<Trial | undefined>(
    (found, trial) => (isBetter(trial, found) ? trial : found),
    level,
  );
  const from = best?.from ?? "level";
  const expected = expectedFrom(from, history, date) ?? 0;
  const off = best?.off ?? [];
  const deviations = DEVIATIONS * MAD_TO_DEVIATION * (median(off) ?? 0);
  const farthest = farthestOf(off);
  const beyond = farthest > 2 * deviations ? BEYOND_HEAVY_TAIL : BEYOND_PAST;
  const width = Math.max(options.least(expected), deviations, beyond * farthest);
  const [smallest, largest] = options.range ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  return {
    lower: options.side === "above" ? smallest : Math.max(smallest, expected - width),
    upper: options.side === "below" ? largest : Math.min(largest, expected + width),
    expected,
    from,
    days: history.length,
  };
}

// One bad day in a month of good ones is no reason to expect more of them.
function farthestOf(off: readonly number[]): number {
  const [first = 0, second = first] = off.toSorted((a, b) => b - a);
  return off.length < FORGIVING_DAYS ? first : second;
}

const MODELS = ["level", "weekday", "recent"] as const satisfies readonly ExpectedFrom[];

/** A model, and how far off it would have been on each day. */
interface Trial {
  readonly from: ExpectedFrom;
  readonly off: readonly number[];
}

function isBetter(trial: Trial | undefined, than: Trial | undefined): boolean {
  if (trial === undefined || than === undefined) return trial !== undefined;
  return spread(trial) < WORTHWHILE * spread(than);
}

// The median says little of days off; the mean is that of all of them.
function spread({ off }: Trial): number {
  return off.reduce((a, b) => a + b, 0) / Math.max(1, off.length);
}

function tried(from: ExpectedFrom, history: readonly DayValue[]): Trial | undefined {
  const off: number[] = [];
  for (const [index, { date, value }] of history.entries()) {
    // What goes with time was known from the days before alone.
    const others = from === "level" ? history.filter((_, place) => place !== index) : history.slice(0, index);
    const expected = expectedFrom(from, others, date);
    if (expected !== undefined) off.push(Math.abs(value - expected));
  }
  // A model that had something to say of a few days alone was not tried.
  return off.length < NEEDED_DAYS && from !== "level" ? undefined : { from, off };
}

function expectedFrom(from: ExpectedFrom, history: readonly DayValue[], day: LocalDate): number | undefined {
  switch (from) {
    case "level":
      return median(history.map(({ value }) => value));
    case "weekday": {
      const same = history.filter(({ date }) => daysBetween(date, day) % 7 === 0);
      return same.length < NEEDED_WEEKS
        ? undefined
        : median(same.slice(-RECENT_WEEKS).map(({ value }) => value));
    }
    case "recent":
      return history.length < RECENT_DAYS
        ? undefined
        : median(history.slice(-RECENT_DAYS).map(({ value }) => value));
  }
}

/** The median; of an even number of values, the mean of the two in the middle. */
export function median(values: readonly number[]): number | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [below, above] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]];
  return below === undefined || above === undefined ? undefined : (below + above) / 2;
}
