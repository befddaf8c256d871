import { InvalidArgumentError, type LocalDate } from "@dqx/common";
import type { DayColumn } from "../../dialect/column-type.js";
import type { DayRange } from "../../dialect/dialect.js";
import type { TemporalKind } from "../../dialect/row-renderers.js";
import { startOfDay } from "../../dialect/start-of-day.js";
import { quote, text } from "./clickhouse-literals.js";

/** The days that ClickHouse's widest type of days has; it makes the nearest of them of all others, silently. */
const FIRST_DAY = "1900-01-01";
const LAST_DAY = "2299-12-31";

/** The day of a row, as SQL of a type of days. */
export function dayOf({ name, type }: DayColumn, timeZone: string): string {
  switch (type.kind) {
    case "date":
      return quote(name);
    case "timestamp":
    case "timestamptz":
      return `toDate32(${quote(name)}, ${text(timeZone)})`;
  }
}

/**
 * A condition that holds for the rows of a range of days. The column stands bare in it, so that parts and granules
 * are skipped.
 *
 * @throws InvalidArgumentError for days that ClickHouse does not have
 */
export function withinDays({ name, type }: DayColumn, { from, until }: DayRange, timeZone: string): string {
  if (from < FIRST_DAY || from > LAST_DAY) {
    throw new InvalidArgumentError(
      `ClickHouse has the days from ${FIRST_DAY} to ${LAST_DAY}, and ${from} is none of them. Ask for another date.`,
    );
  }
  const start = (day: LocalDate): string =>
    type.kind === "date" ? dateLiteral(day) : instant(startOfDay(day, timeZone));
  const lower = `${quote(name)} >= ${start(from)}`;
  return until === undefined ? lower : `${lower} AND ${quote(name)} < ${start(until)}`;
}

/** A day or time by its ISO text. */
export function temporal(value: string, kind: TemporalKind): string {
  return kind === "date" ? dateLiteral(value) : instant(value.replace(" ", "T"));
}

/** Whether a literal is that of a day that no value of a type of days can be. */
export function isOutsideOfDays(sql: string): boolean {
  return sql.startsWith("toDateTime64(");
}

// A day that no type of days has is compared as an instant: it is more than a day apart from all of them, in any zone.
function dateLiteral(day: string): string {
  return day < FIRST_DAY || day > LAST_DAY
    ? `toDateTime64('${day} 00:00:00', 0, 'UTC')`
    : `toDate32('${day}')`;
}

const INSTANT = /^(.{19})(?:\.(\d{1,6}))?(Z|[+-]\d\d:\d\d)?$/;

// With the fraction of the text, and the time in UTC.
function instant(iso: string): string {
  const [, seconds = iso, fraction = "", zone = "Z"] = INSTANT.exec(iso) ?? [];
  const utc = new Date(`${seconds}${zone}`).toISOString().slice(0, 19).replace("T", " ");
  const digits = fraction.replace(/0+$/, "");
  return `toDateTime64('${utc}${digits === "" ? "" : `.${digits}`}', ${digits.length}, 'UTC')`;
}
