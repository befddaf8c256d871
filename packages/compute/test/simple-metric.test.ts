import { ExecutionId, ResultKey } from "@dqx/common";
import { average, sum } from "@dqx/metrics";
import { InMemoryMetricDB } from "@dqx/orm";
import { left, right } from "effect/Either";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { MetricNotFound, simpleMetric } from "../src/index.js";
import { dailyMetrics, executionId, sameTags, tags } from "./stored.js";

const spec = average.spec({ column: "price" });
const key = new ResultKey("2025-01-01");

describe("simpleMetric", () => {
  let db: InMemoryMetricDB;
  beforeEach(async () => {
    db = await InMemoryMetricDB.open();
  });
  afterEach(() => db.close());

  it("gives the stored value in full double precision", async () => {
    await db.persist(dailyMetrics(spec, key, [1234567.8901234567]));
    expect(await simpleMetric(db, spec, "orders", key, executionId)).toEqual(right(1234567.8901234567));
  });

  it("gives each execution its own value, and none to an execution that stored none", async () => {
    const [first, second, unknown] = ["exec-1", "exec-2", "exec-999"].map(ExecutionId);
    if (first === undefined || second === undefined || unknown === undefined) throw new Error("three ids");
    await db.persist(dailyMetrics(spec, key, [10], { execution: first }));
    await db.persist(dailyMetrics(spec, key, [20], { execution: second }));
    expect(await simpleMetric(db, spec, "orders", key, first)).toEqual(right(10));
    expect(await simpleMetric(db, spec, "orders", key, second)).toEqual(right(20));
    expect(await simpleMetric(db, spec, "orders", key, unknown)).toMatchObject({
      left: { _tag: "MetricNotFound", executionId: "exec-999" },
    });
  });

  it("says which metric, date, dataset and execution has no value", async () => {
    await db.persist(dailyMetrics(sum.spec({ column: "price" }), key, [10]));
    const result = await simpleMetric(db, spec, "orders", key, executionId);
    expect(result).toEqual(left(new MetricNotFound({ spec, dataset: "orders", key, executionId })));
    expect(result).toMatchObject({
      left: {
        metric: "average(price)",
        date: "2025-01-01",
        dataset: "orders",
        executionId: "exec-1",
        tags: {},
        message: "Metric average(price) for 2025-01-01 on dataset 'orders' in execution exec-1 not found!",
      },
    });
  });

  it("reads by tags, whatever the order of their keys, and names them when there is no value", async () => {
    await db.persist(dailyMetrics(spec, new ResultKey("2025-01-01", tags), [10]));
    const same = await simpleMetric(db, spec, "orders", new ResultKey("2025-01-01", sameTags), executionId);
    expect(same).toEqual(right(10));
    expect(await simpleMetric(db, spec, "orders", key, executionId)).toMatchObject({ _tag: "Left" });
    const other = new ResultKey("2025-01-01", { region: "us" });
    expect(await simpleMetric(db, spec, "orders", other, executionId)).toMatchObject({
      left: {
        tags: { region: "us" },
        message:
          'Metric average(price) for 2025-01-01 {"region":"us"} on dataset \'orders\' in execution exec-1 not found!',
      },
    });
  });
});
