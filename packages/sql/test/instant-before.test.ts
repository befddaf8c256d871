import type { TimeUnit } from "@dqx/metrics";
import { describe, expect, test } from "vitest";
import { instantBefore } from "../src/row/instant-before.js";

describe("an instant before another", () => {
  test.each<[string, number, TimeUnit, string]>([
    ["2024-03-01T12:00:00.000Z", 0, "hour", "2024-03-01T12:00:00.000Z"],
    ["2024-03-01T12:00:00.250Z", 90, "minute", "2024-03-01T10:30:00.250Z"],
    ["2024-03-01T12:00:00.000Z", 13, "hour", "2024-02-29T23:00:00.000Z"],
    ["2024-03-01T12:00:00.000Z", 1, "day", "2024-02-29T12:00:00.000Z"],
    ["2024-03-01T12:00:00.000Z", 2, "week", "2024-02-16T12:00:00.000Z"],
    ["2024-03-31T12:00:00.000Z", 1, "month", "2024-02-29T12:00:00.000Z"],
    ["2023-03-31T23:59:59.999Z", 1, "month", "2023-02-28T23:59:59.999Z"],
    ["2024-05-31T00:00:00.000Z", 1, "month", "2024-04-30T00:00:00.000Z"],
    ["2024-01-31T00:00:00.000Z", 13, "month", "2022-12-31T00:00:00.000Z"],
    ["2024-02-29T00:00:00.000Z", 1, "year", "2023-02-28T00:00:00.000Z"],
    ["2024-02-29T00:00:00.000Z", 4, "year", "2020-02-29T00:00:00.000Z"],
    ["2100-03-31T00:00:00.000Z", 1, "month", "2100-02-28T00:00:00.000Z"],
    ["0101-03-31T00:00:00.000Z", 100, "year", "0001-03-31T00:00:00.000Z"],
  ])("%s less %i %s is %s", (instant, amount, unit, before) => {
    expect(instantBefore(new Date(instant), amount, unit)?.toISOString()).toBe(before);
  });

  test.each<TimeUnit>(["minute", "week", "month", "year"])("is none before the year 1, in %ss", (unit) => {
    expect(instantBefore(new Date("2024-03-01T12:00:00Z"), Number.MAX_SAFE_INTEGER, unit)).toBeUndefined();
    expect(instantBefore(new Date("0001-01-01T00:00:00Z"), 1, unit)).toBeUndefined();
  });
});
