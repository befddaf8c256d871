import { ExecutionId, Option } from "@dqx/common";
import { describe, expect, it } from "vitest";
import { sampleMetric, samplePrice } from "../fixture/sample-metric.js";
import type { StoreLease } from "../fixture/store-lease.js";

const { key } = sampleMetric();

/** No read returns a number of another execution. */
export function isolationContract(lease: StoreLease): void {
  describe("isolation", () => {
    it("gives each execution its own value, and none to an execution that wrote none", async () => {
      await lease.db.persist([
        sampleMetric({ executionId: "exec-1", value: 10 }),
        sampleMetric({ executionId: "exec-2", value: 20 }),
      ]);

      const value = (id: string) => lease.db.getMetricValue(samplePrice, key, "orders", ExecutionId(id));

      expect(await value("exec-1")).toEqual(Option.some(10));
      expect(await value("exec-2")).toEqual(Option.some(20));
      expect(await value("exec-999")).toEqual(Option.none());
    });

    it("gives none when type, parameters, date, tags and dataset match but the execution differs", async () => {
      const tags = { region: "eu" };
      const metric = sampleMetric({ executionId: "exec-1", tags });
      await lease.db.persist([metric]);

      const other = ExecutionId("exec-2");

      expect(await lease.db.getMetricValue(metric.spec, metric.key, "orders", other)).toEqual(Option.none());
      expect(await lease.db.getMetricWindow(metric.spec, metric.key, 0, 30, "orders", other)).toEqual(
        Option.none(),
      );
      expect(await lease.db.getByExecutionId(other)).toEqual([]);
      expect(await lease.db.exists(other)).toBe(false);
    });

    it("fills a window from its own execution only", async () => {
      await lease.db.persist([
        sampleMetric({ executionId: "exec-1", date: "2025-01-06", value: 1 }),
        sampleMetric({ executionId: "exec-2", date: "2025-01-07", value: 200 }),
        sampleMetric({ executionId: "exec-1", date: "2025-01-08", value: 3 }),
        sampleMetric({ executionId: "exec-2", date: "2025-01-08", value: 300 }),
      ]);

      const window = (id: string) =>
        lease.db.getMetricWindow(samplePrice, key, 0, 3, "orders", ExecutionId(id));

      expect(await window("exec-1")).toEqual(
        Option.some(
          new Map([
            ["2025-01-06", 1],
            ["2025-01-08", 3],
          ]),
        ),
      );
      expect(await window("exec-2")).toEqual(
        Option.some(
          new Map([
            ["2025-01-07", 200],
            ["2025-01-08", 300],
          ]),
        ),
      );
    });

    it("tells execution ids apart that differ in case, in accents or in a wildcard", async () => {
      const ids = ["exec", "EXEC", "exéc", "exec%", "ex_c", "exec'--"];
      await lease.db.persist(ids.map((executionId, value) => sampleMetric({ executionId, value })));

      const values = await Promise.all(
        ids.map((id) => lease.db.getMetricValue(samplePrice, key, "orders", ExecutionId(id))),
      );

      expect(values).toEqual(ids.map((_, value) => Option.some(value)));
    });

    it("keeps the executions of concurrent suites apart, without a lost write or a torn read", async () => {
      const suites = Array.from({ length: 50 }, (_, suite) => `suite-${suite}`);
      const torn: string[] = [];
      const run = async (executionId: string, suite: number) => {
        for (let batch = 0; batch < 4; batch++) {
          const value = suite * 100 + batch;
          await lease.db.persist(
            ["a", "b", "c"].map((dataset) => sampleMetric({ executionId, dataset, value })),
          );
          const values = (await lease.db.getByExecutionId(ExecutionId(executionId))).map(
            (metric) => metric.value,
          );
          if (values.length !== 3 || values.some((read) => read !== value))
            torn.push(`${executionId}: ${values}`);
        }
      };

      await Promise.all(suites.map(run));

      expect(torn).toEqual([]);
      for (const [suite, executionId] of suites.entries()) {
        expect(await lease.db.getMetricValue(samplePrice, key, "b", ExecutionId(executionId))).toEqual(
          Option.some(suite * 100 + 3),
        );
      }
    });

    it("never shows half of a batch of another writer", async () => {
      const executionId = ExecutionId("exec-1");
      const write = async () => {
        for (let value = 0; value < 20; value++) {
          await lease.db.persist([
            sampleMetric({ dataset: "left", value }),
            sampleMetric({ dataset: "right", value }),
          ]);
        }
      };
      const torn: number[][] = [];
      const read = async () => {
        for (let round = 0; round < 40; round++) {
          const values = (await lease.db.getByExecutionId(executionId)).map((metric) => metric.value);
          if (new Set(values).size > 1 || values.length === 1) torn.push(values);
        }
      };

      await Promise.all([write(), read(), read()]);

      expect(torn).toEqual([]);
    });
  });
}
