import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Comparison, holds } from "../src/check/comparison.js";
import { showVerdictValue } from "../src/check/number-text.js";

describe("a printed value", () => {
  it("is short where that changes nothing", () => {
    expect(showVerdictValue(1 / 3, { kind: "less", bound: 1, tolerance: 0 })).toBe("0.333333");
    expect(showVerdictValue(14696, { kind: "greater", bound: 0, tolerance: 0 })).toBe("14696");
  });

  it("has the digits that decide: 99.9999998 does not read as 100 when less than 100 was demanded", () => {
    expect(showVerdictValue(99.9999998, { kind: "less", bound: 100, tolerance: 0 })).toBe("99.9999998");
    expect(showVerdictValue(100.0000002, { kind: "atMost", bound: 100, tolerance: 0 })).toBe("100.0000002");
  });

  it("always implies the verdict", () => {
    const near = fc.tuple(
      fc.double({ noNaN: true, min: -1e9, max: 1e9 }),
      fc.double({ noNaN: true, min: -1, max: 1 }),
    );
    fc.assert(
      fc.property(
        near,
        fc.constantFrom("greater", "atLeast", "less", "atMost", "equal"),
        ([bound, shift], kind) => {
          const comparison: Comparison = { kind, bound, tolerance: 0 };
          const value = bound + shift * 1e-6;
          expect(holds(comparison, Number(showVerdictValue(value, comparison)))).toBe(
            holds(comparison, value),
          );
        },
      ),
    );
  });
});
