import type { DayFacts } from "../history/day-history.js";
import { learnBand, NEEDED_DAYS } from "../learn/band.js";
import { isSurprising, type UnseenValues, unseenValues, watchedValues } from "../learn/value-sets.js";
import { bandVerdict, otherVerdict, type Subject, shown, tooLittle } from "./verdict.js";
import type { WatchVerdict } from "./watch-report.js";

/** How many new values a message names. */
const NAMED = 3;

/** Judges the values of columns that have few: which are new, and how the rows are divided among them. */
export function judgeValues(history: readonly DayFacts[], today: DayFacts): readonly WatchVerdict[] {
  return [...today.values.keys()].flatMap((column) => {
    const known = history.filter(({ values }) => values.has(column));
    const unseen = unseenValues(known, today, column);
    return [
      ...(unseen === undefined ? [] : [unseenVerdict(column, unseen, today.rows, known.length)]),
      ...shareVerdicts(column, known, today),
    ];
  });
}

function unseenVerdict(column: string, unseen: UnseenValues, rows: number, days: number): WatchVerdict {
  const subject: Subject = { kind: "unseenValues", column };
  if (days < NEEDED_DAYS) return tooLittle(subject, unseen.rows, days);
  const named = unseen.values.slice(0, NAMED).map((value) => JSON.stringify(value));
  const more = unseen.values.length > NAMED ? ` and ${unseen.values.length - NAMED} more` : "";
  const isAlarm = isSurprising(unseen, rows);
  const often = `new values came on ${unseen.daysWithNew} of ${unseen.days} days before`;
  return otherVerdict(
    subject,
    isAlarm,
    unseen.rows,
    days,
    unseen.values.length === 0
      ? `${column} has no value that the ${days} days before did not have`
      : `${column} has ${shown(unseen.rows)} of ${shown(rows)} rows with values that the ${days} days before did not have: ${named.join(", ")}${more} (${often})`,
  );
}

function shareVerdicts(
  column: string,
  history: readonly DayFacts[],
  today: DayFacts,
): readonly WatchVerdict[] {
  return watchedValues(history, column).map((of) => {
    const share = ({ values, rows }: DayFacts): number => (values.get(column)?.get(of) ?? 0) / rows;
    const subject: Subject = { kind: "share", column, of };
    const past = history.map((day) => ({ date: day.date, value: share(day) }));
    if (past.length < NEEDED_DAYS) return tooLittle(subject, share(today), past.length);
    const band = learnBand(past, today.date, {
      least: (expected) => Math.max(0.05, 2 * Math.sqrt((expected * (1 - expected)) / today.rows)),
      range: [0, 1],
    });
    return bandVerdict(subject, share(today), band);
  });
}
