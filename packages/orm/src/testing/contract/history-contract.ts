import { ExecutionId, InvalidArgumentError, ResultKey } from "@dqx/common";
import { describe, expect, it } from "vitest";
import { sampleMetric, samplePrice } from "../fixture/sample-metric.js";
import type { StoreLease } from "../fixture/store-lease.js";

/** The few reads that look at several executions say which one each number comes from. */
export function historyContract(lease: StoreLease): void {
  const week = { from: "2025-01-01", until: "2025-01-08" };
  const history = (filter: object = {}) =>
    lease.db
      .history(samplePrice, "orders", {}, { ...week, ...filter })
      .then((points) => points.map(({ date, value, executionId }) => [date, value, executionId]));

  describe("history", () => {
    it("gives each point with its execution: the latest of each date, or all", async () => {
      const key = new ResultKey("2025-01-08");
      await lease.db.recordExecution({ executionId: ExecutionId("a"), suite: "nightly", key });
      await lease.db.recordExecution({ executionId: ExecutionId("b"), suite: "repair", key });
      await lease.db.persist([
        sampleMetric({ executionId: "b", date: "2025-01-02", value: 20 }),
        sampleMetric({ executionId: "a", date: "2025-01-02", value: 1 }),
        sampleMetric({ executionId: "a", date: "2025-01-03", value: 2 }),
        sampleMetric({ executionId: "a", date: "2025-01-03", value: 3 }),
        sampleMetric({ executionId: "a", date: "2024-12-31", value: 4 }),
        sampleMetric({ executionId: "a", date: "2025-01-03", value: 5, dataset: "other" }),
        sampleMetric({ executionId: "a", date: "2025-01-03", value: 6, tags: { region: "eu" } }),
      ]);

      expect(await history()).toEqual([
        ["2025-01-02", 20, "b"],
        ["2025-01-03", 3, "a"],
      ]);
      expect(await history({ pick: "all" })).toEqual([
        ["2025-01-02", 1, "a"],
        ["2025-01-02", 20, "b"],
        ["2025-01-03", 3, "a"],
      ]);
      expect(await history({ suite: "nightly" })).toEqual([
        ["2025-01-02", 1, "a"],
        ["2025-01-03", 3, "a"],
      ]);
      expect(await history({ suite: "nobody" })).toEqual([]);
    });

    it("says how each point's execution stands, and leaves out those that stand otherwise", async () => {
      const key = new ResultKey("2025-01-08");
      const statuses = { a: "PASSED", b: "ERROR", c: "PASSED" } as const;
      for (const [id, status] of Object.entries(statuses)) {
        await lease.db.recordExecution({ executionId: ExecutionId(id), suite: "nightly", key });
        await lease.db.finishExecution(ExecutionId(id), status);
      }
      await lease.db.persist([
        sampleMetric({ executionId: "a", date: "2025-01-02", value: 1 }),
        sampleMetric({ executionId: "b", date: "2025-01-02", value: 2 }),
        sampleMetric({ executionId: "c", date: "2025-01-03", value: 3 }),
        sampleMetric({ executionId: "d", date: "2025-01-04", value: 4 }),
      ]);

      const points = await lease.db.history(samplePrice, "orders", {}, week);
      expect(points.map(({ value, status }) => [value, status])).toEqual([
        [2, "ERROR"],
        [3, "PASSED"],
        [4, undefined],
      ]);
      expect(await history({ status: "PASSED" })).toEqual([
        ["2025-01-02", 1, "a"],
        ["2025-01-03", 3, "c"],
      ]);
      expect(await history({ status: "RUNNING" })).toEqual([]);
    });

    it.each([
      [{ from: "2025-01-09" }, "the range ends before it begins"],
      [{ until: "today" }, '"today" is not a date.'],
      [{ status: "PASED" }, "Did you mean 'PASSED'?"],
      [{ pick: "newest" }, '"newest" is no pick. Give one of: latest, all.'],
      [{ pik: "all" }, "history has no option 'pik'. Did you mean 'pick'?"],
    ])("is refused with %o", async (wrong, message) => {
      await expect(history(wrong)).rejects.toThrow(InvalidArgumentError);
      await expect(history(wrong)).rejects.toThrow(message);
    });

    it("does not show what has expired", async () => {
      await lease.db.persist([sampleMetric({ ttlHours: 1 })]);
      lease.now += 3_600_000;

      expect(await history()).toEqual([]);
    });
  });

  describe("comparison of two executions", () => {
    it("shows both values, difference and ratio, and what either lacks", async () => {
      await lease.db.persist([
        sampleMetric({ executionId: "a", dataset: "both", value: 8 }),
        sampleMetric({ executionId: "a", dataset: "zero", value: 0 }),
        sampleMetric({ executionId: "a", dataset: "first only", value: 1 }),
        sampleMetric({ executionId: "b", dataset: "second only", value: 2 }),
        sampleMetric({ executionId: "b", dataset: "zero", value: 3 }),
        sampleMetric({ executionId: "b", dataset: "both", value: 10 }),
      ]);

      const compared = await lease.db.compareExecutions(ExecutionId("a"), ExecutionId("b"));

      expect(compared.map(({ spec, key, ...rest }) => rest)).toEqual([
        { dataset: "both", first: 8, second: 10, difference: 2, ratio: 1.25 },
        { dataset: "zero", first: 0, second: 3, difference: 3 },
        { dataset: "first only", first: 1 },
        { dataset: "second only", second: 2 },
      ]);
      expect(compared.every(({ spec }) => spec.id === samplePrice.id)).toBe(true);
    });

    it("refuses an execution that is not there, whose metrics would all seem to be missing", async () => {
      await lease.db.persist([sampleMetric({ executionId: "a" })]);

      for (const [first, second] of [
        ["a", "b"],
        ["b", "a"],
      ] as const) {
        const attempt = lease.db.compareExecutions(ExecutionId(first), ExecutionId(second));
        await expect(attempt).rejects.toThrow(InvalidArgumentError);
        await expect(attempt).rejects.toThrow("Execution b is not in the store");
      }
    });
  });
}
