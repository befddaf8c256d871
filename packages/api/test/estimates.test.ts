import { Option, ResultKey } from "@dqx/common";
import { InMemoryDataSource } from "@dqx/duckdb";
import { type SampleSize, sampleRows } from "@dqx/sql";
import { describe, expect, it } from "vitest";
import { type CheckBody, check, VerificationSuite } from "../src/index.js";
import { useRecordedStore } from "./recorded-store.js";

const store = useRecordedStore();
const customers = Array.from({ length: 1000 }, (_, index) => BigInt(index));

async function judge(body: CheckBody) {
  const source = InMemoryDataSource.fromColumns({ name: "orders", columns: { customer: customers } });
  const suite = new VerificationSuite([check({ name: "estimates" }, body)], store(), { name: "orders" });
  return suite.run([source], new ResultKey("2025-01-08"));
}

describe("an estimate", () => {
  it("is printed as one, with its bound", async () => {
    const { assertions } = await judge((mp, ctx) => {
      ctx.assertThat(mp.approxCountDistinct("customer")).isBetween(950, 1050);
      ctx.assertThat(mp.approxCountDistinct("customer").div(mp.numRows())).isGt(0.9);
      ctx.assertThat(mp.approxQuantiles("customer", [0.5, 0.99]).at(0.99)).isBetween(970, 1010);
      ctx.assertThat(mp.approxQuantiles("customer", [0.5, 0.99])).isEq(1000);
    });
    expect(assertions.map(({ status }) => status)).toEqual(["PASSED", "PASSED", "PASSED", "PASSED"]);
    expect(assertions.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^approxCountDistinct\(customer\) ≈ \d+ ± \d+(\.\d+)? is in \[950, 1050\]$/),
      expect.stringMatching(/ ≈ \d+ \/ 1000 ≈ [\d.]+ is > 0.9$/),
      expect.stringMatching(/^approxQuantile\(customer, 0.99\) ≈ [\d.]+ ± [\d.]+ is in \[970, 1010\]$/),
      "approxQuantiles(customer, [0.5, 0.99]) = 1000 is = 1000",
    ]);
  });

  it.each<[string, CheckBody]>([
    ["isEq", (mp, ctx) => ctx.assertThat(mp.approxCountDistinct("customer")).isEq(1000)],
    ["isNeq", (mp, ctx) => ctx.assertThat(mp.approxCountDistinct("customer").add(1)).isNeq(5)],
    ["isZero", (mp, ctx) => ctx.assertThat(mp.approxQuantile("customer", 0.5)).isZero()],
    [
      "isEq",
      (mp, ctx) =>
        ctx.assertThat(mp.ext.dayOverDay(mp.approxCountDistinct("customer"))).isEq(1, { tolerance: 0.1 }),
    ],
  ])("is not compared by %s, whatever is made of it", async (method, body) => {
    expect((await judge(body)).assertions[0]?.message).toMatch(
      new RegExp(`${method} on .*: approx\\w+\\(.*\\) is an estimate \\(`),
    );
  });

  it("has the quantiles that were asked for, and no others", async () => {
    const body: CheckBody = (mp, ctx) => {
      ctx.assertThat(mp.approxQuantiles("customer", [0.5]).at(0.9)).isGt(0);
    };
    expect((await judge(body)).assertions[0]?.message).toContain(
      "approxQuantiles(customer, [0.5]) has no quantile at 0.9. It has: 0.5; add it to the list.",
    );
  });
});

describe("what is measured on a sample", () => {
  const prices = Array.from({ length: 2000 }, (_, index) => ({
    price: index % 10 === 0 ? null : index % 100,
    day: new Date(Date.UTC(2025, 0, index < 1000 ? 7 : 8)),
  }));
  const whole = () =>
    InMemoryDataSource.fromRows({ name: "orders", rows: prices, types: { day: "DATE" }, dateColumn: "day" });

  async function judgeSample(body: CheckBody, size: SampleSize = { percent: 50 }) {
    const suite = new VerificationSuite([check({ name: "samples" }, body)], store(), { name: "orders" });
    return suite.run([sampleRows(whole(), size)], new ResultKey("2025-01-08"));
  }

  it("is an estimate, printed, reported and stored as one, and so is what is computed from it", async () => {
    const result = await judgeSample((mp, ctx) => {
      ctx.assertThat(mp.average("price")).isBetween(40, 60);
      ctx.assertThat(mp.inSet("price", [1n, 2n, 3n])).isLt(0.5);
      ctx.assertThat(mp.ext.dayOverDay(mp.average("price"))).isBetween(0.5, 2);
      ctx.assertThat(mp.columnCount()).isEq(2);
    });
    expect(result.assertions.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^average\(price\) ≈ [\d.]+ is in/),
      expect.stringMatching(/^inSet\(price, .*\) ≈ [\d.]+ ± 0\.0\d+ is < 0.5$/),
      expect.stringMatching(/^dayOverDay\(average\(price\)\) ≈ [\d.]+ is in/),
      "columnCount() = 2 is = 2",
    ]);
    const method = "sample of 50 % of the rows";
    const report = result.toJSON();
    const methods = report.assertions.map(({ metrics }) => metrics.map((metric) => metric.method));
    expect(methods).toEqual([[method], [method], [method], [undefined]]);
    expect(Option.getOrNull(await store().getReport(result.executionId))).toEqual(report);
    const stored = await store().getOutcomes(result.executionId);
    const kept = stored.map(({ spec, outcome }) => [
      spec.type,
      outcome.kind === "value" ? outcome.method : outcome,
    ]);
    expect(kept.toSorted()).toEqual([
      ["average", method],
      ["average", method],
      ["columnCount", undefined],
      ["dayOverDay", method],
      ["inSet", method],
    ]);
  });

  it("says so beside the method of a sketch", async () => {
    const { metrics } = await judgeSample(
      (mp, ctx) => ctx.assertThat(mp.approxQuantile("price", 0.5)).isLt(90),
      {
        rows: 500,
      },
    );
    expect(metrics.map(({ outcome }) => outcome)).toEqual([
      expect.objectContaining({ method: "ddsketch of a sample of 500 rows" }),
    ]);
    expect(metrics[0]?.outcome).not.toHaveProperty("error");
  });

  it.each<[string, CheckBody, string]>([
    [
      "a count",
      (mp, ctx) => ctx.assertThat(mp.nullCount("price")).isLt(5),
      "Metric nullCount(price) cannot be",
    ],
    ["a sum", (mp, ctx) => ctx.assertThat(mp.sum("price")).isGt(5), "it grows with the number of rows"],
    [
      "rows to judge over",
      (mp, ctx) => ctx.assertThat(mp.average("price")).config({ minimumRows: 5 }).isGt(5),
      "Metric numRows() cannot",
    ],
    ["distinctness", (mp, ctx) => ctx.assertThat(mp.uniqueness(["price"])).isGt(0), "seldom drawn together"],
    [
      "equality",
      (mp, ctx) => ctx.assertThat(mp.average("price")).isEq(49),
      "an estimate equals a number by chance only",
    ],
    [
      "equality of what is computed",
      (mp, ctx) => ctx.assertThat(mp.ext.dayOverDay(mp.average("price"))).isNeq(1),
      "compares dayOverDay(average(price)) for equality, and dataset 'orders' is a sample of 50 % of the rows",
    ],
    [
      "equality with a bound",
      (mp, ctx) => ctx.assertThat(mp.columnCount()).isEq(mp.maximum("price")),
      "for equality",
    ],
  ])("is refused where it says nothing: %s", async (_, body, message) => {
    await expect(judgeSample(body)).rejects.toThrow(message);
    await expect(judgeSample(body)).rejects.toMatchObject({ _tag: "PlanningError" });
  });
});
