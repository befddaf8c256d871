import { ExecutionId, ResultKey } from "@dqx/common";
import { average } from "@dqx/metrics";
import { InMemoryMetricDB } from "@dqx/orm";
import { right } from "effect/Either";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { dayOverDay, weekOverWeek } from "../src/index.js";
import { dailyMetrics, executionId } from "./stored.js";

const spec = average.spec({ column: "price" });
const key = new ResultKey("2025-03-01");

describe("dayOverDay and weekOverWeek", () => {
  let db: InMemoryMetricDB;
  beforeEach(async () => {
    db = await InMemoryMetricDB.open();
  });
  afterEach(() => db.close());

  it("divide the day's value by that of one day and of seven days before", async () => {
    await db.persist(dailyMetrics(spec, key, [4, 1, 1, 1, 1, 1, 8, 10]));
    expect(await dayOverDay(db, spec, "orders", key, executionId)).toEqual(right(10 / 8));
    expect(await weekOverWeek(db, spec, "orders", key, executionId)).toEqual(right(10 / 4));
  });

  it("are ratios, not changes: an unchanged value gives 1, a sign stays", async () => {
    await db.persist(dailyMetrics(spec, key, [-3, 3]));
    expect(await dayOverDay(db, spec, "orders", key, executionId)).toEqual(right(-1));
    await db.persist(dailyMetrics(spec, key, [3, 3]));
    expect(await dayOverDay(db, spec, "orders", key, executionId)).toEqual(right(1));
  });

  it("name the day that is missing: today's, the earlier one, or both", async () => {
    const none = await dayOverDay(db, spec, "orders", key, executionId);
    expect(none).toMatchObject({
      left: {
        _tag: "MissingDates",
        metric: "average(price)",
        dataset: "orders",
        executionId: "exec-1",
        dates: ["2025-02-28", "2025-03-01"],
        message:
          "Metric average(price) on dataset 'orders' in execution exec-1 not found for 2025-02-28, 2025-03-01! dayOverDay(average(price)) for 2025-03-01 needs those days.",
      },
    });
    await db.persist(dailyMetrics(spec, key, [5]));
    expect(await weekOverWeek(db, spec, "orders", key, executionId)).toMatchObject({
      left: { _tag: "MissingDates", dates: ["2025-02-22"] },
    });
    await db.persist(dailyMetrics(spec, key.lag(1), [5], { dataset: "returns" }));
    expect(await dayOverDay(db, spec, "returns", key, executionId)).toMatchObject({
      left: { _tag: "MissingDates", dates: ["2025-03-01"] },
    });
  });

  it("never divide by zero, of either sign, and say on which day the zero is", async () => {
    const key = new ResultKey("2025-03-01", { region: "eu" });
    for (const zero of [0, -0]) {
      await db.persist(dailyMetrics(spec, key, [zero, 5]));
      expect(await dayOverDay(db, spec, "orders", key, executionId)).toMatchObject({
        left: {
          _tag: "ZeroDenominator",
          metric: "average(price)",
          dataset: "orders",
          executionId: "exec-1",
          date: "2025-02-28",
          tags: { region: "eu" },
          message:
            'dayOverDay(average(price)) for 2025-03-01 {"region":"eu"} on dataset \'orders\' in execution exec-1 divides by zero: average(price) is 0 on 2025-02-28.',
        },
      });
    }
  });

  it("fail with the numbers when the ratio is too large for a double", async () => {
    await db.persist(dailyMetrics(spec, key, [1e-300, 1e300]));
    expect(await dayOverDay(db, spec, "orders", key, executionId)).toMatchObject({
      left: {
        _tag: "NotFinite",
        date: "2025-03-01",
        message:
          "dayOverDay(average(price)) for 2025-03-01 on dataset 'orders' in execution exec-1 has no finite value: 1e+300 / 1e-300 does not fit into a double.",
      },
    });
  });

  it("never divide a value by that of another execution", async () => {
    const [mine, theirs] = [ExecutionId("mine"), ExecutionId("theirs")];
    await db.persist(dailyMetrics(spec, key.lag(1), [8], { execution: theirs }));
    await db.persist(dailyMetrics(spec, key, [10], { execution: mine }));
    expect(await dayOverDay(db, spec, "orders", key, mine)).toMatchObject({
      left: { _tag: "MissingDates", dates: ["2025-02-28"], executionId: "mine" },
    });
    await db.persist(dailyMetrics(spec, key.lag(1), [5], { execution: mine }));
    await db.persist(dailyMetrics(spec, key, [16], { execution: theirs }));
    expect(await dayOverDay(db, spec, "orders", key, mine)).toEqual(right(2));
    expect(await dayOverDay(db, spec, "orders", key, theirs)).toEqual(right(2));
    await db.persist(dailyMetrics(spec, key, [32], { execution: theirs }));
    expect(await dayOverDay(db, spec, "orders", key, mine)).toEqual(right(2));
    expect(await dayOverDay(db, spec, "orders", key, theirs)).toEqual(right(4));
  });
});
