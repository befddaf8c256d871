import { addDays, ExecutionId, InvalidArgumentError, LocalDate, ResultKey } from "@dqx/common";
import * as Option from "effect/Option";
import { describe, expect, it } from "vitest";
import { sampleMetric, samplePrice } from "../sample-metric.js";
import type { StoreLease } from "../store-lease.js";

const executionId = ExecutionId("exec-1");

/** A window holds the newest value of each of its days, and nothing else. */
export function windowContract(lease: StoreLease): void {
  const window = (date: string, lag: number, days: number) =>
    lease.db.getMetricWindow(samplePrice, new ResultKey(date), lag, days, "orders", executionId);

  describe("windows", () => {
    it("includes both ends and nothing beyond them", async () => {
      const start = LocalDate("2024-02-20");
      await lease.db.persist(
        Array.from({ length: 20 }, (_, day) => sampleMetric({ date: addDays(start, day), value: day })),
      );

      // Two days before 2024-03-03 is 2024-03-01; three days ending there begin on the leap day.
      const series = await window("2024-03-03", 2, 3);

      expect(series).toEqual(
        Option.some(
          new Map([
            ["2024-02-28", 8],
            ["2024-02-29", 9],
            ["2024-03-01", 10],
          ]),
        ),
      );
    });

    it("iterates in ascending order of the dates, whatever the order of writing", async () => {
      const dates = ["2025-01-05", "2025-01-08", "2025-01-02", "2025-01-07"];
      for (const [value, date] of dates.entries()) await lease.db.persist([sampleMetric({ date, value })]);

      const series = Option.getOrThrow(await window("2025-01-08", 0, 30));

      expect([...series]).toEqual([
        ["2025-01-02", 2],
        ["2025-01-05", 0],
        ["2025-01-07", 3],
        ["2025-01-08", 1],
      ]);
    });

    it("takes the newest value of each day", async () => {
      await lease.db.persist([
        sampleMetric({ date: "2025-01-07", value: 1 }),
        sampleMetric({ date: "2025-01-08", value: 2 }),
      ]);
      await lease.db.persist([sampleMetric({ date: "2025-01-07", value: 3 })]);

      expect(await window("2025-01-08", 0, 2)).toEqual(
        Option.some(
          new Map([
            ["2025-01-07", 3],
            ["2025-01-08", 2],
          ]),
        ),
      );
    });

    it("is none when no day has a value", async () => {
      await lease.db.persist([sampleMetric({ date: "2025-01-08" })]);

      expect(await window("2025-01-08", 1, 7)).toEqual(Option.none());
    });

    it("reaches the first and the last day that there is", async () => {
      await lease.db.persist([
        sampleMetric({ date: "0001-01-01", value: 1 }),
        sampleMetric({ date: "9999-12-31", value: 2 }),
      ]);

      expect(await window("0001-01-02", 0, 2)).toEqual(Option.some(new Map([["0001-01-01", 1]])));
      expect(await window("9999-12-31", 0, 1)).toEqual(Option.some(new Map([["9999-12-31", 2]])));
    });

    it("refuses a lag or a window that is no whole number of days", async () => {
      await expect(window("2025-01-08", -1, 7)).rejects.toThrow(InvalidArgumentError);
      await expect(window("2025-01-08", 0, 0)).rejects.toThrow(InvalidArgumentError);
      await expect(window("2025-01-08", 0, 1.5)).rejects.toThrow(InvalidArgumentError);
    });
  });
}
