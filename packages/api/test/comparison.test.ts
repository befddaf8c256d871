import { InvalidArgumentError } from "@dqx/common";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Comparison,
  describeMiss,
  holds,
  requireValid,
  showComparison,
} from "../src/check/comparison.js";

const finite = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e12, max: 1e12 });
const tolerances = fc.oneof(fc.constant(0), fc.double({ min: 0, max: 10, noNaN: true }));

const to = (
  kind: "greater" | "atLeast" | "less" | "atMost" | "equal" | "notEqual",
  bound: number,
  tolerance = 0,
) => ({ kind, bound, tolerance }) satisfies Comparison;
const within = (kind: "between" | "notBetween", lower: number, upper: number, tolerance = 0) =>
  ({ kind, lower, upper, tolerance }) satisfies Comparison;

describe("a comparison", () => {
  it("is one of less, equal and greater, whatever the tolerance", () => {
    fc.assert(
      fc.property(finite, finite, tolerances, (value, bound, tolerance) => {
        const verdicts = (["less", "equal", "greater"] as const).map((kind) =>
          holds(to(kind, bound, tolerance), value),
        );
        expect(verdicts.filter(Boolean)).toHaveLength(1);
      }),
    );
  });

  it("is at least what is greater or equal, and the other way down", () => {
    fc.assert(
      fc.property(finite, finite, tolerances, (value, bound, tolerance) => {
        const is = (kind: Parameters<typeof to>[0]) => holds(to(kind, bound, tolerance), value);
        expect(is("atLeast")).toBe(is("greater") || is("equal"));
        expect(is("atMost")).toBe(is("less") || is("equal"));
        expect(is("notEqual")).toBe(!is("equal"));
      }),
    );
  });

  it("is between what is at least the lower and at most the upper bound", () => {
    fc.assert(
      fc.property(finite, finite, finite, tolerances, (value, a, b, tolerance) => {
        const [lower, upper] = [Math.min(a, b), Math.max(a, b)];
        const expected =
          holds(to("atLeast", lower, tolerance), value) && holds(to("atMost", upper, tolerance), value);
        expect(holds(within("between", lower, upper, tolerance), value)).toBe(expected);
        expect(holds(within("notBetween", lower, upper, tolerance), value)).toBe(!expected);
      }),
    );
  });

  it("is judged on the unrounded value: seven significant digits decide", () => {
    expect(holds(to("equal", 1234567.8, 0), 1234567.8)).toBe(true);
    expect(holds(to("equal", 1234570, 1e-9), 1234567.8)).toBe(false);
    expect(holds(to("atMost", 0), 3 / 1_864_458)).toBe(false);
    expect(holds(to("less", 100), 99.998)).toBe(true);
    expect(holds(to("greater", 0), Number.MIN_VALUE)).toBe(true);
  });

  it.each([
    [to("greater", 5), "> 5"],
    [to("atLeast", 0.1), "≥ 0.1"],
    [to("less", -2), "< -2"],
    [to("atMost", 1e21), "≤ 1e+21"],
    [to("equal", 1, 1e-9), "= 1 ± 1e-9"],
    [to("notEqual", 1, 0.5), "≠ 1 ± 0.5"],
    [within("between", 0.8, 1.2), "in [0.8, 1.2]"],
    [within("notBetween", 0, 1, 0.1), "not in [0, 1] ± 0.1"],
    [{ kind: "noop" } as const, "is only collected"],
  ])("%j reads %s", (comparison, text) => {
    expect(showComparison(comparison)).toBe(text);
  });

  it("is equal within a relative tolerance as math.isclose defines it, the wider tolerance deciding", () => {
    const isClose = (a: number, b: number, relative: number, absolute: number) =>
      Math.abs(a - b) <= Math.max(relative * Math.max(Math.abs(a), Math.abs(b)), absolute);
    const relatives = fc.double({ min: 0, max: 0.5, noNaN: true });
    fc.assert(
      fc.property(finite, finite, relatives, tolerances, (value, bound, relativeTolerance, tolerance) => {
        const is = (kind: Parameters<typeof to>[0]) =>
          holds({ kind, bound, tolerance, relativeTolerance }, value);
        expect(is("equal")).toBe(isClose(value, bound, relativeTolerance, tolerance));
        expect([is("less"), is("equal"), is("greater")].filter(Boolean)).toHaveLength(1);
        expect(is("atLeast")).toBe(is("greater") || is("equal"));
      }),
    );
    // The examples of Python's documentation of math.isclose.
    expect(holds({ kind: "equal", bound: 1e9 + 1, tolerance: 0, relativeTolerance: 1e-9 }, 1e9)).toBe(true);
    expect(holds({ kind: "equal", bound: 1e9 + 2, tolerance: 0, relativeTolerance: 1e-9 }, 1e9)).toBe(false);
    expect(holds({ kind: "equal", bound: 0, tolerance: 0, relativeTolerance: 1e-9 }, 1e-300)).toBe(false);
  });

  it("shows the tolerance that a value was held to", () => {
    const both = { kind: "equal", bound: 1e9, tolerance: 1e-9, relativeTolerance: 1e-9 } as const;
    expect(showComparison(both, 1e9 + 0.5)).toBe("= 1000000000 ± 1");
    expect(showComparison({ ...both, bound: 0.5 }, 0.5)).toBe("= 0.5 ± 1e-9");
    expect(showComparison(both)).toBe("= 1000000000 ± 1e-9");
    expect(showComparison({ ...both, tolerance: 0 })).toBe("= 1000000000 ± 1e-9 relative");
    expect(showComparison({ ...both, tolerance: 2 })).toBe("= 1000000000 ± 2 or 1e-9 relative");
    expect(showComparison(to("equal", 5), 5)).toBe("= 5");
  });

  it("tells how far a value is from it", () => {
    expect(describeMiss(to("atLeast", 0.8), 0.5)).toBe("0.3 below 0.8");
    expect(describeMiss(within("between", 0, 10), 12)).toBe("2 above 10");
    expect(describeMiss(within("between", 0, 10), -0.5)).toBe("0.5 below 0");
    expect(describeMiss(within("notBetween", 0, 10), 5)).toBe("inside of [0, 10]");
    expect(describeMiss(to("greater", 5), 5)).toBe("equal to 5");
  });

  it("refuses bounds that are not finite, empty intervals and negative tolerances, by the method's name", () => {
    expect(() => requireValid("isGt", to("greater", Number.NaN))).toThrow(InvalidArgumentError);
    expect(() => requireValid("isGt", to("greater", Number.NaN))).toThrow("isGt got the bound NaN");
    expect(() => requireValid("isBetween", within("between", 2, 1))).toThrow(
      "lower bound 2 above the upper bound 1",
    );
    expect(() => requireValid("isEq", to("equal", 1, -1))).toThrow("isEq got the tolerance -1");
    expect(() => requireValid("isEq", to("equal", 1, Number.POSITIVE_INFINITY))).toThrow(
      "tolerance Infinity",
    );
    for (const relativeTolerance of [-1, 1, Number.NaN]) {
      expect(() => requireValid("isEq", { ...to("equal", 1), relativeTolerance })).toThrow(
        `isEq got the relative tolerance ${relativeTolerance}`,
      );
    }
  });
});
