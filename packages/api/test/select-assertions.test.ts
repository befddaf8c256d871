import { ResultKey } from "@dqx/common";
import { InMemoryMetricDB } from "@dqx/orm";
import { describe, expect, it } from "vitest";
import { type AssertionSelector, check, VerificationSuite } from "../src/index.js";
import { ordersSource } from "./orders.js";

const key = new ResultKey("2025-01-08");
const rows = [{ day: "2025-01-08", revenue: 1 }];
const sources = [ordersSource(rows, "orders"), ordersSource(rows, "returns")];

const money = check({ name: "money", datasets: ["orders"] }, (mp, ctx) => {
  ctx
    .assertThat(mp.sum("revenue"))
    .config({ name: "sold", severity: "P0", tags: ["daily"] })
    .isPositive();
  ctx.assertThat(mp.maximum("revenue")).config({ name: "at most" }).isLt(0);
});
const both = check({ name: "both" }, (mp, ctx) => {
  const [orders, returns] = [mp.numRows({ dataset: "orders" }), mp.numRows({ dataset: "returns" })];
  ctx
    .assertThat(orders.sub(returns))
    .config({ name: "as many", tags: ["daily"] })
    .isZero();
});
const idle = check({ name: "idle" }, () => undefined);

async function run(select: unknown) {
  await using db = await InMemoryMetricDB.open();
  const suite = new VerificationSuite([money, both, idle], db, { name: "shop" });
  // Callers without types may give anything.
  const options = { select: select as AssertionSelector };
  const plan = await suite.plan(sources, key, options);
  const result = await suite.run(sources, key, options);
  return { plan, report: result.toJSON(), metrics: await db.getByExecutionId(suite.executionId) };
}

describe("select", () => {
  it("is given all assertions with what they can be selected by", async () => {
    let given: unknown;
    await run(((all) => {
      given = all;
      return all;
    }) satisfies AssertionSelector);
    expect(given).toEqual([
      { check: "money", name: "sold", severity: "P0", tags: ["daily"], datasets: ["orders"] },
      { check: "money", name: "at most", severity: "P1", tags: [], datasets: ["orders"] },
      { check: "both", name: "as many", severity: "P1", tags: ["daily"], datasets: ["orders", "returns"] },
    ]);
  });

  it("judges what was chosen, and measures, stores and reports nothing else", async () => {
    const { plan, report, metrics } = await run(((all) =>
      all.filter(({ severity }) => severity === "P0")) satisfies AssertionSelector);
    expect(plan.assertions.map(({ name }) => name)).toEqual(["sold"]);
    expect(report.status).toBe("PASSED");
    expect(report.assertions.map(({ name }) => name)).toEqual(["sold"]);
    expect(report.checks.map(({ name }) => name)).toEqual(["money"]);
    expect(report.warnings).toEqual([]);
    expect(metrics.map(({ spec, dataset }) => [spec.name, dataset])).toEqual([["sum(revenue)", "orders"]]);
  });

  it("keeps the order of the checks, whatever the order of the choice", async () => {
    const { report } = await run(((all) => all.toReversed()) satisfies AssertionSelector);
    expect(report.assertions.map(({ name }) => name)).toEqual(["sold", "at most", "as many"]);
  });

  it.each<[string, unknown, string]>([
    ["no function", "P0", "Suite 'shop' got select \"P0\". Give a function."],
    ["a choice of none", () => [], "select chose none of the 3 assertions of suite 'shop'"],
    ["something else", () => [{ name: "sold" }], "Return a list of some of the assertions"],
    ["no list", () => undefined, "select of suite 'shop' returned undefined."],
  ])("refuses %s before anything is read", async (_, select, says) => {
    await expect(run(select)).rejects.toThrow(says);
  });

  it("lets through what it throws", async () => {
    const refuse = () => {
      throw new RangeError("no such tag");
    };
    await expect(run(refuse)).rejects.toThrow(RangeError);
  });
});
