import { InvalidArgumentError, nearestName, showValue } from "@dqx/common";
import type { ParameterField } from "../../definition/parameter-field.js";

/** The days of the week, in the order of ISO 8601: Monday is the first. */
const weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;

/** A day of the week. */
export type Weekday = (typeof weekdays)[number];

/** The days on which most offices work. */
export const WORKING_DAYS: readonly Weekday[] = ["monday", "tuesday", "wednesday", "thursday", "friday"];

/** Days of the week. */
export const weekdaysField: ParameterField<readonly Weekday[]> = {
  description: `one or more of ${weekdays.map((day) => JSON.stringify(day)).join(", ")}; their order does not matter, and they are Monday to Friday by default`,
  isList: true,
  decode(value, place) {
    const given: unknown = value ?? WORKING_DAYS;
    if (!Array.isArray(given) || given.length === 0) {
      throw new InvalidArgumentError(
        `${place} is ${showValue(given)}. Give a list of at least one day of the week.`,
      );
    }
    const days = new Set(given.map((day: unknown, index) => weekday(day, `${place}[${index}]`)));
    return weekdays.filter((day) => days.has(day));
  },
};

/** The number of a day of the week, from 1 for Monday to 7 for Sunday. */
export function weekdayNumber(day: Weekday): number {
  return weekdays.indexOf(day) + 1;
}

function weekday(value: unknown, place: string): Weekday {
  const found = weekdays.find((day) => day === value);
  if (found !== undefined) return found;
  const nearest = typeof value === "string" ? nearestName(value, weekdays) : undefined;
  throw new InvalidArgumentError(
    `${place} is ${showValue(value)}. ${nearest === undefined ? `Give one of ${weekdays.join(", ")}.` : `Did you mean '${nearest}'?`}`,
  );
}
