import { InvalidArgumentError, ResultKey } from "@dqx/common";
import * as metrics from "@dqx/metrics";
import { InMemoryMetricDB } from "@dqx/orm";
import { right } from "effect/Either";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
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

  it("throws for a type that it cannot compute, and lists those it can", async () => {
    const median = metrics.defineExtendedMetric<Record<never, never>>({
      type: "median",
      summary: "Not built in.",
      parameters: {},
      display: () => [],
      lags: () => [0],
    });
    const computed = computeExtended(db, median.spec(base, {}), "orders", key, executionId);
    await expect(computed).rejects.toThrow(InvalidArgumentError);
    await expect(computed).rejects.toThrow(
      "There is no computation for metrics of type 'median', asked for by median(average(price)). Extended metrics are of type dayOverDay, stddev, weekOverWeek.",
    );
  });
});
