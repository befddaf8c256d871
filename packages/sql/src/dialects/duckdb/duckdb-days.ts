import type { LocalDate } from "@dqx/common";
import type { DayColumn } from "../../dialect/column-type.js";
import type { DayRange } from "../../dialect/dialect.js";
import { startOfDay } from "../../dialect/start-of-day.js";
import { quote, text } from "./duckdb-literals.js";

/** The day of a row, as SQL of type DATE; the session's zone has to be UTC. */
export function dayOf(column: DayColumn, timeZone: string): string {
  const name = quote(column.name);
  switch (column.type.kind) {
    case "date":
      return name;
    case "timestamptz":
      // The UTC wall time of an instant is its own number; the calendar library is a third slower.
      return timeZone === "UTC"
        ? `CAST(make_timestamp(epoch_us(${name})) AS DATE)`
        : `CAST(${name} AT TIME ZONE ${text(timeZone)} AS DATE)`;
    case "timestamp":
      return `CAST(${name} AS DATE)`;
  }
}

/** A condition that holds for the rows of a range of days; it leaves the column bare, so that data is skipped. */
export function withinDays(column: DayColumn, { from, until }: DayRange, timeZone: string): string {
  const name = quote(column.name);
  const start = dayStart(column, timeZone);
  const lower = `${name} >= ${start(from)}`;
  return until === undefined ? lower : `${lower} AND ${name} < ${start(until)}`;
}

function dayStart(column: DayColumn, timeZone: string): (day: LocalDate) => string {
  switch (column.type.kind) {
    case "date":
      return (day) => `DATE '${day}'`;
    case "timestamptz":
      return (day) => `TIMESTAMPTZ '${startOfDay(day, timeZone)}'`;
    case "timestamp":
      return (day) => `TIMESTAMP '${day} 00:00:00'`;
  }
}
