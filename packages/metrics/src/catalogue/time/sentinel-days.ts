import { InvalidArgumentError, isLocalDate, type LocalDate, showValue } from "@dqx/common";
import type { ParameterField } from "../../definition/parameter-field.js";

/**
 * Days that programs write where they have none: the first ones of .NET, of SQL Server, of spreadsheets, of the last
 * century and of Unix, the last one of Unix in 32 bits, and the last one of four digits.
 */
export const SENTINELS = [
  "0001-01-01",
  "1753-01-01",
  "1899-12-30",
  "1900-01-01",
  "1970-01-01",
  "2038-01-19",
  "9999-12-31",
] as const;

/** Days that stand for none. */
export const sentinelsField: ParameterField<readonly string[]> = {
  description: `one or more days such as '1970-01-01'; their order does not matter, and they are ${SENTINELS.join(", ")} by default`,
  isList: true,
  decode(value, place) {
    const given: unknown = value ?? SENTINELS;
    if (!Array.isArray(given) || given.length === 0) {
      throw new InvalidArgumentError(`${place} is ${showValue(given)}. Give a list of at least one day.`);
    }
    const days = given.map((day: unknown, index): LocalDate => {
      if (isLocalDate(day)) return day;
      throw new InvalidArgumentError(
        `${place}[${index}] is ${showValue(day)}. Give a day that exists, as YYYY-MM-DD.`,
      );
    });
    return [...new Set(days)].toSorted();
  },
};

const MILLISECONDS_PER_DAY = 86_400_000;

/** The days from 1970-01-01 to a day. @param date - an ISO date */
export function dayNumberOf(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / MILLISECONDS_PER_DAY;
}
