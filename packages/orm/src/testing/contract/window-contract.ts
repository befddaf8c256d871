import { addDays, ExecutionId, InvalidArgumentError, LocalDate, Option, ResultKey } from "@dqx/common";
import { average } from "@dqx/metrics";
import { describe, expect, it } from "vitest";
import { sampleMetric, samplePrice } from "../fixture/sample-metric.js";
import type { StoreLease } from "../fixture/store-lease.js";

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

  describe("many windows at once", () => {
    const requests = Array.from({ length: 100 }, (_, index) => ({
      spec: average.spec({ column: `c${index % 20}` }),
      key: new ResultKey("2025-01-08", index % 2 === 0 ? {} : { region: "eu" }),
      dataset: index % 3 === 0 ? "orders" : "customers",
      lag: index % 4,
      window: 1 + (index % 5),
    }));

    it("are what each of them is by itself", async () => {
      for (const [executionId, offset] of [
        ["exec-1", 0],
        ["exec-2", 1_000],
      ] as const) {
        await lease.db.persist(
          requests.flatMap(({ spec, key, dataset }, index) =>
            Array.from({ length: 6 }, (_, day) =>
              sampleMetric({
                spec,
                dataset,
                tags: key.tags,
                date: key.lag(day).date,
                executionId,
                // Some days have no value, some several.
                value: offset + index * 10 + day,
              }),
            ).filter((_, day) => (index + day) % 4 !== 0),
          ),
        );
      }

      const windows = await lease.db.getMetricWindows(requests, executionId);

      const oneByOne = await Promise.all(
        requests.map(({ spec, key, lag, window, dataset }) =>
          lease.db.getMetricWindow(spec, key, lag, window, dataset, executionId),
        ),
      );
      expect(windows).toEqual(oneByOne);
      expect(windows.filter(Option.isSome).length).toBeGreaterThan(50);
      expect(windows.filter(Option.isNone).length).toBeGreaterThan(0);
      expect(windows.flatMap((series) => (Option.isSome(series) ? [[...series.value.keys()]] : []))).toEqual(
        oneByOne.flatMap((series) => (Option.isSome(series) ? [[...series.value.keys()]] : [])),
      );
    });

    it("keep windows apart that differ in their tags or in their dataset only", async () => {
      const tagSets = [{}, { region: "eu" }, { region: "us" }];
      const places = ["orders", "customers"].flatMap((dataset) => tagSets.map((tags) => ({ dataset, tags })));
      await lease.db.persist(places.map((place, value) => sampleMetric({ ...place, value })));

      const windows = await lease.db.getMetricWindows(
        places.map(({ dataset, tags }) => ({
          spec: samplePrice,
          key: new ResultKey("2025-01-08", tags),
          dataset,
          lag: 0,
          window: 1,
        })),
        executionId,
      );

      expect(windows).toEqual(places.map((_, value) => Option.some(new Map([["2025-01-08", value]]))));
    });

    it("may be thousands, and may be none", async () => {
      await lease.db.persist([sampleMetric()]);
      const many = Array.from({ length: 4_000 }, (_, index) => ({
        spec: samplePrice,
        key: new ResultKey("2025-01-08"),
        dataset: "orders",
        lag: index === 3_999 ? 0 : 1,
        window: 1,
      }));

      const windows = await lease.db.getMetricWindows(many, executionId);

      expect(windows).toHaveLength(4_000);
      expect(windows.findIndex(Option.isSome)).toBe(3_999);
      expect(await lease.db.getMetricWindows([], executionId)).toEqual([]);
    });

    it("refuse a window that is no whole number of days, and a missing execution id", async () => {
      const request = {
        spec: samplePrice,
        key: new ResultKey("2025-01-08"),
        dataset: "orders",
        lag: 0,
        window: 0,
      };

      await expect(lease.db.getMetricWindows([request], executionId)).rejects.toThrow(InvalidArgumentError);
      await expect(lease.db.getMetricWindows([], "" as ExecutionId)).rejects.toThrow(InvalidArgumentError);
    });
  });

  describe("sparse windows", () => {
    const sparse = (lags: readonly number[]) =>
      lease.db.getSparseWindow(samplePrice, new ResultKey("2025-01-15"), lags, "orders", executionId);

    it("hold the days that are asked for, ascending, the newest value of each", async () => {
      await lease.db.persist(
        Array.from({ length: 15 }, (_, day) =>
          sampleMetric({ date: addDays(LocalDate("2025-01-01"), day), value: day }),
        ),
      );
      await lease.db.persist([sampleMetric({ date: "2025-01-08", value: 70 })]);
      await lease.db.persist([sampleMetric({ date: "2025-01-01", value: -1, executionId: "exec-2" })]);

      const series = Option.getOrThrow(await sparse([0, 7, 14, 21]));

      expect([...series]).toEqual([
        ["2025-01-01", 0],
        ["2025-01-08", 70],
        ["2025-01-15", 14],
      ]);
    });

    it("are none when no day has a value, or none is asked for", async () => {
      await lease.db.persist([sampleMetric({ date: "2025-01-15" })]);

      expect(await sparse([1, 2])).toEqual(Option.none());
      expect(await sparse([])).toEqual(Option.none());
      await expect(sparse([-1])).rejects.toThrow(InvalidArgumentError);
    });

    it("may ask for more days than a statement can bind, in any order and several times", async () => {
      const today = new ResultKey("2024-12-31");
      await lease.db.persist([
        sampleMetric({ date: "2024-12-31", value: 1 }),
        sampleMetric({ date: today.lag(70_000).date, value: 2 }),
        sampleMetric({ date: today.lag(70_001).date, value: 3 }),
      ]);
      const lags = Array.from({ length: 70_001 }, (_, lag) => (lag * 7) % 70_001);

      const series = await lease.db.getSparseWindow(
        samplePrice,
        today,
        [...lags, 0, 70_000],
        "orders",
        executionId,
      );

      expect([...Option.getOrThrow(series)]).toEqual([
        [today.lag(70_000).date, 2],
        ["2024-12-31", 1],
      ]);
    });

    it("are refused where a window is longer than a hundred years", async () => {
      await expect(window("2025-01-08", 0, 36_601)).rejects.toThrow("Give at most 36600");
      expect(await window("2025-01-08", 0, 36_600)).toEqual(Option.none());
    });
  });
}
