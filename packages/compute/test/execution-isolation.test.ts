import { ExecutionId, ResultKey } from "@dqx/common";
import * as metrics from "@dqx/metrics";
import { InMemoryMetricDB, type MetricStore } from "@dqx/orm";
import type { Either } from "effect/Either";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import {
  computeExtended,
  dayOverDay,
  type MetricFailure,
  simpleMetric,
  stddev,
  weekOverWeek,
} from "../src/index.js";
import { dailyMetrics } from "./stored.js";

const spec = metrics.sum.spec({ column: "revenue" });
const key = new ResultKey("2025-01-31");
const [first, second] = [ExecutionId("exec-1"), ExecutionId("exec-2")];

type Computation = (db: MetricStore, executionId: ExecutionId) => Promise<Either<number, MetricFailure>>;

const computations: Readonly<Record<string, Computation>> = {
  simpleMetric: (db, id) => simpleMetric(db, spec, "orders", key, id),
  dayOverDay: (db, id) => dayOverDay(db, spec, "orders", key, id),
  weekOverWeek: (db, id) => weekOverWeek(db, spec, "orders", key, id),
  stddev: (db, id) => stddev(db, spec, 8, "orders", key, id),
  ...Object.fromEntries(
    [
      metrics.dayOverDay.spec(spec),
      metrics.weekOverWeek.spec(spec),
      metrics.dayOverDayChange.spec(spec),
      metrics.weekOverWeekChange.spec(spec),
      metrics.stddev.spec(spec, { size: 8 }),
    ].map((derived): [string, Computation] => [
      `computeExtended of ${derived.type}`,
      (db, id) => computeExtended(db, derived, "orders", key, id),
    ]),
  ),
};

describe.each(Object.entries(computations))("%s", (_, compute) => {
  let db: InMemoryMetricDB;
  beforeEach(async () => {
    db = await InMemoryMetricDB.open();
  });
  afterEach(() => db.close());

  it("passes its execution id to every read of the store", async () => {
    const value = vi.spyOn(db, "getMetricValue");
    const window = vi.spyOn(db, "getMetricWindow");
    await compute(db, second);
    const ids = [...value.mock.calls.map((call) => call[3]), ...window.mock.calls.map((call) => call[5])];
    expect(ids.length).toBeGreaterThan(0);
    expect(new Set(ids)).toEqual(new Set([second]));
  });

  it("gives two executions on one date their own numbers, whichever wrote last", async () => {
    const squares = [1, 4, 9, 16, 25, 36, 49, 64];
    const powers = [2, 4, 8, 16, 32, 64, 128, 256];
    const alone = async (values: readonly number[]) => {
      const own = await InMemoryMetricDB.open();
      await own.persist(dailyMetrics(spec, key, values));
      const result = await compute(own, first);
      await own.close();
      return result;
    };
    await db.persist(dailyMetrics(spec, key, squares, { execution: first }));
    await db.persist(dailyMetrics(spec, key, powers, { execution: second }));
    await db.persist(
      dailyMetrics(spec, key.lag(1), [0, 0, 0, 0, 0, 0, 0], { execution: ExecutionId("exec-3") }),
    );
    expect(await compute(db, first)).toEqual(await alone(squares));
    expect(await compute(db, second)).toEqual(await alone(powers));
    expect(await compute(db, first)).toMatchObject({ _tag: "Right" });
    expect(await compute(db, first)).not.toEqual(await compute(db, second));
    expect(await compute(db, ExecutionId("exec-999"))).toMatchObject({ left: { executionId: "exec-999" } });
  });
});
