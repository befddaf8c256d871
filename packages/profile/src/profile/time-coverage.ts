import type { HistogramBin, TimeCoverage } from "./dataset-profile.js";
import type { ValueCounts } from "./value-counts.js";

/** The units in which time is covered, by the row functions that number them from 1970. */
export const unitFunctions = { hour: "hourNumber", day: "dayNumber", month: "monthNumber" } as const;

/** What is told apart of a column of times. */
export type TimeUnit = keyof typeof unitFunctions;

/** More units than these are no history that anybody looks at gap by gap. */
const MOST_UNITS = 40_000;
const HOURS_FOR_DAYS = 4;
const MILLISECONDS_PER_DAY = 86_400_000;
const MOST_GAPS = 20;
const MOST_BINS = 60;

/**
 * Chooses the unit by which a range of time is told.
 *
 * @param first - the earliest day or time, as the engine writes it
 * @param last - the latest one
 * @param hasHours - whether there are times of day
 * @returns nothing for a range that is too long, or that no calendar has
 */
export function timeUnit(first: unknown, last: unknown, hasHours: boolean): TimeUnit | undefined {
  const [from, until] = [first, last].map(instantOf);
  if (from === undefined || until === undefined) return undefined;
  const days = (until - from) / MILLISECONDS_PER_DAY;
  if (hasHours && days <= HOURS_FOR_DAYS) return "hour";
  if (days <= MOST_UNITS) return "day";
  return days / 28 <= MOST_UNITS ? "month" : undefined;
}

function instantOf(text: unknown): number | undefined {
  const [, year, month, day, time = "00:00:00"] =
    /^(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{2}:\d{2}:\d{2}).*)?$/.exec(String(text)) ?? [];
  if (year === undefined) return undefined;
  const milliseconds = Date.parse(`${year}-${month}-${day}T${time}Z`);
  return Number.isNaN(milliseconds) ? undefined : milliseconds;
}

/**
 * Which units have values.
 *
 * @param unit - what the numbers count
 * @param counts - the units from 1970 that have rows, ascending
 * @returns null for none
 */
export function coverageOf(unit: TimeUnit, counts: ValueCounts): TimeCoverage | null {
  const [first] = counts;
  const last = counts.at(-1);
  if (first === undefined || last === undefined) return null;
  const gaps = counts.flatMap(({ value }, index) => {
    const before = counts[index - 1]?.value ?? value;
    const units = value - before - 1;
    return units > 0 ? [{ from: unitText(unit, before + 1), until: unitText(unit, value - 1), units }] : [];
  });
  return {
    unit,
    from: unitText(unit, first.value),
    until: unitText(unit, last.value),
    present: counts.length,
    missing: last.value - first.value + 1 - counts.length,
    gaps: gaps.toSorted((a, b) => b.units - a.units).slice(0, MOST_GAPS),
  };
}

/** The rows over time, in bins of as many units. */
export function timeBins(unit: TimeUnit, counts: ValueCounts): readonly HistogramBin[] {
  const [first] = counts;
  const last = counts.at(-1);
  if (first === undefined || last === undefined) return [];
  const units = last.value - first.value + 1;
  const width = Math.ceil(units / MOST_BINS);
  const rows = Array.from({ length: Math.ceil(units / width) }, () => 0);
  for (const { value, rows: size } of counts) {
    const place = Math.floor((value - first.value) / width);
    rows[place] = (rows[place] ?? 0) + size;
  }
  return rows.map((size, place) => ({
    from: unitText(unit, first.value + place * width),
    until: unitText(unit, first.value + (place + 1) * width),
    rows: size,
  }));
}

/**
 * A unit as text.
 *
 * @param number - counted from 1970
 * @returns `2025-01-08 09:00` for an hour, `2025-01-08` for a day, `2025-01` for a month
 */
export function unitText(unit: TimeUnit, number: number): string {
  switch (unit) {
    case "hour":
      return new Date(number * 3_600_000).toISOString().slice(0, 16).replace("T", " ");
    case "day":
      return new Date(number * MILLISECONDS_PER_DAY).toISOString().slice(0, 10);
    case "month":
      return new Date(Date.UTC(1970, number, 1)).toISOString().slice(0, 7);
  }
}
