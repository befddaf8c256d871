import { addDays, type LocalDate } from "@dqx/common";
import type { DayRange } from "./dialect.js";

const LAST_DAY = "9999-12-31";

/**
 * Joins dates that follow each other into half-open ranges.
 *
 * @param dates - ascending, each once
 * @returns the fewest ranges that cover just these dates, ascending
 */
export function dayRanges(dates: readonly LocalDate[]): readonly DayRange[] {
  const ranges: DayRange[] = [];
  for (const date of dates) {
    const last = ranges.at(-1);
    const until = date === LAST_DAY ? {} : { until: addDays(date, 1) };
    if (last?.until === date) ranges[ranges.length - 1] = { from: last.from, ...until };
    else ranges.push({ from: date, ...until });
  }
  return ranges;
}
