import { daysBetween, type LocalDate, type ResultKey } from "@dqx/common";

/**
 * The keys of a run on other dates, each made once: a run has many metrics on few dates, and a key checks its tags.
 *
 * @param key - the run's own
 * @returns gives the key with the same tags on a date that is not later
 */
export function keysByDate(key: ResultKey): (date: LocalDate) => ResultKey {
  const keys = new Map<LocalDate, ResultKey>();
  return (date) => {
    const known = keys.get(date);
    if (known !== undefined) return known;
    const made = key.lag(daysBetween(date, key.date));
    keys.set(date, made);
    return made;
  };
}
