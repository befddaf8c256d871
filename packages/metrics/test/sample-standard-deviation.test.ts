import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sampleStandardDeviation } from "../src/catalogue/derived/sample-standard-deviation.js";

const integers = fc.array(fc.integer({ min: -1_000_000, max: 1_000_000 }), { minLength: 2, maxLength: 40 });

/** Exact: n Σx² - (Σx)² over n (n - 1), in whole numbers until the last division. */
function exactDeviation(values: readonly number[]): number {
  const n = BigInt(values.length);
  const sum = values.reduce((soFar, value) => soFar + BigInt(value), 0n);
  const squares = values.reduce((soFar, value) => soFar + BigInt(value) ** 2n, 0n);
  return Math.sqrt(Number(n * squares - sum * sum) / Number(n * (n - 1n)));
}

function expectRelative(actual: number, expected: number, tolerance: number): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(tolerance * Math.abs(expected));
}

describe("the sample standard deviation", () => {
  it("equals the exact one in whole-number arithmetic", () => {
    fc.assert(
      fc.property(integers, (values) => {
        expectRelative(sampleStandardDeviation(values), exactDeviation(values), 1e-12);
      }),
    );
  });

  it("of 1, 2, …, n times a step is the step times √(n (n + 1) / 12)", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 400 }), fc.integer({ min: 1, max: 1000 }), (n, step) => {
        const values = Array.from({ length: n }, (_, index) => step * (index + 1));
        expectRelative(sampleStandardDeviation(values), step * Math.sqrt((n * (n + 1)) / 12), 1e-12);
      }),
    );
  });

  it("is exactly 0 when all values are equal, and for one value", () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.integer({ min: 1, max: 50 }),
        (value, n) => {
          expect(sampleStandardDeviation(Array.from({ length: n }, () => value))).toBe(0);
        },
      ),
    );
  });

  it("does not change when a large number is added to every value", () => {
    fc.assert(
      fc.property(integers, fc.constantFrom(1e9, -1e12, 2 ** 50), (values, shift) => {
        // The sums are exact, so that only the algorithm could lose digits.
        const shifted = sampleStandardDeviation(values.map((value) => value + shift));
        expectRelative(shifted, exactDeviation(values), 1e-9);
      }),
    );
  });

  it("grows with the values, without overflow or underflow of their squares", () => {
    fc.assert(
      fc.property(integers, fc.constantFrom(2 ** -1000, 2 ** 1000), (values, factor) => {
        const scaled = sampleStandardDeviation(values.map((value) => value * factor));
        expectRelative(scaled, exactDeviation(values) * factor, 1e-12);
      }),
    );
  });

  it("does not depend on the order of the values, up to rounding", () => {
    fc.assert(
      fc.property(integers, (values) => {
        const reversed = sampleStandardDeviation(values.toReversed());
        expectRelative(reversed, sampleStandardDeviation(values), 1e-12);
      }),
    );
  });
});
