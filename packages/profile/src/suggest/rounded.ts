/**
 * A bound with three significant digits, rounded away from what lies within it.
 *
 * @param value - the bound
 * @param direction - `down` for a lower bound, `up` for an upper one
 */
export function rounded(value: number, direction: "down" | "up"): number {
  if (value === 0 || !Number.isFinite(value)) return value;
  const unit = 10 ** (Math.floor(Math.log10(Math.abs(value))) - 2);
  const found = (direction === "down" ? Math.floor(value / unit) : Math.ceil(value / unit)) * unit;
  return Number.isFinite(found) ? Number(found.toPrecision(12)) : value;
}
