import type { LocalDate } from "@dqx/common";
import type { DayColumn } from "../../dialect/column-type.js";
import type { DayRange } from "../../dialect/dialect.js";
import { startOfDay } from "../../dialect/start-of-day.js";
import { quote, text } from "./postgres-literals.js";

/** The day of a row, as SQL of type DATE. */
export function dayOf({ name, type }: DayColumn, timeZone: string): string {
  switch (type.kind) {
    case "date":
      return quote(name);
    case "timestamp":
      return `CAST(${quote(name)} AS date)`;
    case "timestamptz":
      return `CAST(${quote(name)} AT TIME ZONE ${text(timeZone)} AS date)`;
  }
}

/**
 * A condition that holds for the rows of a range of days. The column stands bare in it, so that an index on the
 * column is used and partitions by it are pruned.
 */
export function withinDays({ name, type }: DayColumn, { from, until }: DayRange, timeZone: string): string {
  const start = (day: LocalDate): string => {
    switch (type.kind) {
      case "date":
        return `DATE '${day}'`;
      case "timestamp":
        return `TIMESTAMP '${day} 00:00:00'`;
      case "timestamptz":
        return `TIMESTAMPTZ '${startOfDay(day, timeZone)}'`;
    }
  };
  const lower = `${quote(name)} >= ${start(from)}`;
  return until === undefined ? lower : `${lower} AND ${quote(name)} < ${start(until)}`;
}
