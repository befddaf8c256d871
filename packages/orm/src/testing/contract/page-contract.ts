import { ExecutionId, InvalidArgumentError } from "@dqx/common";
import { describe, expect, it } from "vitest";
import type { Metric } from "../../metrics/metric.js";
import { sampleMetric } from "../fixture/sample-metric.js";
import type { StoreLease } from "../fixture/store-lease.js";

const executionId = ExecutionId("exec-1");

/** Large executions are read in parts that together are the whole. */
export function pageContract(lease: StoreLease): void {
  const store = async (count: number) => {
    await lease.db.persist(
      Array.from({ length: count }, (_, value) => [
        sampleMetric({ dataset: `d${value}`, value }),
        sampleMetric({ dataset: `d${value}`, value: -1, executionId: "exec-2" }),
      ]).flat(),
    );
  };

  describe("pages", () => {
    it("are together what the execution has, each metric once, the newest of each", async () => {
      await store(25);
      await lease.db.persist([sampleMetric({ dataset: "d3", value: 300 })]);

      const pages: number[][] = [];
      let cursor: string | undefined;
      do {
        const page = await lease.db.getPage(executionId, {
          limit: 10,
          ...(cursor !== undefined && { cursor }),
        });
        pages.push(page.metrics.map(({ value }) => value));
        cursor = page.cursor;
      } while (cursor !== undefined);

      expect(pages.map(({ length }) => length)).toEqual([10, 10, 5]);
      expect(pages.flat()).toEqual((await lease.db.getByExecutionId(executionId)).map(({ value }) => value));
      expect(pages.flat().at(-1)).toBe(300);
    });

    it("are one, empty, for an execution without metrics", async () => {
      expect(await lease.db.getPage(executionId)).toEqual({ metrics: [] });
      await expect(lease.db.getPage(executionId, { limit: 0 })).rejects.toThrow(InvalidArgumentError);
    });

    it("are streamed, and the stream ends where its reader or its signal says", async () => {
      await store(30);
      const all: Metric[] = [];
      for await (const metric of lease.db.streamMetrics(executionId, { batchSize: 7 })) all.push(metric);
      expect(all).toEqual(await lease.db.getByExecutionId(executionId));

      const seen: number[] = [];
      for await (const metric of lease.db.streamMetrics(executionId, { batchSize: 7 })) {
        seen.push(metric.value);
        if (metric.value === 3) break;
      }
      expect(seen).toEqual([0, 1, 2, 3]);

      const controller = new AbortController();
      const reading = async () => {
        for await (const metric of lease.db.streamMetrics(executionId, {
          batchSize: 7,
          signal: controller.signal,
        })) {
          if (metric.value === 10) controller.abort(new Error("enough"));
        }
      };
      await expect(reading()).rejects.toThrow("enough");
    });
  });
}
