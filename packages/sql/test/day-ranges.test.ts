import { addDays, datesBetween, LocalDate } from "@dqx/common";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { dayRanges } from "../src/dialect/day-ranges.js";

test("ranges cover just the dates, and no two of them touch", async () => {
  const offsets = fc.uniqueArray(fc.integer({ min: 0, max: 60 }));
  await fc.assert(
    fc.property(offsets, (days) => {
      const dates = days.map((day) => addDays(LocalDate("2024-02-01"), day)).toSorted();
      const ranges = dayRanges(dates);
      const covered = ranges.flatMap(({ from, until = from }) => datesBetween(from, addDays(until, -1)));
      expect(covered).toEqual(dates);
      for (const [index, { until }] of ranges.entries()) expect(ranges[index + 1]?.from).not.toBe(until);
    }),
  );
});

test("the last day of the calendar has no end", async () => {
  const last = LocalDate("9999-12-31");
  expect(dayRanges([addDays(last, -1), last])).toEqual([{ from: "9999-12-30" }]);
  expect(dayRanges([last])).toEqual([{ from: "9999-12-31" }]);
});
