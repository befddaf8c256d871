import { addDays, InvalidArgumentError, LocalDate } from "@dqx/common";
import type { SqlDataSource } from "@dqx/sql";
import { dayHistory } from "../history/day-history.js";
import { type DayRecord, fromRecord } from "../history/day-record.js";
import { judgeDay } from "./judge-day.js";
import type { WatchedColumn, WatchReport } from "./watch-report.js";

/** How many days before the one that is judged are learnt from. */
const DAYS = 60;

/** What is watched, and what is known of it. */
export interface WatchOptions {
  /** The day that is judged. */
  readonly date: LocalDate;
  /** How many days before it are learnt from; 60 by default. */
  readonly days?: number;
  /** What earlier days were like, for a dataset that does not hold them itself: the days of earlier reports. */
  readonly earlierDays?: readonly DayRecord[];
  /** The columns as they were when it was watched before; they are not judged without. */
  readonly earlierColumns?: readonly WatchedColumn[];
  /** Ends the work early: the promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/**
 * Judges a day of a dataset without any check: rows, freshness, nulls, distinct values, means, ranges, lengths, blank
 * texts, times of day, values that are new, shares of values, and columns, each by what was learnt from the days
 * before. What has fewer than fourteen days behind it is not judged, and says so.
 *
 * A dataset without a date column has no earlier days of its own: they are those of earlier reports.
 *
 * @param source - where the rows are
 * @param options - the day, and how far to look back
 * @returns plain JSON: a verdict for each number, with the history that it has
 * @throws the source's `DQXError` when it cannot be read, the signal's reason when aborted
 * @example
 * ```ts
 * import { LocalDate } from "@dqx/common";
 * import { InMemoryDataSource } from "@dqx/duckdb";
 * import { watch } from "@dqx/profile";
 *
 * const rows = Array.from({ length: 20 }, (_, day) => ({ day: `2025-01-${String(day + 1).padStart(2, "0")}`, price: day === 19 ? 300 : 3 }));
 * const orders = InMemoryDataSource.fromRows({ name: "orders", dateColumn: "day", rows });
 * const { verdicts } = await watch(orders, { date: LocalDate("2025-01-20") });
 * verdicts[0]?.message; // "mean of price = 300 is above 3.15 (expected 3, learnt from 19 days)"
 * ```
 */
export async function watch(source: SqlDataSource, options: WatchOptions): Promise<WatchReport> {
  const { date, days = DAYS, earlierDays = [], earlierColumns, signal } = options;
  if (!Number.isSafeInteger(days) || days < 1) {
    throw new InvalidArgumentError(`days is ${days}. Give a whole number of days, at least 1.`);
  }
  const found = await dayHistory(source, {
    from: addDays(date, -days),
    until: date,
    ...(signal !== undefined && { signal }),
  });
  const measured = new Set(found.days.map((day) => day.date));
  const earlier = earlierDays
    .filter((day) => day.date < date && !measured.has(LocalDate(day.date)))
    .map(fromRecord)
    .toSorted((a, b) => (a.date < b.date ? -1 : 1))
    .slice(-days);
  return judgeDay({
    dataset: source.name,
    date,
    days: [...earlier, ...found.days],
    columns: found.columns.map(({ name, operand }) => ({
      name,
      type: operand.typeName,
      kind: operand.type.kind,
    })),
    ...(earlierColumns && { earlierColumns }),
    ...(found.dayColumn !== undefined && { dayColumn: found.dayColumn }),
    warnings: [...found.failures].map(
      ([column, reason]) => `Column '${column}' could not be measured: ${reason}`,
    ),
  });
}
