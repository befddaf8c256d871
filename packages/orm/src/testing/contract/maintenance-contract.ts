import { ExecutionId } from "@dqx/common";
import { describe, expect, it } from "vitest";
import { sampleMetric } from "../fixture/sample-metric.js";
import type { StoreLease } from "../fixture/store-lease.js";

const HOUR = 3_600_000;

/** Expired rows are counted and collected in bounded batches; nothing else goes. */
export function maintenanceContract(lease: StoreLease): void {
  const store = (count: number, ttlHours: number, executionId: string) =>
    lease.db.persist(
      Array.from({ length: count }, (_, row) => sampleMetric({ dataset: `d${row}`, executionId, ttlHours })),
    );

  describe("maintenance", () => {
    it("counts what may be read and what has expired", async () => {
      await store(5, 1, "exec-1");
      await store(3, Number.POSITIVE_INFINITY, "exec-2");
      await lease.db.persistResults(ExecutionId("exec-1"), [
        { check: "c", assertion: "a", severity: "P1", status: "PASSED", expression: "x" },
      ]);

      expect(await lease.db.stats()).toEqual({
        executions: 2,
        running: 0,
        abandoned: 0,
        metrics: 8,
        expired: 0,
        results: 1,
      });
      lease.now += HOUR;
      expect(await lease.db.stats()).toEqual({
        executions: 2,
        running: 0,
        abandoned: 0,
        metrics: 3,
        expired: 5,
        results: 1,
      });
    });

    it("collects the expired rows, all of them and only them, a batch at a time", async () => {
      await store(25, 1, "exec-1");
      await store(7, 2, "exec-1");
      lease.now += HOUR;

      expect(await lease.db.collectExpired({ batchSize: 10 })).toBe(25);

      expect(await lease.db.stats()).toMatchObject({ metrics: 7, expired: 0 });
      expect(await lease.db.collectExpired()).toBe(0);
      expect(await lease.db.getByExecutionId(ExecutionId("exec-1"))).toHaveLength(7);
    });

    it("lets others write between two batches, and ends where its signal says", async () => {
      await store(40, 1, "exec-1");
      lease.now += HOUR;
      const controller = new AbortController();

      const collecting = lease.db.collectExpired({ batchSize: 1, signal: controller.signal });
      const outcome = expect(collecting).rejects.toThrow("enough");
      await lease.db.persist([sampleMetric({ executionId: "exec-2" })]);
      controller.abort(new Error("enough"));
      await outcome;

      expect((await lease.db.stats()).expired).toBeGreaterThan(0);
      expect(await lease.db.collectExpired()).toBeGreaterThan(0);
      expect(await lease.db.getByExecutionId(ExecutionId("exec-2"))).toHaveLength(1);
    });
  });
}
