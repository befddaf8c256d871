import { addDays, LocalDate } from "@dqx/common";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { startOfDay } from "../src/index.js";

test.each([
  ["2024-03-31", "UTC", "2024-03-31T00:00:00.000Z"],
  ["2024-03-31", "Europe/Prague", "2024-03-30T23:00:00.000Z"],
  ["2024-04-01", "Europe/Prague", "2024-03-31T22:00:00.000Z"],
  // 00:00 becomes 01:00: the day begins at 01:00.
  ["2018-11-04", "America/Sao_Paulo", "2018-11-04T03:00:00.000Z"],
  // 01:00 becomes 00:00 again: the day begins at the first of two midnights.
  ["2018-11-04", "America/Havana", "2018-11-04T04:00:00.000Z"],
  ["2024-07-01", "Asia/Kathmandu", "2024-06-30T18:15:00.000Z"],
  ["0099-05-05", "UTC", "0099-05-05T00:00:00.000Z"],
])("%s in %s begins at %s", (date, timeZone, instant) => {
  expect(startOfDay(LocalDate(date), timeZone)).toBe(instant);
});

test("the instant shows the day and the one before it an earlier day, in every zone", async () => {
  const dates = fc.integer({ min: 0, max: 40 * 366 }).map((days) => addDays(LocalDate("1990-01-01"), days));
  const zones = fc.constantFrom(
    "Europe/Prague",
    "America/New_York",
    "America/Havana",
    "America/Sao_Paulo",
    "Pacific/Apia",
    "Australia/Lord_Howe",
    "Asia/Tehran",
    "Africa/Cairo",
  );
  await fc.assert(
    fc.property(dates, zones, (date, timeZone) => {
      // Samoa left 30 December 2011 out.
      fc.pre(!(timeZone === "Pacific/Apia" && date === "2011-12-30"));
      const format = new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" });
      const start = Date.parse(startOfDay(date, timeZone));
      expect(format.format(start)).toBe(date);
      expect(format.format(start - 1) < date).toBe(true);
    }),
    { numRuns: 300 },
  );
});
