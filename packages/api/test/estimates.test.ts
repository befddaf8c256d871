import { ResultKey } from "@dqx/common";
import { InMemoryDataSource } from "@dqx/duckdb";
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
