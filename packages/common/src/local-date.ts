import type { Brand } from "effect/Brand";
import { InvalidArgumentError } from "./invalid-argument-error.js";
import { showValue } from "./text/show-value.js";

/**
 * A calendar date without time or zone, as ISO text `YYYY-MM-DD` between `0001-01-01` and `9999-12-31`.
 *
 * Being text, dates compare with `<` and `===`, and work as keys of a `Map`.
 */
export type LocalDate = string & Brand<"LocalDate">;

const MILLISECONDS_PER_DAY = 86_400_000;
const ISO_DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

/**
 * Makes a calendar date from text.
 *
 * @param text - an ISO date such as `2025-02-28`; the day must exist in the proleptic Gregorian calendar
 * @returns the same text as a `LocalDate`
 * @throws {@link InvalidArgumentError} when the text is no such date
 */
export function LocalDate(text: string): LocalDate {
  if (!isLocalDate(text)) {
    throw new InvalidArgumentError(
      `${showValue(text)} is not a date. Give a day that exists, as YYYY-MM-DD, from 0001-01-01 to 9999-12-31.`,
    );
  }
  return text;
}

/**
 * Tells whether a value is a calendar date as {@link LocalDate} accepts it.
 *
 * @param value - anything
 */
export function isLocalDate(value: unknown): value is LocalDate {
  if (typeof value !== "string") return false;
  const match = ISO_DATE.exec(value);
  if (match === null) return false;
  const [year, month, day] = match.slice(1).map(Number);
  if (year === undefined || month === undefined || day === undefined || year === 0) return false;
  return toIso(epochMilliseconds(year, month, day)) === value;
}

/**
 * The date some days later, or earlier when negative. Days are calendar days: no zone and no clock change
 * plays a part.
 *
 * @param date - where to start
 * @param days - how many days to go; a whole number
 * @throws {@link InvalidArgumentError} when `days` is not a whole number or the result leaves the years 1 to 9999
 */
export function addDays(date: LocalDate, days: number): LocalDate {
  if (!Number.isSafeInteger(days)) {
    throw new InvalidArgumentError(`Cannot go ${showValue(days)} days from ${date}: give a whole number.`);
  }
  const text = toIso(toEpochDay(date) * MILLISECONDS_PER_DAY + days * MILLISECONDS_PER_DAY);
  if (text === undefined) {
    throw new InvalidArgumentError(`${days} days from ${date} is outside of the years 1 to 9999.`);
  }
  return text as LocalDate;
}

/**
 * How many days lie between two dates.
 *
 * @returns `until - from` in days; negative when `until` is the earlier one
 */
export function daysBetween(from: LocalDate, until: LocalDate): number {
  return toEpochDay(until) - toEpochDay(from);
}

/**
 * All dates from one to another, both included, ascending.
 *
 * @returns an empty list when `until` is before `from`
 */
export function datesBetween(from: LocalDate, until: LocalDate): readonly LocalDate[] {
  const length = Math.max(0, daysBetween(from, until) + 1);
  return Array.from({ length }, (_, index) => addDays(from, index));
}

function toEpochDay(date: LocalDate): number {
  return (
    epochMilliseconds(Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8, 10))) /
    MILLISECONDS_PER_DAY
  );
}

// Date.UTC reads the years 0 to 99 as 1900 to 1999; setUTCFullYear takes them as they are.
function epochMilliseconds(year: number, month: number, day: number): number {
  return new Date(0).setUTCFullYear(year, month - 1, day);
}

function toIso(milliseconds: number): string | undefined {
  const date = new Date(milliseconds);
  const year = date.getUTCFullYear();
  return year >= 1 && year <= 9999 ? date.toISOString().slice(0, 10) : undefined;
}
