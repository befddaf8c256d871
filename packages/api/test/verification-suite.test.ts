import { ExecutionId, ResultKey } from "@dqx/common";
import * as Option from "effect/Option";
import { describe, expect, it, vi } from "vitest";
import {
  type AssertionResult,
  type Check,
  CheckDefinitionError,
  check,
  DatasetError,
  SuiteStateError,
  VerificationSuite,
} from "../src/index.js";
import { onClaim } from "./on-claim.js";
import { type Order, ordersSource } from "./orders.js";
import { useRecordedStore } from "./recorded-store.js";

const key = new ResultKey("2025-01-08");

const store = useRecordedStore();

const twoDays: readonly Order[] = [
  { day: "2025-01-07", revenue: 60 },
  { day: "2025-01-07", revenue: 40 },
  { day: "2025-01-08", revenue: 75, customer: null },
  { day: "2025-01-08", revenue: null },
];

async function run(checks: readonly Check[], rows: readonly Order[] = twoDays) {
  return new VerificationSuite(checks, store(), { name: "orders" }).run([ordersSource(rows)], key);
}

function outcomes(results: readonly AssertionResult[]) {
  return Object.fromEntries(
    results.map(({ name, status, value }) => [name, [status, Option.getOrNull(value)]]),
  );
}

describe("a run", () => {
  it("measures, computes and judges: the numbers are those of the rows", async () => {
    const result = await run([
      check({ name: "revenue" }, (mp, ctx) => {
        const sum = mp.sum("revenue");
        ctx.assertThat(sum).config({ name: "sum" }).isEq(75);
        ctx
          .assertThat(sum.div(mp.sum("revenue", { lag: 1 })))
          .config({ name: "change" })
          .isGeq(0.8);
        ctx
          .assertThat(mp.ext.dayOverDay(mp.average("revenue")))
          .config({ name: "average" })
          .isBetween(1.5, 1.5);
        ctx
          .assertThat(mp.ext.stddev(sum, { n: 2 }))
          .config({ name: "deviation" })
          .isEq(Math.sqrt(312.5));
        ctx.assertThat(mp.nullCount("revenue")).config({ name: "nulls" }).isLt(1);
        ctx
          .assertThat(mp.countDistinct("customer", { lag: 1 }))
          .config({ name: "customers" })
          .noop();
      }),
    ]);
    expect(outcomes(result.assertions)).toEqual({
      sum: ["PASSED", 75],
      change: ["FAILED", 0.75],
      average: ["PASSED", 1.5],
      deviation: ["PASSED", Math.sqrt(312.5)],
      nulls: ["FAILED", 1],
      customers: ["SKIPPED", 1],
    });
    expect(result.status).toBe("FAILED");
    expect(result.counts).toEqual({ planned: 6, passed: 3, warned: 0, failed: 2, skipped: 1, errored: 0 });
  });

  it("says why: expression, numbers, demand and difference", async () => {
    const { assertions } = await run([
      check({ name: "revenue" }, (mp, ctx) => {
        ctx.assertThat(mp.sum("revenue").div(mp.sum("revenue", { lag: 1 }))).isGeq(0.8);
        ctx.assertThat(mp.numRows().neg().sub(mp.numRows().neg())).config({ name: "zero" }).isZero();
      }),
    ]);
    expect(assertions.map(({ message }) => message)).toEqual([
      "sum(revenue) / sum(revenue, lag 1) = 75 / 100 = 0.75 is not ≥ 0.8 (0.05 below 0.8)",
      "-numRows() - -numRows() = -2 - -2 = 0 is = 0",
    ]);
    expect(assertions[0]?.name).toBe("sum(revenue) / sum(revenue, lag 1) ≥ 0.8");
  });

  it("reads a dataset with one statement, however many metrics and days there are", async () => {
    const result = await run([
      check({ name: "many" }, (mp, ctx) => {
        for (let lag = 0; lag < 10; lag++) ctx.assertThat(mp.sum("revenue", { lag })).noop();
        ctx.assertThat(mp.average("revenue")).noop();
        ctx.assertThat(mp.ext.weekOverWeek(mp.numRows())).config({ name: "wow" }).noop();
      }),
    ]);
    expect(result.datasets.map(({ dataset, statements }) => [dataset, statements.length])).toEqual([
      ["orders", 1],
    ]);
  });

  it("measures a metric once that two checks ask for", async () => {
    const sum = (name: string) => check({ name }, (mp, ctx) => ctx.assertThat(mp.sum("revenue")).isEq(75));
    const result = await run([sum("a"), sum("b")]);
    expect(result.metrics.map(({ name }) => name)).toEqual(["sum(revenue)"]);
    expect(result.counts.passed).toBe(2);
  });

  it("nests extended metrics: the deviation of the day-over-day ratios", async () => {
    const rows = [1, 2, 4, 12].map((revenue, index) => ({ day: `2025-01-0${5 + index}`, revenue }));
    const result = await run(
      [
        check({ name: "nested" }, (mp, ctx) => {
          const ratio = mp.ext.dayOverDay(mp.sum("revenue"));
          ctx
            .assertThat(mp.ext.stddev(ratio, { n: 3 }))
            .config({ name: "deviation" })
            .isGt(0);
        }),
      ],
      rows,
    );
    // The ratios are 2, 2 and 3: mean 7/3, squared deviations 1/9, 1/9 and 4/9, over n - 1 = 2.
    const [deviation] = result.assertions;
    expect(deviation && Option.getOrThrow(deviation.value)).toBeCloseTo(Math.sqrt(1 / 3), 15);
  });

  it("tells that digits were lost, beside the value", async () => {
    const { InMemoryDataSource } = await import("@dqx/duckdb");
    const source = InMemoryDataSource.fromColumns({ name: "ids", columns: { id: [2n ** 53n, 1n] } });
    const suite = new VerificationSuite(
      [check({ name: "ids" }, (mp, ctx) => ctx.assertThat(mp.sum("id")).isPositive())],
      store(),
      { name: "ids" },
    );
    const [assertion] = (await suite.run([source], key)).assertions;
    expect(assertion?.warnings).toEqual([
      "sum(id) for 2025-01-08 on dataset 'ids': 9007199254740993 has more digits than a double holds; 9007199254740992 is used",
    ]);
  });

  it("does not measure a metric that is in no assertion, and says so", async () => {
    const result = await run([
      check({ name: "unused" }, (mp, ctx) => {
        mp.maximum("revenue");
        ctx.assertThat(mp.ext.dayOverDay(mp.numRows())).config({ name: "rows" }).isEq(1);
      }),
    ]);
    expect(result.warnings).toEqual([
      "Metric maximum(revenue) (x_1) is in no assertion, so it was not measured. Use noop() to collect it.",
    ]);
  });

  it("in which nothing was asserted is no success", async () => {
    const result = await run([check({ name: "idle" }, (mp, ctx) => ctx.assertThat(mp.numRows()).noop())]);
    expect(result.status).toBe("EMPTY");
    expect((await run([check({ name: "nothing" }, () => undefined)])).status).toBe("EMPTY");
  });
});

describe("the cost of a run", () => {
  it("in queries of the store does not grow with the number of metrics", async () => {
    const reads = vi.spyOn(store(), "getMetricWindows");
    const writes = vi.fn();
    onClaim(store(), (claim) => {
      const persist = claim.persist.bind(claim);
      claim.persist = (...words) => {
        writes();
        return persist(...words);
      };
    });
    const queriesOf = async (days: number) => {
      reads.mockClear();
      writes.mockClear();
      await run([
        check({ name: "many" }, (mp, ctx) => {
          for (let lag = 0; lag < days; lag++) {
            ctx.assertThat(mp.ext.dayOverDay(mp.numRows({ lag }))).noop();
            ctx.assertThat(mp.sum("revenue", { lag })).noop();
          }
        }),
      ]);
      return [reads.mock.calls.length, writes.mock.calls.length];
    };
    // One read for the computed metrics, one for the assertions; one write for each kind of metric.
    expect(await queriesOf(1)).toEqual([2, 2]);
    expect(await queriesOf(40)).toEqual([2, 2]);
  });
});

describe("a metric without a value", () => {
  it("is an ERROR with its reason when it failed, and hides no other outcome", async () => {
    const result = await run([
      check({ name: "revenue" }, (mp, ctx) => {
        ctx.assertThat(mp.sum("revenu")).config({ name: "misspelt", severity: "P0" }).isPositive();
        ctx.assertThat(mp.sum("revenue")).config({ name: "right" }).isPositive();
        ctx.assertThat(mp.sum("customer")).config({ name: "text" }).isPositive();
      }),
    ]);
    expect(result.assertions.map(({ status }) => status)).toEqual(["ERROR", "PASSED", "ERROR"]);
    expect(result.assertions[0]?.message).toContain("column 'revenu' does not exist in dataset 'orders'");
    expect(result.assertions[0]?.message).toContain("'revenue'");
    expect(result.status).toBe("ERROR");
    expect(result.isCritical).toBe(true);
  });

  it("fails when there was nothing to measure, or is skipped if the check says so", async () => {
    const average = (name: string, onEmpty: "fail" | "skip") =>
      check({ name, onEmpty }, (mp, ctx) => {
        ctx.assertThat(mp.average("revenue")).config({ name }).isPositive();
        ctx.assertThat(mp.numRows()).config({ name: "rows" }).isZero();
      });
    const result = await run([average("strict", "fail"), average("lenient", "skip")], []);
    expect(result.assertions.map(({ status }) => status)).toEqual(["FAILED", "PASSED", "SKIPPED", "PASSED"]);
    expect(result.assertions[0]?.message).toBe(
      "average(revenue) for 2025-01-08 on dataset 'orders' has no value: no rows with a value",
    );
  });

  it("is skipped when it had nothing to measure and nothing was demanded of it", async () => {
    const collected = check({ name: "noop" }, (mp, ctx) => ctx.assertThat(mp.average("revenue")).noop());
    const result = await run([collected], []);
    expect(result.assertions.map(({ status, message }) => [status, message])).toEqual([
      ["SKIPPED", "average(revenue) for 2025-01-08 on dataset 'orders' has no value: no rows with a value"],
    ]);
  });

  it("names the days at the root when a window has gaps", async () => {
    const result = await run([
      check({ name: "window" }, (mp, ctx) =>
        ctx
          .assertThat(mp.ext.stddev(mp.average("revenue"), { n: 9 }))
          .config({ name: "deviation" })
          .isLt(1),
      ),
    ]);
    expect(result.assertions[0]?.status).toBe("FAILED");
    expect(result.assertions[0]?.message).toBe(
      [
        ...["06", "05", "04", "03", "02"].map(
          (day) =>
            `average(revenue) for 2025-01-${day} on dataset 'orders' has no value: no rows with a value`,
        ),
        "and 2 more days without a value",
      ].join("; "),
    );
  });

  it("is an ERROR when the day before was zero", async () => {
    const result = await run(
      [
        check({ name: "zero" }, (mp, ctx) => {
          ctx.assertThat(mp.ext.dayOverDay(mp.numRows())).config({ name: "ratio" }).isPositive();
          ctx
            .assertThat(mp.numRows().div(mp.numRows({ lag: 1 })))
            .config({ name: "division" })
            .isPositive();
        }),
      ],
      [{ day: "2025-01-08", revenue: 1 }],
    );
    expect(result.assertions.map(({ status }) => status)).toEqual(["ERROR", "ERROR"]);
    expect(result.assertions[0]?.message).toContain("2025-01-07");
  });
});

describe("a suite", () => {
  const rows = check({ name: "rows" }, (mp, ctx) => ctx.assertThat(mp.numRows()).isPositive());

  it("makes execution ids that tell when they were made, in the order of making", () => {
    const before = Date.now();
    const ids = Array.from(
      { length: 50 },
      () => new VerificationSuite([rows], store(), { name: "orders" }).executionId,
    );
    expect(new Set(ids).size).toBe(50);
    expect(ids.toSorted()).toEqual(ids);
    const time = Number.parseInt((ids[0] ?? "").replaceAll("-", "").slice(0, 12), 16);
    expect(time).toBeGreaterThanOrEqual(before);
    expect(time).toBeLessThan(before + 60_000);
  });

  it("makes a UUIDv7 execution id when none is given", () => {
    const suite = new VerificationSuite([rows], store(), { name: "orders" });
    expect(suite.executionId).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    expect(suite.executionId).not.toBe(
      new VerificationSuite([rows], store(), { name: "orders" }).executionId,
    );
  });

  it("has results once it has run, and runs again only after a reset, under another execution id", async () => {
    const suite = new VerificationSuite([rows], store(), {
      name: "orders",
      executionId: ExecutionId("exec-1"),
    });
    expect(() => suite.collectResults()).toThrow("collectResults: suite 'orders' has no finished run");
    expect(() => suite.isCritical()).toThrow(SuiteStateError);
    const first = await suite.run([ordersSource(twoDays)], key);
    expect(suite.collectResults()).toBe(first.assertions);
    expect(suite.isCritical()).toBe(false);
    await expect(suite.run([ordersSource(twoDays)], key)).rejects.toThrow(
      "Suite 'orders' has run as execution exec-1. Call reset()",
    );
    suite.reset();
    expect(suite.executionId).not.toBe("exec-1");
    expect(() => suite.collectResults()).toThrow(SuiteStateError);
    const second = await suite.run([ordersSource(twoDays)], key);
    expect(second.executionId).toBe(suite.executionId);
    expect(await store().getByExecutionId(first.executionId)).toHaveLength(1);
    expect(await store().getByExecutionId(second.executionId)).toHaveLength(1);
  });

  it("runs under the execution id that it is reset to", async () => {
    const suite = new VerificationSuite([rows], store(), { name: "orders" });
    await suite.run([ordersSource(twoDays)], key);

    suite.reset(ExecutionId("exec-2"));

    expect(suite.executionId).toBe("exec-2");
    expect((await suite.run([ordersSource(twoDays)], key)).executionId).toBe("exec-2");
    expect(await store().getByExecutionId(ExecutionId("exec-2"))).toHaveLength(1);
    // @ts-expect-error -- a plain string is no execution id
    expect(() => suite.reset("")).toThrow("is empty");
  });

  it("refuses a second run while the first is going on", async () => {
    const suite = new VerificationSuite([rows], store(), { name: "orders" });
    const running = suite.run([ordersSource(twoDays)], key);
    await expect(suite.run([ordersSource(twoDays)], key)).rejects.toThrow("Suite 'orders' is running");
    expect(() => suite.reset()).toThrow("is running");
    await running;
  });

  it("refuses an execution id that the store has already", async () => {
    const options = { name: "orders", executionId: ExecutionId("exec-1") };
    await new VerificationSuite([rows], store(), options).run([ordersSource(twoDays)], key);
    const again = new VerificationSuite([rows], store(), options);
    await expect(again.run([ordersSource(twoDays)], key)).rejects.toThrow(
      "Execution exec-1 is in the store already",
    );
    await store().delete(options.executionId);
    expect((await again.run([ordersSource(twoDays)], key)).status).toBe("PASSED");
  });

  it("may run again after an error that came before anything was stored", async () => {
    const suite = new VerificationSuite([rows], store(), { name: "orders" });
    await expect(suite.run([], key)).rejects.toThrow(DatasetError);
    expect((await suite.run([ordersSource(twoDays)], key)).status).toBe("PASSED");
  });

  it("is broken by an error that came after, until it is reset", async () => {
    const suite = new VerificationSuite(
      [check({ name: "dod" }, (mp, ctx) => ctx.assertThat(mp.ext.dayOverDay(mp.numRows())).isPositive())],
      store(),
      { name: "orders" },
    );
    let calls = 0;
    onClaim(store(), (claim) => {
      const persist = claim.persist.bind(claim);
      claim.persist = (metrics) =>
        ++calls === 2 ? Promise.reject(new Error("disk full")) : persist(metrics);
    });
    await expect(suite.run([ordersSource(twoDays)], key)).rejects.toThrow("disk full");
    await expect(suite.run([ordersSource(twoDays)], key)).rejects.toThrow("broke off as execution");
    suite.reset();
    expect((await suite.run([ordersSource(twoDays)], key)).status).toBe("PASSED");
  });

  it("ends early when its signal says so, and stores nothing of what is left", async () => {
    const suite = new VerificationSuite([rows], store(), { name: "orders" });
    const signal = AbortSignal.abort(new Error("enough"));
    await expect(suite.run([ordersSource(twoDays)], key, { signal })).rejects.toThrow("enough");
    expect(await store().exists(suite.executionId)).toBe(false);
  });

  it("refuses no checks, two of one name, an empty name, no store and an odd time to live", () => {
    expect(() => new VerificationSuite([], store(), { name: "orders" })).toThrow(CheckDefinitionError);
    expect(() => new VerificationSuite([rows, rows], store(), { name: "orders" })).toThrow(
      "two checks named 'rows'",
    );
    expect(() => new VerificationSuite([rows], store(), { name: "" })).toThrow("got the name");
    // @ts-expect-error -- a store is required
    expect(() => new VerificationSuite([rows], null, { name: "orders" })).toThrow("got null for its store");
    // @ts-expect-error -- a name is required
    expect(() => new VerificationSuite([rows], store(), {})).toThrow("got the name undefined");
    expect(() => new VerificationSuite([rows], store(), { name: "orders", ttlHours: 0 })).toThrow(
      "ttlHours 0",
    );
    // @ts-expect-error -- a plain string is no execution id
    expect(() => new VerificationSuite([rows], store(), { name: "orders", executionId: "" })).toThrow(
      "is empty",
    );
    // @ts-expect-error -- no such option
    expect(() => new VerificationSuite([rows], store(), { name: "orders", executionID: "a" })).toThrow(
      "Did you mean 'executionId'?",
    );
  });

  it("refuses a key that is none", async () => {
    const suite = new VerificationSuite([rows], store(), { name: "orders" });
    // @ts-expect-error -- a date is no key
    await expect(suite.run([ordersSource(twoDays)], "2025-01-08")).rejects.toThrow("Give a ResultKey");
  });
});
