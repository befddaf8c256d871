import { ExecutionId, ResultKey } from "@dqx/common";
import { average } from "@dqx/metrics";
import { InMemoryMetricDB } from "@dqx/orm";
import { right } from "effect/Either";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { stddev } from "../src/index.js";
import { dailyMetrics, days, executionId } from "./stored.js";

const spec = average.spec({ column: "price" });
const key = new ResultKey("2025-01-31");

describe("stddev", () => {
  let db: InMemoryMetricDB;
  beforeEach(async () => {
    db = await InMemoryMetricDB.open();
  });
  afterEach(() => db.close());

  it("is the sample deviation of the days that end at the key's date", async () => {
    // 2, 4, 4, 4, 5, 5, 7, 9 has the mean 5 and the sum of squared deviations 32; the day before it does not count.
    await db.persist(dailyMetrics(spec, key, [1000, 2, 4, 4, 4, 5, 5, 7, 9]));
    const result = await stddev(db, spec, 8, "orders", key, executionId);
    expect(result).toMatchObject({ right: expect.closeTo(Math.sqrt(32 / 7), 14) });
  });

  it("is 0 for one day, and fails when that day has no value", async () => {
    await db.persist(dailyMetrics(spec, key, [42]));
    expect(await stddev(db, spec, 1, "orders", key, executionId)).toEqual(right(0));
    expect(await stddev(db, spec, 1, "orders", key.lag(1), executionId)).toMatchObject({
      left: { _tag: "MissingDates", dates: ["2025-01-30"] },
    });
  });

  it("needs every day of the window: one hole in the middle is a failure that names it", async () => {
    await db.persist(dailyMetrics(spec, key, [1, 2, 3]));
    await db.persist(dailyMetrics(spec, key.lag(4), [4, 5, 6]));
    expect(await stddev(db, spec, 7, "orders", key, executionId)).toMatchObject({
      left: {
        _tag: "MissingDates",
        dates: ["2025-01-28"],
        message: expect.stringContaining(
          "not found for 2025-01-28! stddev(average(price), 7 days) for 2025-01-31 needs that day.",
        ),
      },
    });
    expect(await stddev(db, spec, 3, "orders", key, executionId)).toEqual(right(1));
  });

  it("names five missing days and counts the others", async () => {
    await db.persist(dailyMetrics(spec, key, [1, 2]));
    const eight = await stddev(db, spec, 10, "orders", key, executionId);
    expect(eight).toMatchObject({
      left: {
        metric: "average(price)",
        dataset: "orders",
        executionId: "exec-1",
        dates: days("2025-01-22", 8),
        message:
          "Metric average(price) on dataset 'orders' in execution exec-1 not found for 2025-01-22, 2025-01-23, 2025-01-24, 2025-01-25, 2025-01-26, … and 3 more! stddev(average(price), 10 days) for 2025-01-31 needs those days.",
      },
    });
    expect(await stddev(db, spec, 7, "orders", key, executionId)).toMatchObject({
      left: {
        message: expect.stringContaining("for 2025-01-25, 2025-01-26, 2025-01-27, 2025-01-28, 2025-01-29!"),
      },
    });
  });

  it("names the tags of a key whose days are missing", async () => {
    const key = new ResultKey("2025-01-31", { shop: 7, region: "eu" });
    expect(await stddev(db, spec, 2, "orders", key, executionId)).toMatchObject({
      left: {
        tags: { region: "eu", shop: 7 },
        message: expect.stringContaining(
          'Metric average(price) with tags {"region":"eu","shop":7} on dataset \'orders\' in execution exec-1 not found for 2025-01-30, 2025-01-31!',
        ),
      },
    });
  });

  it("crosses the end of February in a leap year", async () => {
    const march = new ResultKey("2024-03-01");
    await db.persist(dailyMetrics(spec, march, [1, 2, 3]));
    expect(await stddev(db, spec, 3, "orders", march, executionId)).toEqual(right(1));
    expect(await stddev(db, spec, 4, "orders", march, executionId)).toMatchObject({
      left: { dates: ["2024-02-27"] },
    });
  });

  it("fails when the deviation is too large for a double", async () => {
    const extreme = Number.MAX_VALUE;
    await db.persist(dailyMetrics(spec, key, [-extreme, extreme]));
    expect(await stddev(db, spec, 2, "orders", key, executionId)).toMatchObject({
      left: {
        _tag: "NotFinite",
        message: expect.stringContaining(
          "stddev(average(price), 2 days) for 2025-01-31 on dataset 'orders' in execution exec-1 has no finite value",
        ),
      },
    });
  });

  it("never fills a hole with a day of another execution", async () => {
    const [mine, theirs] = [ExecutionId("mine"), ExecutionId("theirs")];
    await db.persist(dailyMetrics(spec, key, [7, 7, 7, 7], { execution: theirs }));
    await db.persist(dailyMetrics(spec, key, [1, 3], { execution: mine }));
    expect(await stddev(db, spec, 2, "orders", key, mine)).toEqual(right(Math.SQRT2));
    expect(await stddev(db, spec, 4, "orders", key, theirs)).toEqual(right(0));
    expect(await stddev(db, spec, 3, "orders", key, mine)).toMatchObject({ left: { dates: ["2025-01-29"] } });
  });

  it("refuses a window that is no whole number of days, or none", async () => {
    for (const size of [0, -1, 1.5, Number.NaN]) {
      await expect(stddev(db, spec, size, "orders", key, executionId)).rejects.toThrow(
        /whole number of days/,
      );
    }
  });
});
