/** Sums of doubles depend on the order of the rows, which no engine promises; nothing else may differ. */
const RELATIVE_TOLERANCE = 1e-9;

/**
 * Makes sure that two ways came to the same numbers before they are timed.
 *
 * @param expected - numbers by name
 * @param actual - numbers by name
 * @throws naming the first number that is missing, unexpected or another
 */
export function requireSameNumbers(
  expected: ReadonlyMap<string, number>,
  actual: ReadonlyMap<string, number>,
): void {
  for (const name of new Set([...expected.keys(), ...actual.keys()])) {
    const [a, b] = [expected.get(name), actual.get(name)];
    if (a === undefined || b === undefined || Math.abs(a - b) > RELATIVE_TOLERANCE * Math.abs(a)) {
      throw new Error(`${name} is ${b} with DQX, ${a} without.`);
    }
  }
}
