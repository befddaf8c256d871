import type { DayFacts } from "../history/day-history.js";
import { learnBand, NEEDED_DAYS } from "../learn/band.js";
import { signalHistory, signalKey } from "../learn/signal-history.js";
import { isWorthWatching, signalsOf } from "../learn/signals.js";
import { bandVerdict, tooLittle } from "./verdict.js";
import type { WatchVerdict } from "./watch-report.js";

/** Judges the numbers of a day by those of the days before. */
export function judgeSignals(
  history: readonly DayFacts[],
  today: DayFacts,
  dayColumn: string | undefined,
): readonly WatchVerdict[] {
  const past = signalHistory(history, dayColumn);
  return signalsOf(today, dayColumn).flatMap((signal) => {
    const values = past.get(signalKey(signal)) ?? [];
    const isWorth = isWorthWatching(
      signal,
      values.map(({ value }) => value),
    );
    if (!isWorth) return [];
    const { kind, column, value } = signal;
    if (values.length < NEEDED_DAYS) return [tooLittle({ kind, column }, value, values.length)];
    return [bandVerdict({ kind, column }, value, learnBand(values, today.date, signal.options))];
  });
}
