import { readFileSync } from "node:fs";
import { Option, ResultKey } from "@dqx/common";
import { InMemoryMetricDB } from "@dqx/orm";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import {
  type AssertionReport,
  type Check,
  type CheckBody,
  type Context,
  check,
  col,
  sql,
  VerificationSuite,
} from "../src/index.js";
import { ordersSource } from "./orders.js";

const key = new ResultKey("2025-01-08");
const schema = JSON.parse(readFileSync(new URL("../run-report.schema.json", import.meta.url), "utf8"));
const validate = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(schema);

const good = check({ name: "good" }, (mp, ctx) => {
  ctx.assertThat(mp.sum("revenue")).config({ name: "sum" }).isEq(3);
  ctx.rows("orders").expect(col("revenue").isGt(0)).config({ name: "positive" }).holds();
});

/** The good check's results beside others, and those of the others; live and stored. */
async function beside(others: readonly Check[]) {
  await using db = await InMemoryMetricDB.open();
  const source = ordersSource([
    { day: "2025-01-08", revenue: 1 },
    { day: "2025-01-08", revenue: 2 },
  ]);
  const [first, ...rest] = others;
  const checks = first === undefined ? [good] : [first, good, ...rest];
  const suite = new VerificationSuite(checks, db, { name: "shop" });
  const result = await suite.run([source], key);
  const report = result.toJSON();
  expect(validate(report), JSON.stringify(validate.errors)).toBe(true);
  const stored = Option.getOrThrow(await db.getReport(suite.executionId));
  expect(stored).toEqual(JSON.parse(JSON.stringify(report)));
  const isGood = (assertion: AssertionReport) => assertion.check === "good";
  return {
    result,
    report,
    good: report.assertions.filter(isGood),
    others: report.assertions.filter((assertion) => !isGood(assertion)),
  };
}

async function alone() {
  const { good: expected } = await beside([]);
  expect(expected.map(({ status }) => status)).toEqual(["PASSED", "PASSED"]);
  return expected;
}

let kept: Context | undefined;
const unshowable = {
  toString(): string {
    throw new Error("not even this");
  },
};

const hostile: Readonly<Record<string, readonly [body: CheckBody, message: RegExp]>> = {
  "throws an error": [
    () => {
      throw new TypeError("oops");
    },
    /^The body of check 'bad' threw: TypeError: oops \(.*hostile-checks\.test\.ts:\d+:\d+\)$/,
  ],
  "throws what is no error": [
    () => {
      throw unshowable;
    },
    /^The body of check 'bad' threw: something that cannot be shown\.$/,
  ],
  "throws an error without a place": [
    () => {
      throw Object.assign(new Error("oops"), { stack: undefined });
    },
    /^The body of check 'bad' threw: Error: oops$/,
  ],
  "throws behind a good assertion": [
    (mp, ctx) => {
      ctx.assertThat(mp.sum("revenue")).config({ name: "sum" }).isEq(3);
      ctx.assertThat(mp.sum("")).isEq(3);
    },
    /^The body of check 'bad' threw: sum: .*\.test\.ts/,
  ],
  "asks deeper than there is stack": [
    (mp, ctx) => {
      const again: CheckBody = (...given) => again(...given);
      again(mp, ctx);
    },
    /^The body of check 'bad' threw: RangeError: Maximum call stack/,
  ],
  "is asynchronous": [
    (async (mp, ctx) => {
      await Promise.resolve();
      ctx.assertThat(mp.numRows()).isGt(0);
    }) as CheckBody,
    /is asynchronous/,
  ],
  "rejects later": [(async () => Promise.reject(new Error("late"))) as CheckBody, /is asynchronous/],
  "begins an assertion and does not end it": [
    (mp, ctx) => void ctx.assertThat(mp.numRows()),
    /without a comparison/,
  ],
};

describe("a hostile check breaks nothing but itself", () => {
  it.each(Object.entries(hostile))("that %s", async (_, [body, message]) => {
    const {
      good: found,
      others,
      report,
      result,
    } = await beside([check({ name: "bad", owner: "ann" }, body)]);
    expect(found).toEqual(await alone());
    expect(others).toEqual([
      {
        check: "bad",
        name: "the body of the check",
        owner: "ann",
        severity: "P0",
        tags: [],
        status: "ERROR",
        value: null,
        expression: "the body of the check",
        comparison: { version: 1, kind: "noop" },
        message: expect.stringMatching(message),
        metrics: [],
        warnings: [],
      },
    ]);
    expect([report.status, report.isCritical]).toEqual(["ERROR", true]);
    expect(report.counts).toMatchObject({ planned: 3, passed: 2, errored: 1 });
    expect(report.checks).toMatchObject([{ name: "bad", assertions: 1 }, { name: "good" }]);
    expect(result.warnings).toEqual([]);
  });

  it("that asserts with the context of another check, whose body has ended", async () => {
    const lends = check({ name: "lends" }, (mp, ctx) => {
      kept = ctx;
      ctx.assertThat(mp.sum("revenue")).isEq(3);
    });
    const takes = check({ name: "takes" }, (mp) => void kept?.assertThat(mp.numRows()).isGt(99));
    const { good: found, others } = await beside([lends, takes]);
    expect(found).toEqual(await alone());
    expect(others).toMatchObject([
      { check: "lends", name: "sum(revenue) = 3 ± 1e-9", status: "PASSED" },
      { check: "takes", status: "ERROR", message: expect.stringContaining("context of check 'lends' after") },
    ]);
  });

  it("that keeps its own context until its body has failed", async () => {
    const failing = check({ name: "failing" }, (_, ctx) => {
      kept = ctx;
      throw new Error("oops");
    });
    const late = check({ name: "late" }, () => void Promise.resolve().then(() => kept?.rows("orders")));
    const { others } = await beside([failing, late]);
    expect(others).toMatchObject([
      { check: "failing", status: "ERROR", message: expect.stringContaining("oops") },
    ]);
    expect(() => kept?.rows("orders")).toThrow("rows was called on the context of check 'failing' after");
  });

  it("that asserts when its body has ended, by a timer and by a promise", async () => {
    const leaves = check({ name: "leaves" }, (mp, ctx) => {
      ctx.assertThat(mp.sum("revenue")).config({ name: "sum" }).isEq(3);
      const builder = ctx.assertThat(mp.numRows()).config({ name: "rows" });
      builder.isGt(0);
      setTimeout(() => builder.isLt(0), 0);
      void Promise.resolve().then(() => ctx.assertThat(mp.numRows()).config({ name: "late" }).isLt(0));
      void Promise.resolve().then(() => ctx.rows("orders").expect(col("revenue").isLt(0)).holds());
    });
    const { good: found, others, report } = await beside([leaves]);
    expect(found).toEqual(await alone());
    expect(others.map(({ name, status }) => [name, status])).toEqual([
      ["sum", "PASSED"],
      ["rows", "PASSED"],
      ["the body of the check", "ERROR"],
    ]);
    expect(others[2]?.message).toContain(
      "assertThat was called on the context of check 'leaves' after its body had returned",
    );
    expect([report.status, report.isCritical, report.counts.planned]).toEqual(["ERROR", true, 5]);
  });

  it("that asserts when its run is over gets an error, since no result can have it any more", async () => {
    const keeps = check({ name: "keeps" }, (mp, ctx) => {
      kept = ctx;
      ctx.assertThat(mp.sum("revenue")).isEq(3);
    });
    await beside([keeps]);
    expect(() => kept?.rows("orders")).toThrow("rows was called on the context of check 'keeps' after");
  });

  it("that divides by zero, in SQL and in an expression", async () => {
    const divides = check({ name: "divides" }, (mp, ctx) => {
      ctx.assertThat(mp.sum("revenue").div(mp.sum("revenue").sub(3))).isGt(0);
      ctx.rows("orders").expect(sql("CAST(revenue AS INTEGER) // 0 > 1")).holds();
      ctx.rows("orders").expect(sql("error('no') IS NULL")).holds();
    });
    const { good: found, others } = await beside([divides]);
    expect(found.map(({ status, rows, value }) => [status, rows, value])).toEqual(
      (await alone()).map(({ status, rows, value }) => [status, rows, value]),
    );
    expect(others.map(({ status }) => status)).toEqual(["ERROR", "FAILED", "ERROR"]);
  });

  it("that has ten thousand rules", async () => {
    const many = check({ name: "many" }, (_, ctx) => {
      const rows = ctx.rows("orders");
      for (let bound = 0; bound < 10_000; bound++) rows.expect(col("revenue").isGt(1.0001 - bound)).holds();
    });
    const { good: found, others, report } = await beside([many]);
    expect(found).toEqual(await alone());
    expect(others).toHaveLength(10_000);
    expect(others.filter(({ status }) => status !== "PASSED")).toMatchObject([
      { name: "revenue > 1.0001", status: "FAILED", rows: { tested: 2, failing: 1 } },
    ]);
    // No statement has more aggregates than engines take.
    expect(report.datasets[0]?.scans).toBe(21);
  }, 60_000);

  it("and a suite of nothing else is an error", async () => {
    await using db = await InMemoryMetricDB.open();
    const suite = new VerificationSuite([check({ name: "bad" }, () => Reflect.get({}, "a").b)], db, {
      name: "shop",
    });
    const result = await suite.run([ordersSource([{ day: "2025-01-08", revenue: 1 }])], key);
    expect(result.status).toBe("ERROR");
    expect(suite.isCritical()).toBe(true);
    expect(result.datasets.flatMap(({ statements }) => statements)).toEqual([]);
  });
});
