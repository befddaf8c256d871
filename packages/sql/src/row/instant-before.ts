import type { TimeUnit } from "@dqx/metrics";

const MINUTE = 60_000;
const MILLISECONDS: Readonly<Record<Exclude<TimeUnit, "month" | "year">, number>> = {
  minute: MINUTE,
  hour: 60 * MINUTE,
  day: 24 * 60 * MINUTE,
  week: 7 * 24 * 60 * MINUTE,
};
const [FIRST, LAST] = [Date.parse("0001-01-01T00:00:00.000Z"), Date.parse("9999-12-31T23:59:59.999Z")];

/** Whether an instant lies in the years 1 to 9999, which all engines have. */
export function isInCalendar(instant: Date): boolean {
  return instant.getTime() >= FIRST && instant.getTime() <= LAST;
}

/**
 * The instant that lies some units of time before another.
 *
 * @param instant - where to start
 * @param amount - how many units to go back; a whole number, 0 or more
 * @param unit - days have 24 hours; months and years are those of the calendar in UTC, where the last day of a month
 *   stands for the days that it does not have
 * @returns nothing when it is before the year 1
 */
export function instantBefore(instant: Date, amount: number, unit: TimeUnit): Date | undefined {
  const before = goBack(instant, amount, unit);
  return isInCalendar(before) ? before : undefined;
}

function goBack(instant: Date, amount: number, unit: TimeUnit): Date {
  switch (unit) {
    case "minute":
    case "hour":
    case "day":
    case "week":
      return new Date(instant.getTime() - amount * MILLISECONDS[unit]);
    case "month":
      return monthsBefore(instant, amount);
    case "year":
      return monthsBefore(instant, 12 * amount);
  }
}

function monthsBefore(instant: Date, months: number): Date {
  const before = new Date(instant);
  before.setUTCDate(1);
  before.setUTCMonth(before.getUTCMonth() - months);
  const lastDay = new Date(before);
  lastDay.setUTCMonth(lastDay.getUTCMonth() + 1, 0);
  before.setUTCDate(Math.min(instant.getUTCDate(), lastDay.getUTCDate()));
  return before;
}
