import { readFileSync } from "node:fs";
import { ResultKey } from "@dqx/common";
import { InMemoryMetricDB } from "@dqx/orm";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CheckBody, check, col, VerificationSuite } from "../src/index.js";
import { ordersSource } from "./orders.js";

const schema = JSON.parse(readFileSync(new URL("../run-report.schema.json", import.meta.url), "utf8"));
const validate = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(schema);
const source = ordersSource([
  { day: "2025-01-07", revenue: 80 },
  { day: "2025-01-08", revenue: 60 },
  { day: "2025-01-08", revenue: 40 },
]);

async function judge(body: CheckBody) {
  await using db = await InMemoryMetricDB.open();
  const suite = new VerificationSuite([check({ name: "revenue" }, body)], db, { name: "shop" });
  const report = (await suite.run([source], new ResultKey("2025-01-08"))).toJSON();
  expect(validate(report), JSON.stringify(validate.errors)).toBe(true);
  return report.assertions;
}

async function verdicts(body: CheckBody) {
  return (await judge(body)).map(({ status, message }) => `${status} ${message}`);
}

describe("bounds that are expressions", () => {
  it("are evaluated when the data are known, and shown with their numbers", async () => {
    const said = await verdicts((mp, ctx) => {
      const before = mp.sum("revenue", { lag: 1 });
      const today = () => ctx.assertThat(mp.sum("revenue"));
      today().isGt(before);
      today().isLeq(before);
      today().isBetween(before, before.mul(1.2));
      today().isBetween(90, before);
      today().isGeq({ fail: before, warn: before.mul(2) });
      today().isNotBetween({ fail: [before, 90], warn: [before, 110] });
    });
    expect(said).toEqual([
      "PASSED sum(revenue) = 100 is > 80 = sum(revenue, lag 1)",
      "FAILED sum(revenue) = 100 is not ≤ 80 = sum(revenue, lag 1) (20 above 80)",
      "FAILED sum(revenue) = 100 is not in [80, 96] = sum(revenue, lag 1), sum(revenue, lag 1) * 1.2 (4 above 96)",
      "ERROR isBetween got the lower bound 90 above the upper bound 80. Swap them.",
      "WARNED sum(revenue) = 100 is ≥ 80 = sum(revenue, lag 1), but not ≥ 160 = sum(revenue, lag 1) * 2 (60 below 160)",
      "WARNED sum(revenue) = 100 is not in [80, 90] = sum(revenue, lag 1), 90, but in [80, 110] = sum(revenue, lag 1), 110, where it must not be",
    ]);
  });

  it("are equal exactly where both sides are counts", async () => {
    const [exact, double] = await judge((mp, ctx) => {
      ctx.assertThat(mp.numRows()).isEq(mp.numRows({ lag: 1 }).mul(2));
      ctx.assertThat(mp.sum("revenue")).isEq(mp.average("revenue").mul(2));
    });
    expect(exact).toMatchObject({
      status: "PASSED",
      comparison: { bound: 2, tolerance: 0, relativeTolerance: 0 },
    });
    expect(double).toMatchObject({ status: "PASSED", comparison: { bound: 100, tolerance: 1e-9 } });
  });

  it("leave an assertion without a verdict where they have no value, and are null then", async () => {
    const [absent] = await judge((mp, ctx) =>
      ctx.assertThat(mp.sum("revenue")).isGt(mp.average("revenue", { lag: 5 })),
    );
    expect(absent).toMatchObject({
      status: "FAILED",
      value: null,
      comparison: { kind: "greater", bound: null, from: "average(revenue, lag 5)" },
    });
    expect(absent?.message).toContain("average(revenue) for 2025-01-03");
    expect(absent?.metrics.map(({ name }) => name)).toEqual(["sum(revenue)", "average(revenue)"]);
    const [skipped] = await judge((mp, ctx) =>
      ctx
        .assertThat(mp.sum("revenue"))
        .config({ onEmpty: "skip" })
        .isGt(mp.average("revenue", { lag: 5 })),
    );
    expect(skipped?.status).toBe("SKIPPED");
  });

  it("refuse numbers that are none, and estimates for equality", async () => {
    const bad = async (body: CheckBody) => (await verdicts(body)).join();
    expect(
      await bad((mp, ctx) => ctx.assertThat(mp.numRows()).isBetween(Number.NaN, mp.numRows())),
    ).toContain("bound NaN");
    expect(
      await bad((mp, ctx) => ctx.assertThat(mp.numRows()).isEq(mp.approxCountDistinct("revenue"))),
    ).toContain("is an estimate");
  });
});

describe("isWithin", () => {
  it("takes a share of the other value", async () => {
    const said = await verdicts((mp, ctx) => {
      const before = mp.sum("revenue", { lag: 1 });
      const today = () => ctx.assertThat(mp.sum("revenue"));
      today().isWithin(25).of(before);
      today().isWithin(24).of(before);
      today().isWithin({ fail: 30, warn: 10 }).of(before);
      today().isWithin(0.5).of(100.5);
    });
    expect(said).toEqual([
      "PASSED sum(revenue) = 100 is in [60, 100] ± 1e-10 = sum(revenue, lag 1) ± 25 %",
      "FAILED sum(revenue) = 100 is not in [60.8, 99.2] ± 1e-10 = sum(revenue, lag 1) ± 24 % (0.8 above 99.2)",
      "WARNED sum(revenue) = 100 is in [56, 104] ± 1.04e-10 = sum(revenue, lag 1) ± 30 %, but not in [72, 88] ± 1e-10 = sum(revenue, lag 1) ± 10 % (12 above 88)",
      "PASSED sum(revenue) = 100 is in [99.9975, 101.0025] ± 1.01e-10 = 100.5 ± 0.5 %",
    ]);
  });

  it("refuses what is no percentage, and is nothing without of", async () => {
    const bad = async (body: CheckBody) => (await verdicts(body)).join();
    expect(await bad((mp, ctx) => ctx.assertThat(mp.numRows()).isWithin(-1).of(3))).toContain(
      "isWithin got the percentage -1",
    );
    expect(await bad((mp, ctx) => ctx.assertThat(mp.numRows()).isWithin(5).of(Number.NaN))).toContain(
      "bound NaN",
    );
    expect(
      await bad((mp, ctx) => ctx.assertThat(mp.numRows()).isWithin({ fail: 5, warn: 6 }).of(3)),
    ).toContain("narrower");
    expect(await bad((mp, ctx) => void ctx.assertThat(mp.numRows()).isWithin(5))).toContain(
      "without a comparison",
    );
  });
});

describe("minimumRows", () => {
  it("asks for the rows of each metric, by its own filter and day; onEmpty says what too few are", async () => {
    const said = await verdicts((mp, ctx) => {
      const assert = (name: string) => ctx.assertThat(mp.sum("revenue")).config({ name, minimumRows: 2 });
      assert("enough").isGt(0);
      ctx
        .assertThat(mp.sum("revenue", { where: col("revenue").isGt(50) }))
        .config({ name: "filtered", minimumRows: 2 })
        .isGt(0);
      ctx
        .assertThat(mp.ext.dayOverDay(mp.sum("revenue")))
        .config({ name: "derived", minimumRows: 2, onEmpty: "skip" })
        .isGt(0);
      ctx
        .assertThat(mp.sum("revenue"))
        .config({ name: "bound", minimumRows: 2, onEmpty: "pass" })
        .isGt(mp.sum("revenue", { lag: 1 }));
      ctx.assertThat(mp.columnCount()).config({ name: "no rows", minimumRows: 9 }).isEq(3);
    });
    expect(said).toEqual([
      "PASSED sum(revenue) = 100 is > 0",
      "FAILED not judged, since there are fewer than 2 rows: 1 of numRows(where revenue > 50) on dataset 'orders' for 2025-01-08",
      "SKIPPED not judged, since there are fewer than 2 rows: 1 of numRows() on dataset 'orders' for 2025-01-07",
      "PASSED not judged, since there are fewer than 2 rows: 1 of numRows() on dataset 'orders' for 2025-01-07",
      expect.stringMatching(/^PASSED columnCount\(\) = /),
    ]);
  });

  it("asks for tested rows where rows are judged", async () => {
    const said = await verdicts((_, ctx) => {
      const rows = ctx.rows("orders").expect(col("revenue").isGt(0));
      rows.config({ name: "enough", minimumRows: 2 }).holds();
      ctx
        .rows("orders", { where: col("revenue").isGt(50) })
        .expect(col("revenue").isGt(0))
        .config({ name: "few", minimumRows: 2 })
        .holds();
    });
    expect(said[0]).toMatch(/^PASSED/);
    expect(said[1]).toMatch(/^FAILED not judged, since there are fewer than 2 rows: 1 of compliance/);
  });

  it("refuses what is no number of rows", async () => {
    const zero: CheckBody = (mp, ctx) => ctx.assertThat(mp.numRows()).config({ minimumRows: 0 }).isGt(0);
    expect((await verdicts(zero)).join()).toContain("minimumRows 0");
  });
});

// Within the rounding of doubles, in rational numbers: |v − b| · 100 ≤ p · |b|.
describe("isWithin, against whole numbers", () => {
  it("agrees with the definition", async () => {
    const cases = fc.sample(
      fc.record({ percent: fc.integer({ min: 0, max: 200 }), of: fc.integer({ min: -500, max: 500 }) }),
      { numRuns: 60, seed: 1 },
    );
    const results = await judge((mp, ctx) => {
      for (const [index, { percent, of }] of cases.entries())
        ctx
          .assertThat(mp.sum("revenue"))
          .config({ name: `${index}` })
          .isWithin(percent)
          .of(of);
    });
    expect(results.map(({ status }) => status === "PASSED")).toEqual(
      cases.map(({ percent, of }) => Math.abs(100 - of) * 100 <= percent * Math.abs(of)),
    );
  });
});
