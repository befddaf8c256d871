import fc from "fast-check";
import { expect, it } from "vitest";
import { exactQuantile, sortedCounts } from "../src/profile/value-counts.js";

it("a quantile of counts is that of the values one by one (Hyndman and Fan's type 7)", () => {
  const value = fc.integer({ min: -20, max: 20 });
  fc.assert(
    fc.property(fc.array(value, { minLength: 1 }), fc.integer({ min: 0, max: 100 }), (values, percent) => {
      const at = percent / 100;
      const sorted = values.toSorted((a, b) => a - b);
      const rank = (sorted.length - 1) * at;
      const below = sorted[Math.floor(rank)] ?? Number.NaN;
      const above = sorted[Math.ceil(rank)] ?? Number.NaN;
      const counts = new Map<number, number>();
      for (const each of values) counts.set(each, (counts.get(each) ?? 0) + 1);
      const found = exactQuantile(
        sortedCounts([...counts].map(([each, rows]) => ({ value: each, rows }))),
        at,
      );
      expect(found).toBeCloseTo(below + (rank - Math.floor(rank)) * (above - below), 9);
    }),
  );
});
