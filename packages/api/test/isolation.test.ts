import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ExecutionId, ResultKey } from "@dqx/common";
import { average, dayOverDay, stddev, sum } from "@dqx/metrics";
import { MetricDB } from "@dqx/orm";
import { recordSql } from "@dqx/orm/testing";
import * as Option from "effect/Option";
import fc from "fast-check";
import { describe, expect, it, onTestFinished } from "vitest";
import { check, VerificationSuite } from "../src/index.js";
import { type Order, ordersSource } from "./orders.js";
import { useRecordedStore } from "./recorded-store.js";

const key = new ResultKey("2025-01-08", { region: "eu" });

const revenue = check({ name: "revenue" }, (mp, ctx) => {
  const total = mp.sum("revenue");
  ctx.assertThat(total).config({ name: "sum" }).noop();
  ctx
    .assertThat(total.div(mp.sum("revenue", { lag: 1 })))
    .config({ name: "ratio" })
    .noop();
  ctx
    .assertThat(mp.ext.dayOverDay(mp.average("revenue")))
    .config({ name: "day over day" })
    .noop();
  ctx
    .assertThat(mp.ext.stddev(total, { n: 2 }))
    .config({ name: "deviation" })
    .noop();
});

const store = useRecordedStore();

function twoDays(before: number, today: number): readonly Order[] {
  return [
    { day: "2025-01-07", revenue: before },
    { day: "2025-01-08", revenue: today },
  ];
}

async function runAs(executionId: ExecutionId, rows: readonly Order[]) {
  const suite = new VerificationSuite([revenue], store(), { name: "shop", executionId });
  const { assertions } = await suite.run([ordersSource(rows)], key);
  return Object.fromEntries(assertions.map(({ name, value }) => [name, Option.getOrNull(value)]));
}

// The closed form of what each suite must see, from its own rows alone.
function expected(before: number, today: number) {
  return {
    sum: today,
    ratio: today / before,
    "day over day": today / before,
    deviation: Math.abs(today - before) / Math.SQRT2,
  };
}

describe("execution isolation", () => {
  it("keeps two suites on one store, date, dataset and tags apart", async () => {
    const [first, second, third] = [ExecutionId("exec-1"), ExecutionId("exec-2"), ExecutionId("exec-999")];
    expect((await runAs(first, twoDays(5, 10))).sum).toBe(10);
    expect((await runAs(second, twoDays(10, 20))).sum).toBe(20);
    const spec = sum.spec({ column: "revenue" });
    const read = (executionId: ExecutionId) => store().getMetricValue(spec, key, "orders", executionId);
    expect(await read(first)).toEqual(Option.some(10));
    expect(await read(second)).toEqual(Option.some(20));
    expect(await read(third)).toEqual(Option.none());
    const window = await store().getMetricWindow(spec, key, 0, 2, "orders", first);
    expect([...Option.getOrThrow(window).values()]).toEqual([5, 10]);
  });

  it("keeps computed metrics apart, too", async () => {
    const executionId = ExecutionId("exec-1");
    await runAs(ExecutionId("exec-2"), twoDays(1, 100));
    await runAs(executionId, twoDays(5, 10));
    const specs = [
      dayOverDay.spec(average.spec({ column: "revenue" }), {}),
      stddev.spec(sum.spec({ column: "revenue" }), { size: 2 }),
    ];
    const values = await Promise.all(
      specs.map((spec) => store().getMetricValue(spec, key, "orders", executionId)),
    );
    expect(values.map(Option.getOrThrow)).toEqual([2, Math.sqrt(12.5)]);
  });

  it("holds for any number of suites that run at the same time", async () => {
    const amounts = fc.integer({ min: 1, max: 1_000_000 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(amounts, amounts), { minLength: 2, maxLength: 12 }),
        async (days) => {
          const run = crypto.randomUUID();
          const seen = await Promise.all(
            days.map(([before, today], index) =>
              runAs(ExecutionId(`${run}-${index}`), twoDays(before, today)),
            ),
          );
          for (const [index, [before, today]] of days.entries()) {
            const own = expected(before, today);
            for (const [name, value] of Object.entries(seen[index] ?? {})) {
              expect(value).toBeCloseTo(own[name as keyof typeof own], 9);
            }
          }
        },
      ),
      { numRuns: 12 },
    );
  });

  it("holds for fifty suites at once on one file, which two stores have open", async () => {
    const directory = await mkdtemp(join(tmpdir(), "dqx-api-"));
    onTestFinished(() => rm(directory, { recursive: true, force: true }));
    const url = `sqlite:${join(directory, "metrics.db")}`;
    await using one = await MetricDB.open(url);
    await using other = await MetricDB.open(url);

    const results = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        new VerificationSuite([revenue], index % 2 === 0 ? one : other, { name: "shop" }).run(
          [ordersSource(twoDays(index + 1, (index + 1) * 3))],
          key,
        ),
      ),
    );

    for (const [index, { assertions, executionId }] of results.entries()) {
      const seen = Object.fromEntries(assertions.map(({ name, value }) => [name, Option.getOrNull(value)]));
      const own = expected(index + 1, (index + 1) * 3);
      expect(Object.keys(seen)).toEqual(Object.keys(own));
      for (const [name, value] of Object.entries(own)) expect(seen[name]).toBeCloseTo(value, 9);
      expect(await other.getResults(executionId)).toHaveLength(assertions.length);
    }
    expect(new Set(results.map(({ executionId }) => executionId)).size).toBe(50);
    // A sum and an average on two days, a ratio and a deviation on one.
    expect(await one.stats()).toEqual({
      executions: 50,
      running: 0,
      abandoned: 0,
      metrics: 50 * 6,
      expired: 0,
      results: 50 * 4,
    });
    const { executions } = await one.listExecutions({ suite: "shop" });
    expect(executions.filter(({ status }) => status === "EMPTY")).toHaveLength(50);
  });

  it("does not read what an earlier execution measured when a metric fails in this one", async () => {
    await runAs(ExecutionId("exec-1"), twoDays(5, 10));
    const suite = new VerificationSuite([revenue], store(), {
      name: "shop",
      executionId: ExecutionId("exec-2"),
    });
    const { assertions } = await suite.run([ordersSource([])], key);
    expect(assertions.map(({ name, value }) => [name, Option.getOrNull(value)])).toEqual([
      ["sum", 0],
      ["ratio", null],
      ["day over day", null],
      ["deviation", 0],
    ]);
  });
});

describe("the law of execution isolation", () => {
  it("is held against every statement of a run: writes, windows, values and whole executions", async () => {
    const recorder = recordSql();
    await using db = await MetricDB.open("sqlite::memory:", { logger: recorder.logger });
    const suite = new VerificationSuite([revenue], db, { name: "shop" });
    await suite.run([ordersSource(twoDays(5, 10))], key);
    await db.getByExecutionId(suite.executionId);
    // For the computed metrics, for the assertions, and for the whole execution.
    expect(recorder.metricReads).toHaveLength(3);
    recorder.assertIsolated();
  });
});
