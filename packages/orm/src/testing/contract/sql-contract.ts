import { ExecutionId, ResultKey } from "@dqx/common";
import { average } from "@dqx/metrics";
import { describe, expect, it } from "vitest";
import type { SqlRecorder } from "../fixture/record-sql.js";
import { sampleMetric } from "../fixture/sample-metric.js";
import type { StoreLease } from "../fixture/store-lease.js";

const executionId = ExecutionId("exec-1");
const HOUR = 3_600_000;

/** How many statements a database is sent does not grow with what is asked. */
export function sqlContract(lease: StoreLease, recorder: SqlRecorder): void {
  const store = (count: number, ttlHours: number) =>
    lease.db.persist(
      Array.from({ length: count }, (_, value) => sampleMetric({ dataset: `d${value}`, value, ttlHours })),
    );

  describe("many windows at once", () => {
    it("take one query, however many they are", async () => {
      await lease.db.persist([sampleMetric()]);
      const requests = Array.from({ length: 100 }, (_, index) => ({
        spec: average.spec({ column: `c${index}` }),
        key: new ResultKey("2025-01-08"),
        dataset: "orders",
        lag: index % 4,
        window: 1 + (index % 5),
      }));
      const before = recorder.metricReads.length;

      await lease.db.getMetricWindows(requests, executionId);

      expect(recorder.metricReads.length - before).toBe(1);
    });
  });

  describe("streams", () => {
    it("read no batch that their reader does not ask for", async () => {
      await store(30, 1);
      const before = recorder.metricReads.length;

      for await (const metric of lease.db.streamMetrics(executionId, { batchSize: 7 })) {
        if (metric.value === 3) break;
      }

      expect(recorder.metricReads.length - before).toBe(1);
    });
  });

  describe("the collection of expired rows", () => {
    it("deletes a batch with each statement", async () => {
      await store(25, 1);
      lease.now += HOUR;
      const before = recorder.statements.length;

      await lease.db.collectExpired({ batchSize: 10 });

      const deletes = recorder.statements.slice(before).filter(({ text }) => text.startsWith("DELETE"));
      expect(deletes).toHaveLength(3);
    });
  });
}
