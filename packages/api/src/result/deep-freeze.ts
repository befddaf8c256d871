/**
 * Freezes plain data with all that is in it.
 *
 * @param value - objects, lists and primitive values, without circles
 * @returns the same value
 */
export function deepFreeze<Value>(value: Value): Value {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  for (const child of Object.values(value)) deepFreeze(child);
  return Object.freeze(value);
}
