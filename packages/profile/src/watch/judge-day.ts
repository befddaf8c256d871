import type { LocalDate } from "@dqx/common";
import type { DayFacts } from "../history/day-history.js";
import { toRecord } from "../history/day-record.js";
import { judgeFreshness } from "./freshness.js";
import { judgeSignals } from "./judge-signals.js";
import { judgeValues } from "./judge-values.js";
import { judgeSchema } from "./schema-changes.js";
import type { WatchedColumn, WatchedDays, WatchReport, WatchVerdict } from "./watch-report.js";

/** A day that is judged, and what is known of others. */
export interface JudgedDay {
  readonly dataset: string;
  readonly date: LocalDate;
  /** What days were like, ascending: earlier ones, the one that is judged, and perhaps later ones, which are not looked at. */
  readonly days: readonly DayFacts[];
  /** The columns as they are now. */
  readonly columns: readonly WatchedColumn[];
  /** The columns as they were when they were looked at before; they are not judged without. */
  readonly earlierColumns?: readonly WatchedColumn[];
  /** The column that holds the day of a row, whose values are times of day; none where days are those of executions. */
  readonly dayColumn?: string;
  readonly warnings?: readonly string[];
}

/**
 * Judges a day by the days before it, wherever they were kept: `watch` reads them from the dataset itself.
 *
 * @param judged - the day, and what is known
 */
export function judgeDay(judged: JudgedDay): WatchReport {
  const { dataset, date, days, columns, earlierColumns, dayColumn, warnings = [] } = judged;
  const history = days.filter((day) => day.date < date);
  const today = days.find((day) => day.date === date);
  const verdicts = [
    ...judgeSchema(columns, earlierColumns),
    judgeFreshness(history, date, today),
    ...(today === undefined
      ? []
      : [...judgeSignals(history, today, dayColumn), ...judgeValues(history, today)]),
  ];
  return {
    format: "dqx.watch",
    version: 1,
    dataset,
    date,
    rows: today?.rows ?? 0,
    history: historyOf(history),
    verdicts: verdicts.toSorted((a, b) => URGENCY[a.status] - URGENCY[b.status]),
    day: today === undefined ? null : toRecord(today),
    schema: columns,
    warnings,
  };
}

const URGENCY: Readonly<Record<WatchVerdict["status"], number>> = { alarm: 0, tooLittleHistory: 1, ok: 2 };

function historyOf(history: readonly DayFacts[]): WatchedDays | null {
  const [first] = history;
  const last = history.at(-1);
  return first === undefined || last === undefined
    ? null
    : { from: first.date, until: last.date, days: history.length };
}
