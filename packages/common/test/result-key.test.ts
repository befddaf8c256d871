import fc from "fast-check";
import { describe, expect, expectTypeOf, test } from "vitest";
import {
  datesBetween,
  daysBetween,
  InvalidArgumentError,
  LocalDate,
  ResultKey,
  type Tags,
} from "../src/index.js";
import { civilFromDays, daysFromCivil } from "./civil-calendar.js";

describe("ResultKey", () => {
  test("takes a date as text or as a LocalDate", () => {
    expect(new ResultKey("2025-01-08").date).toBe("2025-01-08");
    expect(new ResultKey(LocalDate("2025-01-08")).date).toBe("2025-01-08");
    expect(() => new ResultKey("2025-02-29")).toThrow(InvalidArgumentError);
    expectTypeOf(new ResultKey("2025-01-08").date).toEqualTypeOf<LocalDate>();
  });

  test("copies and freezes its tags", () => {
    const given: Record<string, string> = { region: "eu" };
    const key = new ResultKey("2025-01-08", given);
    given.region = "us";
    expect(key.tags).toEqual({ region: "eu" });
    expect(Object.isFrozen(key.tags)).toBe(true);
  });

  test("has one identity whatever the order of the tags, and another for another date, name, value or type", () => {
    const key = new ResultKey("2025-01-08", { a: 1, b: "x" });
    expect(new ResultKey("2025-01-08", { b: "x", a: 1 }).identity).toBe(key.identity);
    const others = [
      new ResultKey("2025-01-09", { a: 1, b: "x" }),
      new ResultKey("2025-01-08", { a: 1 }),
      new ResultKey("2025-01-08", { a: "1", b: "x" }),
      new ResultKey("2025-01-08", { a: 2, b: "x" }),
      new ResultKey("2025-01-08", { a: 1, c: "x" }),
      new ResultKey("2025-01-08"),
    ];
    expect(new Set([key, ...others].map(({ identity }) => identity)).size).toBe(others.length + 1);
  });

  test("shows its tags only when it has some", () => {
    expect(String(new ResultKey("2025-01-08"))).toBe("2025-01-08");
    expect(String(new ResultKey("2025-01-08", { region: "eu" }))).toBe('2025-01-08 {"region":"eu"}');
  });
});

describe("lag", () => {
  test("goes back in the calendar and keeps the tags", () => {
    const key = new ResultKey("2024-03-01", { region: "eu" });
    expect(key.lag(1).date).toBe("2024-02-29");
    expect(key.lag(366).date).toBe("2023-03-01");
    expect(key.lag(7).tags).toEqual({ region: "eu" });
    expect(key.lag(0).identity).toBe(key.identity);
  });

  test.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])("refuses %d", (lag) => {
    expect(() => new ResultKey("2025-01-08").lag(lag)).toThrow(
      `lag is ${lag}. Give a whole number of days, 0 or more.`,
    );
  });

  test("refuses to leave the calendar", () => {
    expect(() => new ResultKey("0001-01-01").lag(1)).toThrow("outside of the years 1 to 9999");
  });
});

describe("range", () => {
  const key = new ResultKey("2025-01-10");

  test.each([
    [0, 1, "2025-01-10", "2025-01-10"],
    [0, 7, "2025-01-04", "2025-01-10"],
    [1, 1, "2025-01-09", "2025-01-09"],
    [1, 7, "2025-01-03", "2025-01-09"],
    [7, 30, "2024-12-05", "2025-01-03"],
  ])("lag %i, window %i is %s to %s, both included", (lag, window, from, until) => {
    expect(key.range(lag, window)).toEqual([from, until]);
  });

  test("holds `window` days and ends `lag` days before the date", () => {
    const day = fc.integer({ min: daysFromCivil(1000, 1, 1), max: daysFromCivil(9999, 12, 31) });
    fc.assert(
      fc.property(day, fc.nat(1000), fc.integer({ min: 1, max: 1000 }), (today, lag, window) => {
        const here = new ResultKey(civilFromDays(today));
        const [from, until] = here.range(lag, window);
        expect(daysBetween(until, here.date)).toBe(lag);
        expect(datesBetween(from, until)).toHaveLength(window);
        expect(until).toBe(here.lag(lag).date);
        expect(from).toBe(civilFromDays(today - (lag + window - 1)));
      }),
    );
  });

  test.each([
    [-1, 1, "lag is -1. Give a whole number of days, 0 or more."],
    [0, 0, "window is 0. Give a whole number of days, 1 or more."],
    [0, 1.5, "window is 1.5. Give a whole number of days, 1 or more."],
  ])("refuses lag %d, window %d", (lag, window, message) => {
    expect(() => key.range(lag, window)).toThrow(message);
    expect(() => key.range(lag, window)).toThrow(InvalidArgumentError);
  });
});

describe("tags", () => {
  test.each<[string, unknown, string]>([
    ["NaN", { a: Number.NaN }, 'Tag "a" is NaN'],
    ["Infinity", { a: Number.POSITIVE_INFINITY }, 'Tag "a" is Infinity'],
    ["null", { a: null }, 'Tag "a" is null'],
    ["undefined", { a: undefined }, 'Tag "a" is undefined'],
    ["an object", { a: {} }, 'Tag "a" is {}'],
    ["a bigint", { a: 1n }, 'Tag "a" is 1n'],
    ["an empty name", { "": 1 }, "A tag has an empty name"],
    ["text that is not Unicode", { a: "\ud800" }, '"\\ud800"'],
    ["a name that is not Unicode", { "\ud800": 1 }, '"\\ud800"'],
    ["a name kept for bigints", { $bigint: "1" }, "$bigint"],
  ])("cannot be %s, and the message says which", (_, tags, message) => {
    const make = () => new ResultKey("2025-01-08", tags as Tags);
    expect(make).toThrow(InvalidArgumentError);
    expect(make).toThrow(message);
  });

  test("come out with sorted keys, a key called __proto__ included", () => {
    const tags = Object.fromEntries([
      ["b", 1],
      ["a", true],
      ["__proto__", "x"],
    ]);
    expect(Object.entries(new ResultKey("2025-01-08", tags).tags)).toEqual([
      ["__proto__", "x"],
      ["a", true],
      ["b", 1],
    ]);
  });
});
