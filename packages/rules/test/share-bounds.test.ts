import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ALL_ROWS, reachesShare, requireShareBounds, type ShareBounds } from "../src/index.js";

describe("bounds", () => {
  it.each<[unknown, string]>([
    [{}, "holdsFor got no bound"],
    [{ atLeast: 0 }, "holdsFor got atLeast 0. Give a share"],
    [{ atLeast: 1.01 }, "Give a share"],
    [{ warnBelow: Number.NaN }, "holdsFor got warnBelow NaN"],
    [{ atLeast: "0.9" }, "Give a share"],
    [{ atLeast: 0.9, warnBelow: 0.9 }, "which is not above atLeast 0.9"],
    [{ atleast: 0.9 }, "Did you mean 'atLeast'?"],
  ])("%j are refused", (bounds, message) => {
    expect(() => requireShareBounds("holdsFor", bounds as ShareBounds)).toThrow(message);
  });

  it("are kept as they are, frozen", () => {
    expect(requireShareBounds("holdsFor", { atLeast: 0.9, warnBelow: 1 })).toEqual({
      atLeast: 0.9,
      warnBelow: 1,
    });
    expect(Object.isFrozen(requireShareBounds("holdsFor", { warnBelow: 1 }))).toBe(true);
    expect(ALL_ROWS).toEqual({ atLeast: 1 });
  });
});

describe("reachesShare", () => {
  // Pitfall 23: 3 bad rows of 1,864,458 were shown as 0.0 % and passed.
  it("decides on counts where a rounded share would pass", () => {
    expect(reachesShare(1_864_455, 1_864_458, 1)).toBe(false);
    expect(reachesShare(999, 1000, 0.999)).toBe(true);
    expect(reachesShare(998, 1000, 0.999)).toBe(false);
    expect(reachesShare(1, 10_000_000, 1e-7)).toBe(true);
    expect(reachesShare(1, 10_000_001, 1e-7)).toBe(false);
  });

  it("decides where the nearest double of the share is the bound itself", () => {
    // 0.009 of a row is missing.
    const [counted, tested] = [8_998_192_055_486_250, 9_007_199_254_740_991];
    expect(999n * BigInt(tested) - 1000n * BigInt(counted)).toBe(9n);
    expect(counted / tested).toBe(0.999);
    expect(reachesShare(counted, tested, 0.999)).toBe(false);
    expect(reachesShare(counted + 1, tested, 0.999)).toBe(true);
  });

  it("agrees with rationals, whatever the digits of the bound", () => {
    const decimal = fc
      .integer({ min: 1, max: 12 })
      .chain((scale) => fc.tuple(fc.bigInt({ min: 1n, max: 10n ** BigInt(scale) }), fc.constant(scale)));
    fc.assert(
      fc.property(
        fc.nat({ max: 2 ** 31 - 1 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        decimal,
        (tested, part, [digits, scale]) => {
          const bound = Number(`${digits}e-${scale}`);
          const counted = Math.round(part * tested);
          const reaches = BigInt(counted) * 10n ** BigInt(scale) >= digits * BigInt(tested);
          expect(reachesShare(counted, tested, bound)).toBe(reaches);
        },
      ),
    );
  });
});
