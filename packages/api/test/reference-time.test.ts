import { ExecutionId, ResultKey } from "@dqx/common";
import { InMemoryDataSource } from "@dqx/duckdb";
import { freshness } from "@dqx/metrics";
import * as Option from "effect/Option";
import { describe, expect, it } from "vitest";
import { check, type RunOptions, VerificationSuite } from "../src/index.js";
import { useRecordedStore } from "./recorded-store.js";

const store = useRecordedStore();
const key = new ResultKey("2025-01-08");
const [TODAY, YESTERDAY] = ["2025-01-08 10:30:00", "2025-01-07 22:00:00"] as const;

const source = () =>
  InMemoryDataSource.fromColumns({
    name: "orders",
    dateColumn: "day",
    types: { day: "DATE", at: "TIMESTAMP" },
    columns: { day: ["2025-01-08", "2025-01-07"], at: [TODAY, YESTERDAY] },
  });

const fresh = check({ name: "fresh" }, (mp, ctx) => {
  ctx.assertThat(mp.freshness("at")).config({ name: "today" }).isLeq(2);
  ctx
    .assertThat(mp.freshness("at", { lag: 1 }))
    .config({ name: "yesterday" })
    .isLeq(24);
});

function suiteOf(executionId: string): VerificationSuite {
  return new VerificationSuite([fresh], store(), { name: "orders", executionId: ExecutionId(executionId) });
}

/** What callers without types may give. */
const untyped = (referenceTime: unknown): RunOptions => ({ ...{ referenceTime } }) as RunOptions;

describe("the reference time of a run", () => {
  it("is what ages on all of its days are measured against, and is in the report", async () => {
    const suite = suiteOf("exec-1");
    const referenceTime = new Date("2025-01-08T12:00:00Z");
    const result = await suite.run([source()], key, { referenceTime });
    expect(result.assertions.map(({ name, number, status }) => [name, number, status])).toEqual([
      ["today", 1.5, "PASSED"],
      ["yesterday", 14, "PASSED"],
    ]);
    expect(result.toJSON().execution.referenceTime).toBe("2025-01-08T12:00:00.000Z");
    const stored = Option.getOrThrow(await store().getReport(suite.executionId));
    expect(stored).toMatchObject({ execution: { referenceTime: "2025-01-08T12:00:00.000Z" } });
  });

  it("tells no metric from another: two runs store two ages under one identity", async () => {
    const spec = freshness.spec({ column: "at" });
    const ages = [];
    for (const [id, hour] of [
      ["exec-2", 11],
      ["exec-3", 13],
    ] as const) {
      const suite = suiteOf(id);
      await suite.run([source()], key, { referenceTime: new Date(Date.UTC(2025, 0, 8, hour, 30)) });
      ages.push(await store().getMetricValue(spec, key, "orders", suite.executionId));
    }
    expect(ages).toEqual([Option.some(1), Option.some(3)]);
  });

  it("is the time at which the run began, when none is given", async () => {
    const before = new Date();
    const report = (await suiteOf("exec-4").run([source()], key)).toJSON();
    const { referenceTime = "", startedAt } = report.execution;
    expect(referenceTime >= before.toISOString()).toBe(true);
    expect(referenceTime <= startedAt).toBe(true);
    const value = report.metrics.find(({ date }) => date === key.date)?.value;
    expect(value).toBeCloseTo((Date.parse(referenceTime) - Date.UTC(2025, 0, 8, 10, 30)) / 3_600_000, 9);
  });

  it("can be given for a plan, too", async () => {
    const plan = await suiteOf("exec-5").plan([source()], key, {
      referenceTime: new Date("2025-01-08T12:00:00Z"),
    });
    expect(plan.datasets.flatMap(({ statements }) => statements.map(({ sql }) => sql)).join()).toContain(
      "2025-01-08 12:00:00.000",
    );
  });

  it.each([["2025-01-08"], [1_736_337_600_000], [null], [new Date(Number.NaN)], [new Date(-1e15)]])(
    "is refused when it is %s",
    async (given) => {
      const suite = suiteOf("exec-6");
      const message = /got the referenceTime .*Give a Date of the years 1 to 9999/;
      await expect(suite.run([source()], key, untyped(given))).rejects.toThrow(message);
      await expect(suite.plan([source()], key, untyped(given))).rejects.toThrow(message);
    },
  );
});
