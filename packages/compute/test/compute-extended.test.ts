import { InvalidArgumentError, ResultKey } from "@dqx/common";
import * as metrics from "@dqx/metrics";
import { InMemoryMetricDB } from "@dqx/orm";
import { left, right } from "effect/Either";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { computeExtended, dayOverDay, stddev, weekOverWeek } from "../src/index.js";
import { dailyMetrics, executionId } from "./stored.js";

const base = metrics.average.spec({ column: "price" });
const key = new ResultKey("2025-01-31");

describe("computeExtended", () => {
  let db: InMemoryMetricDB;
  beforeEach(async () => {
    db = await InMemoryMetricDB.open();
    await db.persist(dailyMetrics(base, key, [2, 3, 5, 7, 11, 13, 17, 19]));
  });
  afterEach(() => db.close());

  it("computes each type as the function of its name does", async () => {
    const scope = ["orders", key, executionId] as const;
    expect(await computeExtended(db, metrics.dayOverDay.spec(base, {}), ...scope)).toEqual(
      await dayOverDay(db, base, ...scope),
    );
    expect(await computeExtended(db, metrics.weekOverWeek.spec(base, {}), ...scope)).toEqual(
      await weekOverWeek(db, base, ...scope),
    );
    expect(await computeExtended(db, metrics.stddev.spec(base, { size: 4 }), ...scope)).toEqual(
      await stddev(db, base, 4, ...scope),
    );
    expect(await computeExtended(db, metrics.dayOverDay.spec(base, {}), ...scope)).toEqual(right(19 / 17));
  });

  it("reads days of one metric that end before the key's date", async () => {
    const spec = defineShare().spec({ over: { spec: base, lag: 1 }, under: { spec: base, lag: 2 } });
    expect(await computeExtended(db, spec, "orders", key, executionId)).toEqual(right(17 / 13));
  });

  it("reads an extended base under the base's own identity", async () => {
    const ratio = metrics.dayOverDay.spec(base, {});
    const deviation = metrics.stddev.spec(ratio, { size: 2 });
    expect(await computeExtended(db, deviation, "orders", key, executionId)).toMatchObject({
      left: {
        _tag: "MissingDates",
        metric: "dayOverDay(average(price))",
        message: expect.stringContaining(
          "stddev(dayOverDay(average(price)), 2 days) for 2025-01-31 needs those days.",
        ),
      },
    });
    await db.persist(dailyMetrics(ratio, key, [1, 2]));
    expect(await computeExtended(db, deviation, "orders", key, executionId)).toMatchObject({
      right: expect.closeTo(Math.SQRT1_2, 15),
    });
  });

  it("computes a metric of one's own, over several datasets and days", async () => {
    const returned = metrics.sum.spec({ column: "returned" });
    const share = defineShare();
    await db.persist(dailyMetrics(returned, key, [1, 2, 38], { dataset: "returns" }));
    const spec = share.spec({
      over: { spec: returned, lag: 1, dataset: "returns" },
      under: { spec: base, lag: 2 },
    });
    expect(await computeExtended(db, spec, "orders", key, executionId)).toEqual(right(2 / 13));
    expect(await computeExtended(db, spec, "returns", key, executionId)).toMatchObject({
      left: {
        _tag: "MissingDates",
        metric: "average(price)",
        dataset: "returns",
        dates: ["2025-01-29"],
        message: expect.stringContaining(
          "share(sum(returned), average(price)) for 2025-01-31 needs that day.",
        ),
      },
    });
    expect(await computeExtended(db, spec, "orders", key.lag(3), executionId)).toMatchObject({
      left: { _tag: "MissingDates", metric: "sum(returned)", dataset: "returns", dates: ["2025-01-27"] },
    });
  });

  it("says in the metric's own words why there is no result, and on which day a divisor is 0", async () => {
    const share = defineShare();
    const over = { spec: base, lag: 0 };
    await db.persist(dailyMetrics(metrics.numRows.spec({}), key, [0, -1], { dataset: "returns" }));
    const rows = { spec: metrics.numRows.spec({}), dataset: "returns" };
    const negative = await computeExtended(
      db,
      share.spec({ over, under: { ...rows, lag: 0 } }),
      "orders",
      key,
      executionId,
    );
    expect(negative).toMatchObject({
      left: {
        _tag: "DerivationFailed",
        metric: "share(average(price), numRows())",
        dataset: "orders",
        date: "2025-01-31",
        executionId: "exec-1",
        reason: "the whole is negative",
        message:
          "share(average(price), numRows()) for 2025-01-31 on dataset 'orders' in execution exec-1 has no value: the whole is negative.",
      },
    });
    const zero = share.spec({ over, under: { ...rows, lag: 1 } });
    expect(await computeExtended(db, zero, "orders", key, executionId)).toMatchObject({
      left: {
        _tag: "ZeroDenominator",
        metric: "numRows()",
        dataset: "returns",
        date: "2025-01-30",
        message: expect.stringContaining("divides by zero: numRows() is 0 on 2025-01-30."),
      },
    });
  });

  it("converts exact results to doubles, and refuses one that no double can hold", async () => {
    const exactly = (result: metrics.ExactNumber) => {
      const metric = metrics.defineDerivedMetric({
        type: "constant",
        summary: "The same number always.",
        parameters: {},
        display: () => [],
        inputs: () => metrics.onDays(base, [0]),
        compute: () => right(result),
      });
      return computeExtended(db, metric.spec(), "orders", key, executionId);
    };
    expect(await exactly({ unscaled: 15n, scale: 1 })).toEqual(right(1.5));
    expect(await exactly(10n ** 400n)).toMatchObject({
      left: {
        _tag: "NotFinite",
        message: expect.stringContaining("has no finite value: the result does not fit into a double."),
      },
    });
  });

  it("reads consecutive days with one read, and days apart alone", async () => {
    const [value, window] = [vi.spyOn(db, "getMetricValue"), vi.spyOn(db, "getMetricWindow")];
    await computeExtended(db, metrics.stddev.spec(base, { size: 8 }), "orders", key, executionId);
    expect([value.mock.calls.length, window.mock.calls.map(([, , lag, days]) => [lag, days])]).toEqual([
      0,
      [[0, 8]],
    ]);
    await computeExtended(db, metrics.weekOverWeek.spec(base), "orders", key, executionId);
    expect([value.mock.calls.map(([, day]) => day.date), window.mock.calls.length]).toEqual([
      ["2025-01-31", "2025-01-24"],
      1,
    ]);
  });

  it("refuses what is not derived", async () => {
    // @ts-expect-error -- an average is measured
    const measured = computeExtended(db, base, "orders", key, executionId);
    await expect(measured).rejects.toThrow(InvalidArgumentError);
    await expect(measured).rejects.toThrow(
      "computeExtended got the measured metric average(price). Give the spec of a derived metric, for example dayOverDay.spec(base).",
    );
    // @ts-expect-error -- text is no spec
    await expect(computeExtended(db, "x", "orders", key, executionId)).rejects.toThrow(
      'computeExtended got "x".',
    );
  });
});

function defineShare() {
  return metrics.defineDerivedMetric({
    type: "share",
    summary: "The value of one metric divided by that of another.",
    parameters: { over: metrics.inputField, under: metrics.inputField },
    display: ({ over, under }) => [over.spec.name, under.spec.name],
    inputs: ({ over, under }) => [over, under],
    compute([over = 0, under = 0]) {
      if (under < 0) return left({ kind: "undefined", reason: "the whole is negative" });
      return under === 0 ? left({ kind: "zeroDenominator", input: 1 }) : right(over / under);
    },
  });
}
