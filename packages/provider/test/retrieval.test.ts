import { ExecutionId, ResultKey } from "@dqx/common";
import { MetricNotFound } from "@dqx/compute";
import { average, sum } from "@dqx/metrics";
import { InMemoryMetricDB } from "@dqx/orm";
import { isRight, left, right } from "effect/Either";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { expr, MetricProvider, UnresolvedDatasetError } from "../src/index.js";
import { storeDaily } from "./store-fixture.js";

const key = new ResultKey("2025-03-10", { region: "eu" });
const executionId = ExecutionId("exec-1");
const orders = { dataset: "orders", executionId };

describe("retrieving a symbol", () => {
  let db: InMemoryMetricDB;
  let mp: MetricProvider;
  beforeEach(async () => {
    db = await InMemoryMetricDB.open();
    mp = new MetricProvider(db, executionId);
  });
  afterEach(() => db.close());

  it("reads nothing before it is called", () => {
    const reads = vi.spyOn(db, "getMetricWindows");
    const symbol = mp.ext.stddev(mp.sum("a", { dataset: "orders" }), { n: 3 });
    mp.requirements([symbol], key);
    mp.deduplicate();
    expect(reads).not.toHaveBeenCalled();
  });

  it("asks the store once for all metrics that are retrieved at the same time", async () => {
    await storeDaily(db, sum.spec({ column: "a" }), key, [1, 2, 4], orders);
    const reads = vi.spyOn(db, "getMetricWindows");
    const total = mp.sum("a", { dataset: "orders" });
    const symbols = [total, mp.sum("a", { dataset: "orders", lag: 1 }), mp.ext.dayOverDay(total)];
    const values = await Promise.all(symbols.map((symbol) => mp.metricOf(symbol).retrieve(key)));
    expect(values).toEqual([right(4), right(2), right(2)]);
    expect(reads).toHaveBeenCalledTimes(1);
    expect(await mp.metricOf(total).retrieve(key)).toEqual(right(4));
    expect(reads).toHaveBeenCalledTimes(2);
  });

  it("goes back by the lag, and keeps the tags", async () => {
    await storeDaily(db, sum.spec({ column: "a" }), key, [1, 2, 4], orders);
    const [today, before] = [mp.sum("a", { dataset: "orders" }), mp.sum("a", { dataset: "orders", lag: 2 })];
    expect(await mp.metricOf(today).retrieve(key)).toEqual(right(4));
    expect(await mp.metricOf(before).retrieve(key)).toEqual(right(1));
    expect(await mp.metricOf(before).retrieve(key.lag(1))).toEqual(
      left(new MetricNotFound({ spec: before.spec, key: key.lag(3), ...orders })),
    );
    expect(await mp.metricOf(today).retrieve(new ResultKey("2025-03-10"))).toMatchObject({ _tag: "Left" });
  });

  it("resolves the dataset when it is called: a later imputation counts", async () => {
    await storeDaily(db, sum.spec({ column: "a" }), key, [4], orders);
    const symbol = mp.sum("a");
    const { retrieve } = mp.metricOf(symbol);
    await expect(retrieve(key)).rejects.toThrow(UnresolvedDatasetError);
    await expect(retrieve(key)).rejects.toThrow(
      "Metric sum(a) (x_1) has no dataset. Name one when the metric is made, with { dataset }, or call imputeDataset before its value is retrieved.",
    );
    mp.imputeDataset(symbol, "orders");
    expect(await retrieve(key)).toEqual(right(4));
  });

  it("computes extended metrics from stored values of their base, at their own date", async () => {
    await storeDaily(db, average.spec({ column: "a" }), key, [2, 1, 1, 1, 1, 1, 4, 8, 6, 100], orders);
    const base = mp.average("a", { dataset: "orders", lag: 1 });
    const retrieve = (symbol: typeof base) => mp.metricOf(symbol).retrieve(key);
    expect(await retrieve(mp.ext.dayOverDay(base))).toEqual(right(6 / 8));
    expect(await retrieve(mp.ext.dayOverDay(base, { lag: 1 }))).toEqual(right(8 / 4));
    expect(await retrieve(mp.ext.weekOverWeek(base, { lag: 1 }))).toEqual(right(8 / 2));
    // 4, 8, 6: mean 6, squared deviations 4 + 4 + 0, over n - 1.
    expect(await retrieve(mp.ext.stddev(base, { n: 3 }))).toEqual(right(2));
    expect(await retrieve(mp.ext.stddev(base, { n: 1, offset: 3 }))).toEqual(right(0));
  });

  it("gives a suite that follows requirements and order everything that nested metrics need", async () => {
    const outer = mp.ext.stddev(mp.ext.dayOverDay(mp.average("a")), { n: 3 });
    mp.imputeDataset(outer, "orders");
    const daily = new Map([
      ["2025-03-07", 1],
      ["2025-03-08", 2],
      ["2025-03-09", 8],
      ["2025-03-10", 48],
    ]);
    for (const { spec, dataset, dates } of mp.requirements([outer], key)) {
      for (const date of dates) {
        const day = new ResultKey(date, key.tags);
        await storeDaily(db, spec, day, [daily.get(date) ?? Number.NaN], { dataset, executionId });
      }
    }
    for (const { spec, dataset, date } of mp.extendedOrder([outer], key)) {
      const day = new ResultKey(date, key.tags);
      const value = await mp.computeExtended(spec, dataset, day);
      if (!isRight(value)) throw new Error(value.left.message);
      await storeDaily(db, spec, day, [value.right], { dataset, executionId });
    }
    // Ratios 2, 4, 6: mean 4, squared deviations 4 + 0 + 4, over n - 1.
    expect(await mp.metricOf(outer).retrieve(key)).toEqual(right(2));
  });

  it("evaluates a formula, and reports all metrics that are not there", async () => {
    await storeDaily(db, sum.spec({ column: "a" }), key, [3, 12], orders);
    const growth = expr`${mp.sum("a", { dataset: "orders" })} / ${mp.sum("a", { dataset: "orders", lag: 1 })}`;
    expect(await mp.evaluate(growth, key)).toEqual(right(4));
    const broken = growth.add(mp.sum("b", { dataset: "orders" })).add(mp.numRows({ dataset: "returns" }));
    expect(await mp.evaluate(broken, key)).toMatchObject({
      left: {
        _tag: "MetricsUnavailable",
        message:
          'Metric sum(b) for 2025-03-10 {"region":"eu"} on dataset \'orders\' in execution exec-1 not found! ' +
          'Metric numRows() for 2025-03-10 {"region":"eu"} on dataset \'returns\' in execution exec-1 not found!',
      },
    });
    await expect(mp.evaluate(mp.sum("a"), key)).rejects.toThrow(UnresolvedDatasetError);
  });
});
