import type { LocalDate } from "@dqx/common";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/**
 * The instant at which a calendar day begins in a time zone: a day may have 23 or 25 hours, and may begin at
 * another wall time than midnight, or twice.
 *
 * Computed here and not by the engines, which disagree on midnights that occur twice or never.
 *
 * @param date - the day
 * @param timeZone - an IANA zone
 * @returns the first instant of the day as ISO text in UTC, such as `2024-03-30T23:00:00.000Z`
 */
export function startOfDay(date: LocalDate, timeZone: string): string {
  const midnight = Date.parse(`${date}T00:00:00.000Z`);
  if (timeZone === "UTC") return new Date(midnight).toISOString();
  const offsetAt = offsets(timeZone);
  const [before, after] = [offsetAt(midnight - DAY), offsetAt(midnight + DAY)];
  if (before === after) return new Date(midnight - before).toISOString();
  return new Date(firstInstant(midnight, offsetAt)).toISOString();
}

// The clock changes near this midnight: halve the two days around it until the first instant is left whose
// wall time is past midnight. Every offset lies between -12 and +14 hours.
function firstInstant(midnight: number, offsetAt: (instant: number) => number): number {
  let [earlier, later] = [midnight - DAY, midnight + DAY];
  while (later - earlier > 1) {
    const middle = Math.floor((earlier + later) / 2);
    if (middle + offsetAt(middle) >= midnight) later = middle;
    else earlier = middle;
  }
  return later;
}

/** How far a zone's wall time is ahead of UTC at an instant, in milliseconds. */
function offsets(timeZone: string): (instant: number) => number {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    calendar: "iso8601",
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  return (instant) => {
    const parts = new Map(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
    const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
    const wall = new Date(0);
    wall.setUTCFullYear(part("year"), part("month") - 1, part("day"));
    wall.setUTCHours(part("hour"), part("minute"), part("second"));
    return wall.getTime() - Math.floor(instant / 1000) * 1000;
  };
}
