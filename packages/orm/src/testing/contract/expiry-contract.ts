import { ExecutionId, Option } from "@dqx/common";
import { describe, expect, it } from "vitest";
import { sampleMetric, samplePrice } from "../fixture/sample-metric.js";
import type { StoreLease } from "../fixture/store-lease.js";

const executionId = ExecutionId("exec-1");
const { key } = sampleMetric();
const HOUR = 3_600_000;

/** What has expired is invisible to every read from that moment on. */
export function expiryContract(lease: StoreLease): void {
  const value = () => lease.db.getMetricValue(samplePrice, key, "orders", executionId);
  const window = () => lease.db.getMetricWindow(samplePrice, key, 0, 1, "orders", executionId);

  describe("expiry", () => {
    it("hides a metric from every read at the moment its hours are over", async () => {
      await lease.db.persist([sampleMetric({ ttlHours: 2 })]);

      lease.now += 2 * HOUR - 1;
      expect(await value()).toEqual(Option.some(10));
      expect(await window()).toEqual(Option.some(new Map([[key.date, 10]])));
      expect(await lease.db.getByExecutionId(executionId)).toHaveLength(1);

      lease.now += 1;
      expect(await value()).toEqual(Option.none());
      expect(await window()).toEqual(Option.none());
      expect(await lease.db.getByExecutionId(executionId)).toEqual([]);
      expect(await lease.db.exists(executionId)).toBe(true);
    });

    it("keeps a metric for seven days unless told otherwise, and says so", async () => {
      await lease.db.persist([sampleMetric()]);

      lease.now += 168 * HOUR - 1;
      expect((await lease.db.getByExecutionId(executionId))[0]?.metadata).toEqual({
        executionId,
        ttlHours: 168,
      });
      lease.now += 1;
      expect(await value()).toEqual(Option.none());
    });

    it("keeps a metric for ever when its hours are Infinity, or more than time can count", async () => {
      const endless = [Number.POSITIVE_INFINITY, Number.MAX_VALUE];
      await lease.db.persist(
        endless.map((ttlHours, index) => sampleMetric({ dataset: `d${index}`, ttlHours })),
      );

      lease.now += 10_000 * 365 * 24 * HOUR;

      const stored = await lease.db.getByExecutionId(executionId);
      expect(stored.map(({ metadata }) => metadata.ttlHours)).toEqual(endless);
    });

    it("shows the newest of the rows that have not expired", async () => {
      await lease.db.persist([sampleMetric({ value: 1, ttlHours: 10 })]);
      await lease.db.persist([sampleMetric({ value: 2, ttlHours: 1 })]);

      expect(await value()).toEqual(Option.some(2));
      lease.now += HOUR;

      expect(await value()).toEqual(Option.some(1));
      expect(await window()).toEqual(Option.some(new Map([[key.date, 1]])));
      expect((await lease.db.getByExecutionId(executionId)).map((metric) => metric.value)).toEqual([1]);
    });

    it("counts parts of an hour", async () => {
      await lease.db.persist([sampleMetric({ ttlHours: 0.5 })]);

      lease.now += HOUR / 2 - 1;
      expect(await value()).toEqual(Option.some(10));
      lease.now += 1;
      expect(await value()).toEqual(Option.none());
    });
  });
}
