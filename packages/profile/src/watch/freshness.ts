import { daysBetween, type LocalDate } from "@dqx/common";
import type { DayFacts } from "../history/day-history.js";
import { NEEDED_DAYS } from "../learn/band.js";
import { otherVerdict, tooLittle } from "./verdict.js";
import type { WatchVerdict } from "./watch-report.js";

/**
 * Judges whether rows are due: a day without rows is one too many when no pause of the days before was as long.
 *
 * @param history - the earlier days that have rows, ascending
 * @param date - the day that is judged
 * @param today - its facts, when it has rows
 */
export function judgeFreshness(
  history: readonly DayFacts[],
  date: LocalDate,
  today: DayFacts | undefined,
): WatchVerdict {
  const subject = { kind: "freshness", column: null } as const;
  const last = today ?? history.at(-1);
  const pause = last === undefined ? null : daysBetween(last.date, date);
  if (history.length < NEEDED_DAYS) return tooLittle(subject, pause, history.length);
  const longest = history.reduce((found, day, index) => {
    const before = history[index - 1];
    return before === undefined ? found : Math.max(found, daysBetween(before.date, day.date) - 1);
  }, 0);
  const isLate = pause !== null && pause > longest;
  const usual =
    longest === 0 ? "there were rows every day before" : `the longest pause before was ${days(longest)}`;
  const state =
    pause === null || pause === 0
      ? `there are rows of ${date}`
      : `the last rows are of ${last?.date}, ${days(pause)} before ${date}`;
  return otherVerdict(
    subject,
    isLate,
    pause,
    history.length,
    `${state}; ${usual} (${history.length} days with rows)`,
  );
}

function days(count: number): string {
  return `${count} ${count === 1 ? "day" : "days"}`;
}
