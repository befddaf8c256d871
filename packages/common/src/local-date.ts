import type { Brand } from "effect/Brand";
import { InvalidArgumentError } from "./invalid-argument-error.js";
import { showValue } from "./text/show-value.js";

/**
 * A calendar date without time or zone, as ISO text `YYYY-MM-DD` between `0001-01-01` and `9999-12-31`.
 *
 * Being text, dates compare with `<` and `===`, and work as keys of a `Map`.
 */
export type LocalDate = string & Brand<"LocalDate">;

const ISO_DATE = /^\d{4}-\d{2}-\d{2}$/;

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
  if (typeof value !== "string" || !ISO_DATE.test(value)) return false;
  const { year, month, day } = partsOf(value);
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
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
  const text = toIso(toEpochDay(date) + days);
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

interface CivilDate {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  /** From 1 on. */
  readonly day: number;
}

function partsOf(text: string): CivilDate {
  return { year: Number(text.slice(0, 4)), month: Number(text.slice(5, 7)), day: Number(text.slice(8, 10)) };
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

// By whole numbers, since runs go back by days from thousands of metrics and Date is ten times as slow. Years begin in
// March here, so that leap days come last; 719,468 days lie between 0000-03-01 and 1970-01-01. The algorithms are
// days_from_civil and civil_from_days of https://howardhinnant.github.io/date_algorithms.html.
const DAYS_PER_ERA = 146_097;
const YEARS_PER_ERA = 400;
const DAYS_BEFORE_1970 = 719_468;

function toEpochDay(date: LocalDate): number {
  const { year, month, day } = partsOf(date);
  const marchYear = month > 2 ? year : year - 1;
  const era = Math.floor(marchYear / YEARS_PER_ERA);
  const yearOfEra = marchYear - era * YEARS_PER_ERA;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const leapDays = Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100);
  return era * DAYS_PER_ERA + yearOfEra * 365 + leapDays + dayOfYear - DAYS_BEFORE_1970;
}

function toIso(epochDay: number): string | undefined {
  const days = epochDay + DAYS_BEFORE_1970;
  const era = Math.floor(days / DAYS_PER_ERA);
  const dayOfEra = days - era * DAYS_PER_ERA;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const leapDays = Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100);
  const dayOfYear = dayOfEra - (yearOfEra * 365 + leapDays);
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const year = era * YEARS_PER_ERA + yearOfEra + (month <= 2 ? 1 : 0);
  if (!(year >= 1 && year <= 9999)) return undefined;
  return `${String(year).padStart(4, "0")}-${twoDigits(month)}-${twoDigits(day)}`;
}

function twoDigits(number: number): string {
  return number < 10 ? `0${number}` : String(number);
}
