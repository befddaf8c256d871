import * as fc from "fast-check";
import type { Cell, LogicalType } from "./conformance-data.js";

const small = fc.bigInt({ min: -3n, max: 3n });

/** Values of each type: few of them often, so that some are equal, and the ends of what the type holds. */
const cells: { readonly [Type in LogicalType]: fc.Arbitrary<Cell> } = {
  integer: fc.oneof(small, fc.bigInt({ min: -(2n ** 31n), max: 2n ** 31n - 1n })),
  bigint: fc.oneof(small, fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })),
  // Quarters are added without rounding, so that a variance of 0 is 0 in any order.
  double: fc.oneof(
    { weight: 30, arbitrary: fc.integer({ min: -4_000, max: 4_000 }).map((quarters) => quarters / 4) },
    { weight: 1, arbitrary: fc.constantFrom(Number.NaN, Infinity, -Infinity) },
  ),
  "decimal(38,10)": fc.oneof(
    small.map(String),
    fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }).map(decimalText),
  ),
  boolean: fc.boolean(),
  text: fc.constantFrom("", "a", "b", "B", "paid", "open", "1", "01", "-2.5", "null", "ž🎉", "2024-02-29"),
  date: fc.constantFrom("2023-12-31", "2024-02-29", "2024-03-01", "2024-03-02"),
  timestamp: fc.constantFrom("2024-02-29 00:00:00", "2024-02-29 23:59:59", "2024-03-01 12:00:00"),
  timestamptz: fc.constantFrom("2024-02-29 00:00:00+00", "2024-02-29 23:59:59+00", "2024-03-01 12:00:00+00"),
};

/** Made-up values of a column, among them nulls. */
export function someCells(type: LogicalType): fc.Arbitrary<Cell> {
  return fc.option(cells[type], { freq: 4 });
}

function decimalText(unscaled: bigint): string {
  const digits = String(unscaled < 0n ? -unscaled : unscaled).padStart(11, "0");
  return `${unscaled < 0n ? "-" : ""}${digits.slice(0, -10)}.${digits.slice(-10)}`;
}
