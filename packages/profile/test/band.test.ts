import { addDays, LocalDate } from "@dqx/common";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { learnBand, median } from "../src/learn/band.js";

const start = LocalDate("2025-01-06");
const series = (values: readonly number[]) =>
  values.map((value, day) => ({ date: addDays(start, day), value }));
const next = (values: readonly number[]) => addDays(start, values.length);
const learn = (values: readonly number[], least = 0) =>
  learnBand(series(values), next(values), { least: () => least });

describe("a band", () => {
  it("around a constant is as wide as it is told to be", () => {
    const values = Array.from({ length: 20 }, () => 5);
    expect(learn(values, 0.5)).toEqual({ lower: 4.5, upper: 5.5, expected: 5, from: "level", days: 20 });
    expect(learn(values)).toMatchObject({ lower: 5, upper: 5 });
  });

  it("has the values that it was learnt from, but for one of a month of days", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 14, maxLength: 27 }), (values) => {
        const { lower, upper, from } = learn(values);
        if (from !== "level") return;
        for (const value of values) {
          expect(value).toBeGreaterThanOrEqual(lower - 1e-9);
          expect(value).toBeLessThanOrEqual(upper + 1e-9);
        }
      }),
    );
    const bad = [...Array.from({ length: 30 }, (_, day) => 100 + (day % 3)), 1000];
    expect(learn(bad).upper).toBeLessThan(200);
  });

  it("knows days of the week, and follows values that have moved", () => {
    const weekly = Array.from({ length: 35 }, (_, day) => (day % 7 > 4 ? 10 : 100) + (day % 2));
    const saturday = learnBand(series(weekly), addDays(start, 40), { least: () => 1 });
    expect([saturday.from, saturday.upper < 20]).toEqual(["weekday", true]);
    const moved = Array.from({ length: 40 }, (_, day) => (day < 20 ? 10 : 50) + (day % 3));
    expect(learn(moved)).toMatchObject({ from: "recent", expected: 51 });
  });

  it("has one side where the other is of no concern, and no more than there can be", () => {
    const values = series(Array.from({ length: 20 }, (_, day) => 0.5 + (day % 2) / 10));
    const options = { least: () => 0.9, range: [0, 1] } as const;
    expect(learnBand(values, addDays(start, 20), { ...options, side: "above" })).toMatchObject({
      lower: 0,
      upper: 1,
    });
    expect(learnBand(values, addDays(start, 20), { least: () => 0.1, side: "below" }).upper).toBe(
      Number.POSITIVE_INFINITY,
    );
  });

  it("reaches farther where far values were seen before", () => {
    const tail = Array.from({ length: 27 }, (_, day) => (day % 9 === 0 ? 100 : day % 2));
    expect(learn(tail).upper).toBeGreaterThan(190);
  });
});

it("the median of none is none, of two their mean", () => {
  expect([median([]), median([3]), median([4, 1]), median([9, 1, 2])]).toEqual([undefined, 3, 2.5, 2]);
});
