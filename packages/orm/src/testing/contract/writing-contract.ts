import { ExecutionId, Option } from "@dqx/common";
import { describe, expect, it } from "vitest";
import { InvalidMetricError } from "../../errors/invalid-metric-error.js";
import { sampleMetric, samplePrice } from "../fixture/sample-metric.js";
import type { StoreLease } from "../fixture/store-lease.js";

const executionId = ExecutionId("exec-1");

/** A batch is stored whole or not at all. */
export function writingContract(lease: StoreLease): void {
  describe("writing", () => {
    it("stores nothing of a batch that has one bad metric, wherever it stands", async () => {
      const batch = Array.from({ length: 1_200 }, (_, value) =>
        sampleMetric({ dataset: `d${value}`, value }),
      );
      batch.push(sampleMetric({ value: Number.NaN }));

      await expect(lease.db.persist(batch)).rejects.toThrow(InvalidMetricError);

      expect(await lease.db.getByExecutionId(executionId)).toEqual([]);
      expect(await lease.db.exists(executionId)).toBe(false);
    });

    it("stores batches that need several statements, in their order", async () => {
      const values = Array.from({ length: 2_345 }, (_, value) => value);
      await lease.db.persist(values.map((value) => sampleMetric({ dataset: `d${value}`, value })));

      const stored = await lease.db.getByExecutionId(executionId);

      expect(stored.map(({ value }) => value)).toEqual(values);
    });

    it("stores many executions in one batch", async () => {
      const ids = Array.from({ length: 1_100 }, (_, index) => `exec-${index}`);
      await lease.db.persist(ids.map((id, value) => sampleMetric({ executionId: id, value })));

      const { key } = sampleMetric();

      expect(await lease.db.getMetricValue(samplePrice, key, "orders", ExecutionId("exec-1099"))).toEqual(
        Option.some(1_099),
      );
    });

    it("accepts an empty batch, which records no execution", async () => {
      await lease.db.persist([]);

      expect(await lease.db.exists(executionId)).toBe(false);
    });

    it("takes the batch as it was when it was called", async () => {
      const batch = [sampleMetric({ value: 1 })];
      const state = Uint8Array.of(7);
      batch.push(sampleMetric({ dataset: "with state", state }));

      const writing = lease.db.persist(batch);
      batch.length = 0;
      state[0] = 8;
      await writing;

      const stored = await lease.db.getByExecutionId(executionId);
      expect(stored.map((metric) => metric.state)).toEqual([undefined, Uint8Array.of(7)]);
    });

    it("stores a batch once that is sent again under its id, and another batch beside it", async () => {
      const batch = [sampleMetric({ value: 1 }), sampleMetric({ executionId: "exec-2", value: 1 })];
      await lease.db.persist(batch, { batchId: "batch-1" });
      await lease.db.persist([sampleMetric({ value: 2 })], { batchId: "batch-2" });
      await Promise.all([1, 2, 3].map(() => lease.db.persist(batch, { batchId: "batch-1" })));

      expect((await lease.db.stats()).metrics).toBe(3);
      expect((await lease.db.getByExecutionId(executionId)).map(({ value }) => value)).toEqual([2]);
    });

    it("stores a batch again whose first attempt failed, or whose execution was deleted", async () => {
      await expect(
        lease.db.persist([sampleMetric({ value: Number.NaN })], { batchId: "batch-1" }),
      ).rejects.toThrow(InvalidMetricError);
      await lease.db.persist([sampleMetric()], { batchId: "batch-1" });
      await lease.db.delete(executionId);
      await lease.db.persist([sampleMetric({ value: 11 })], { batchId: "batch-1" });

      expect((await lease.db.getByExecutionId(executionId)).map(({ value }) => value)).toEqual([11]);
    });

    it("stores a batch once also after another execution, with a batch of the same id, was deleted", async () => {
      const other = sampleMetric({ executionId: "exec-2" });
      await lease.db.persist([sampleMetric()], { batchId: "batch-1" });
      await lease.db.persist([other], { batchId: "batch-1" });
      await lease.db.delete(executionId);
      await lease.db.persist([other], { batchId: "batch-1" });

      expect((await lease.db.stats()).metrics).toBe(1);
    });

    it("refuses a batch under the id of one with other executions, and an id that is none", async () => {
      const [first, second] = [sampleMetric(), sampleMetric({ executionId: "exec-2" })];
      await lease.db.persist([first], { batchId: "batch-1" });

      await expect(lease.db.persist([first, second], { batchId: "batch-1" })).rejects.toThrow(
        "was stored before with metrics of other executions",
      );
      expect(await lease.db.exists(second.metadata.executionId)).toBe(false);
      for (const batchId of ["", "x".repeat(256), "a\0b"]) {
        await expect(lease.db.persist([first], { batchId })).rejects.toThrow("is no batch id");
      }
    });
  });
}
