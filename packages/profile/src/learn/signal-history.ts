import type { DayFacts } from "../history/day-history.js";
import type { DayValue } from "./band.js";
import { type Signal, signalsOf } from "./signals.js";

/** Values of signals over days, by {@link signalKey}. */
export function signalHistory(
  history: readonly DayFacts[],
  dayColumn: string | undefined,
): ReadonlyMap<string, readonly DayValue[]> {
  const found = new Map<string, DayValue[]>();
  for (const day of history) {
    for (const signal of signalsOf(day, dayColumn)) {
      const key = signalKey(signal);
      const values = found.get(key) ?? [];
      values.push({ date: day.date, value: signal.value });
      found.set(key, values);
    }
  }
  return found;
}

/** What tells a signal from others. */
export function signalKey({ kind, column }: Pick<Signal, "kind" | "column">): string {
  return JSON.stringify([kind, column]);
}
