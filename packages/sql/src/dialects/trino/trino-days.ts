import type { LocalDate } from "@dqx/common";
import type { DayColumn } from "../../dialect/column-type.js";
import type { DayRange } from "../../dialect/dialect.js";
import type { TemporalKind } from "../../dialect/row-renderers.js";
import { startOfDay } from "../../dialect/start-of-day.js";
import { quote, text } from "./trino-literals.js";

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
 * A condition that holds for the rows of a range of days. The column stands bare in it, so that connectors push it
 * down and partitions by the column are pruned.
 */
export function withinDays({ name, type }: DayColumn, { from, until }: DayRange, timeZone: string): string {
  const start = (day: LocalDate): string => {
    switch (type.kind) {
      case "date":
        return temporal(day, "date");
      case "timestamp":
        return temporal(`${day} 00:00:00`, "timestamp");
      case "timestamptz":
        return temporal(startOfDay(day, timeZone), "timestamptz");
    }
  };
  const lower = `${quote(name)} >= ${start(from)}`;
  return until === undefined ? lower : `${lower} AND ${quote(name)} < ${start(until)}`;
}

/** A day or time by its ISO text. Trino compares days and times with nothing that has no type. */
export function temporal(value: string, kind: TemporalKind): string {
  switch (kind) {
    case "date":
      return `DATE '${value}'`;
    case "timestamp":
      return `TIMESTAMP '${value}'`;
    case "timestamptz":
      return `TIMESTAMP '${value.replace("T", " ").replace(/\s*(?:Z|([+-]\d\d:\d\d))$/, (_, offset = "UTC") => ` ${offset}`)}'`;
  }
}
