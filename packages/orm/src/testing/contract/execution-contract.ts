import { ExecutionId, Option } from "@dqx/common";
import { describe, expect, it } from "vitest";
import { MetricStoreError } from "../../errors/metric-store-error.js";
import { sampleMetric, samplePrice } from "../fixture/sample-metric.js";
import type { StoreLease } from "../fixture/store-lease.js";

const first = ExecutionId("exec-1");
const second = ExecutionId("exec-2");
const { key } = sampleMetric();

/** Executions come into being with their first metric and go with all they have. */
export function executionContract(lease: StoreLease): void {
  describe("executions", () => {
    it("exist from their first metric on", async () => {
      expect(await lease.db.exists(first)).toBe(false);

      await lease.db.persist([sampleMetric()]);
      await lease.db.persist([sampleMetric({ dataset: "customers" })]);

      expect(await lease.db.exists(first)).toBe(true);
      expect(await lease.db.getByExecutionId(first)).toHaveLength(2);
    });

    it("are deleted with their metrics, and without those of others", async () => {
      await lease.db.persist([sampleMetric(), sampleMetric({ executionId: "exec-2", value: 20 })]);

      await lease.db.delete(first);

      expect(await lease.db.exists(first)).toBe(false);
      expect(await lease.db.getByExecutionId(first)).toEqual([]);
      expect(await lease.db.getMetricValue(samplePrice, key, "orders", first)).toEqual(Option.none());
      expect(await lease.db.getMetricValue(samplePrice, key, "orders", second)).toEqual(Option.some(20));
    });

    it("can be deleted twice, and be written again", async () => {
      await lease.db.persist([sampleMetric()]);
      await lease.db.delete(first);
      await lease.db.delete(first);

      await lease.db.persist([sampleMetric({ value: 11 })]);

      expect(await lease.db.getMetricValue(samplePrice, key, "orders", first)).toEqual(Option.some(11));
    });
  });

  describe("closing", () => {
    it("waits for what is running, and refuses what comes later", async () => {
      const writing = lease.db.persist([sampleMetric()]);
      const closing = lease.db.close();

      await expect(writing).resolves.toBeUndefined();
      await closing;
      await expect(lease.db.getByExecutionId(first)).rejects.toThrow(MetricStoreError);
      await expect(lease.db.persist([sampleMetric()])).rejects.toThrow("The metric store is closed.");
    });

    it("can be asked for twice", async () => {
      await lease.db.close();
      await expect(lease.db.close()).resolves.toBeUndefined();
    });
  });
}
