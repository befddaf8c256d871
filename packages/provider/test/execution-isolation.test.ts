import { ExecutionId, ResultKey } from "@dqx/common";
import { dayOverDay, stddev, sum } from "@dqx/metrics";
import { InMemoryMetricDB } from "@dqx/orm";
import { right } from "effect/Either";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { MetricProvider, type MetricSymbol } from "../src/index.js";
import { storeDaily } from "./store-fixture.js";

const key = new ResultKey("2025-03-10");
const [first, second] = [ExecutionId("exec-1"), ExecutionId("exec-2")];
const spec = sum.spec({ column: "a" });

/** Every kind of symbol, over one measured metric. */
const kinds: Readonly<Record<string, (mp: MetricProvider) => MetricSymbol>> = {
  measured: (mp) => mp.sum("a", { dataset: "orders" }),
  "measured with a lag": (mp) => mp.sum("a", { dataset: "orders", lag: 1 }),
  dayOverDay: (mp) => mp.ext.dayOverDay(mp.sum("a", { dataset: "orders" })),
  weekOverWeek: (mp) => mp.ext.weekOverWeek(mp.sum("a", { dataset: "orders" })),
  stddev: (mp) => mp.ext.stddev(mp.sum("a", { dataset: "orders" }), { n: 4 }),
  nested: (mp) => mp.ext.stddev(mp.ext.dayOverDay(mp.sum("a", { dataset: "orders" })), { n: 2 }),
};

describe("a provider", () => {
  let db: InMemoryMetricDB;
  beforeEach(async () => {
    db = await InMemoryMetricDB.open();
  });
  afterEach(() => db.close());

  it("has the execution id it was made with, and its extended metrics have the same", () => {
    const [one, two] = [new MetricProvider(db, first), new MetricProvider(db, second)];
    expect([one.executionId, one.ext.executionId]).toEqual([first, first]);
    expect([two.executionId, two.ext.executionId]).toEqual([second, second]);
  });

  it("keeps the execution id it was made with, also against callers without types", () => {
    const mp = new MetricProvider(db, first);
    for (const target of [mp, mp.ext]) {
      expect(() => Object.assign(target, { executionId: second })).toThrow(TypeError);
    }
    expect([mp.executionId, mp.ext.executionId]).toEqual([first, first]);
  });

  it.each(Object.entries(kinds))("passes its id to every read of the store: %s", async (_, make) => {
    const reads = vi.spyOn(db, "getMetricWindows");
    const other = vi.spyOn(db, "getByExecutionId");
    // The provider of another execution, made before and after, changes nothing.
    const before = new MetricProvider(db, first);
    const mp = new MetricProvider(db, second);
    make(before);
    await mp.metricOf(make(mp)).retrieve(key);
    const ids = reads.mock.calls.map(([, executionId]) => executionId);
    expect(ids.length).toBeGreaterThan(0);
    expect(new Set(ids)).toEqual(new Set([second]));
    expect(other).not.toHaveBeenCalled();
  });

  it.each(Object.entries(kinds))("sees only its own numbers on one date and dataset: %s", async (_, make) => {
    const ratio = dayOverDay.spec(spec, {});
    const store = async (executionId: ExecutionId, values: readonly number[]) => {
      await storeDaily(db, spec, key, values, { dataset: "orders", executionId });
      const ratios = values.slice(1).map((value, index) => value / (values[index] ?? Number.NaN));
      await storeDaily(db, ratio, key, ratios, { dataset: "orders", executionId });
    };
    const retrieve = (executionId: ExecutionId) => {
      const mp = new MetricProvider(db, executionId);
      return mp.metricOf(make(mp)).retrieve(key);
    };
    await store(first, [1, 2, 3, 5, 8, 13, 21, 34]);
    const alone = await retrieve(first);
    expect(alone).toMatchObject({ _tag: "Right" });
    expect(await retrieve(second)).toMatchObject({ left: { executionId: "exec-2" } });
    await store(second, [1, 4, 9, 16, 25, 36, 49, 65]);
    expect(await retrieve(first)).toEqual(alone);
    expect(await retrieve(second)).toMatchObject({ _tag: "Right" });
    expect(await retrieve(second)).not.toEqual(alone);
  });

  it("computes extended metrics under its own id", async () => {
    await storeDaily(db, spec, key, [2, 3], { dataset: "orders", executionId: first });
    await storeDaily(db, spec, key, [2, 10], { dataset: "orders", executionId: second });
    const ratio = dayOverDay.spec(spec, {});
    expect(await new MetricProvider(db, first).computeExtended(ratio, "orders", key)).toEqual(right(1.5));
    expect(await new MetricProvider(db, second).computeExtended(ratio, "orders", key)).toEqual(right(5));
    const deviation = stddev.spec(spec, { size: 3 });
    expect(await new MetricProvider(db, first).computeExtended(deviation, "orders", key)).toMatchObject({
      left: { _tag: "MissingDates", executionId: "exec-1", dates: ["2025-03-08"] },
    });
  });

  it("reads what its execution wrote last, whatever others wrote between", async () => {
    const executions = ["exec-1", "exec-2", "exec-3"].map((id) => ExecutionId(id));
    const write = fc.record({ execution: fc.nat(2), value: fc.integer(), lag: fc.nat(1) });
    await fc.assert(
      fc.asyncProperty(fc.array(write, { maxLength: 12 }), async (writes) => {
        const own = await InMemoryMetricDB.open();
        const model = new Map<string, number>();
        for (const { execution, value, lag } of writes) {
          const executionId = executions[execution] ?? first;
          await storeDaily(own, spec, key.lag(lag), [value], { dataset: "orders", executionId });
          model.set(`${executionId} ${lag}`, value);
        }
        for (const executionId of executions) {
          const mp = new MetricProvider(own, executionId);
          for (const lag of [0, 1]) {
            const result = await mp.metricOf(mp.sum("a", { dataset: "orders", lag })).retrieve(key);
            const expected = model.get(`${executionId} ${lag}`);
            if (expected === undefined)
              expect(result).toMatchObject({ left: { _tag: "MetricNotFound", executionId } });
            else expect(result).toEqual(right(expected));
          }
        }
        await own.close();
      }),
      { numRuns: 15 },
    );
  });
});
