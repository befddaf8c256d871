import { ExecutionId, ResultKey } from "@dqx/common";
import { sum } from "@dqx/metrics";
import { InMemoryMetricDB } from "@dqx/orm";
import { getOrNull } from "effect/Option";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { MetricProvider } from "../src/index.js";
import { batchedReads } from "../src/metrics/batched-reads.js";
import { storeDaily } from "./store-fixture.js";

const key = new ResultKey("2025-03-10");
const spec = sum.spec({ column: "a" });
const ids = [ExecutionId("exec-1"), ExecutionId("exec-2"), ExecutionId("exec-3")] as const;
const [first, second, third] = ids;

describe("reads that are asked for together", () => {
  let db: InMemoryMetricDB;
  beforeEach(async () => {
    db = await InMemoryMetricDB.open();
    await storeDaily(db, spec, key, [1, 10], { dataset: "orders", executionId: first });
    await storeDaily(db, spec, key, [2, 20], { dataset: "orders", executionId: second });
  });
  afterEach(() => db.close());

  it("go to the store under the id that each was asked for with", async () => {
    const reads = vi.spyOn(db, "getMetricWindows");
    const reader = batchedReads(db);
    const values = await Promise.all(
      [first, second, third, first].map(async (id) =>
        getOrNull(await reader.getMetricValue(spec, key, "orders", id)),
      ),
    );
    expect(values).toEqual([10, 20, null, 10]);
    const windows = await Promise.all(
      [second, first].map(async (id) =>
        getOrNull(await reader.getMetricWindow(spec, key, 0, 2, "orders", id)),
      ),
    );
    expect(windows.map((window) => [...(window?.values() ?? [])])).toEqual([
      [2, 20],
      [1, 10],
    ]);
    // One query an execution, with all that was asked for of it.
    expect(reads.mock.calls.map(([requests, id]) => [requests.length, id])).toEqual([
      [2, first],
      [1, second],
      [1, third],
      [1, second],
      [1, first],
    ]);
  });

  it("go to the store with the lag and the dataset that each was asked for with", async () => {
    await storeDaily(db, spec, key, [3, 30], { dataset: "returns", executionId: first });
    const reader = batchedReads(db);
    const windows = [
      reader.getMetricWindow(spec, key, 0, 1, "orders", first),
      reader.getMetricWindow(spec, key, 1, 1, "orders", first),
      reader.getMetricWindow(spec, key, 1, 1, "returns", first),
    ];
    const values = ["orders", "returns", "customers"].map((dataset) =>
      reader.getMetricValue(spec, key, dataset, first),
    );
    expect((await Promise.all(windows)).map((window) => [...(getOrNull(window)?.values() ?? [])])).toEqual([
      [10],
      [1],
      [3],
    ]);
    expect((await Promise.all(values)).map(getOrNull)).toEqual([10, 30, null]);
  });

  it("give two providers of different executions their own numbers", async () => {
    const providers = [first, second].map((id) => new MetricProvider(db, id));
    const values = await Promise.all(
      providers.flatMap((mp) => {
        const total = mp.sum("a", { dataset: "orders" });
        return [total, mp.ext.dayOverDay(total)].map((symbol) => mp.metricOf(symbol).retrieve(key));
      }),
    );
    expect(values).toMatchObject([{ right: 10 }, { right: 10 }, { right: 20 }, { right: 10 }]);
    await storeDaily(db, spec, key, [3], { dataset: "orders", executionId: third });
    const others = [third, first].map((id) => {
      const mp = new MetricProvider(db, id);
      return mp.metricOf(mp.sum("a", { dataset: "orders" })).retrieve(key);
    });
    expect(await Promise.all(others)).toMatchObject([{ right: 3 }, { right: 10 }]);
  });
});
