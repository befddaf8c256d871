import { otherVerdict } from "./verdict.js";
import type { WatchedColumn, WatchVerdict } from "./watch-report.js";

/**
 * Compares columns with what they were: each that is gone, new or of another type is an alarm.
 *
 * @param now - the columns
 * @param before - as they were; nothing when nobody has looked before
 */
export function judgeSchema(
  now: readonly WatchedColumn[],
  before: readonly WatchedColumn[] | undefined,
): readonly WatchVerdict[] {
  if (before === undefined) return [];
  const types = new Map(now.map(({ name, type }) => [name, type]));
  const known = new Map(before.map(({ name, type }) => [name, type]));
  const changes = [
    ...before.flatMap(({ name, type }) => {
      const found = types.get(name);
      if (found === type) return [];
      return [[name, found === undefined ? "is gone" : `is ${found} and was ${type}`] as const];
    }),
    ...now.flatMap(({ name, type }) => (known.has(name) ? [] : [[name, `is new, of type ${type}`] as const])),
  ];
  if (changes.length > 0) {
    return changes.map(([column, change]) =>
      otherVerdict({ kind: "schema", column }, true, null, 1, `column ${column} ${change}`),
    );
  }
  return [
    otherVerdict({ kind: "schema", column: null }, false, null, 1, `the ${now.length} columns are as before`),
  ];
}
