/**
 * Writes a number for people: whole ones with separators between thousands, others in seven significant digits.
 *
 * @param value - a finite number
 * @returns for example `14,696`, `0.3333333` or `1.5e+30`
 */
export function showNumber(value: number): string {
  if (Number.isSafeInteger(value)) return value.toLocaleString("en-US");
  return String(Number(value.toPrecision(7)));
}
