import { ResultKey } from "@dqx/common";
import { InMemoryDataSource } from "@dqx/duckdb";
import { describe, expect, it } from "vitest";
import { type CheckBody, check, VerificationSuite } from "../src/index.js";
import { useRecordedStore } from "./recorded-store.js";

const key = new ResultKey("2025-01-08");
const store = useRecordedStore();

async function judge(columns: Record<string, readonly (number | bigint)[]>, body: CheckBody) {
  const source = InMemoryDataSource.fromColumns({ name: "orders", columns });
  const suite = new VerificationSuite([check({ name: "equality" }, body)], store(), { name: "orders" });
  const { assertions } = await suite.run([source], key);
  return assertions.map(({ status, message }) => [status, message]);
}

describe("equality without a tolerance of one's own", () => {
  it("holds for a sum of doubles whatever the order of its additions, at any magnitude", async () => {
    // The sum is 123,410,000, of which a billionth is 0.123.
    const price = Array.from({ length: 100_000 }, () => 1234.1);
    expect(
      await judge({ price }, (mp, ctx) => {
        ctx.assertThat(mp.sum("price")).isEq(123_410_000.05);
        ctx.assertThat(mp.sum("price")).config({ name: "far" }).isEq(123_410_001);
      }),
    ).toMatchObject([
      ["PASSED", expect.stringContaining(" is = 123410000.05 ± 0.123")],
      ["FAILED", expect.anything()],
    ]);
  });

  it("is exact for decimals, whose sums are", async () => {
    const types = { amount: "DECIMAL(18,2)" };
    const source = InMemoryDataSource.fromColumns({
      name: "orders",
      columns: { amount: ["999999999999.10", "0.11"] },
      types,
    });
    const amounts = check({ name: "amounts" }, (mp, ctx) => {
      ctx.assertThat(mp.sum("amount")).isEq(999999999999.21);
      ctx.assertThat(mp.sum("amount")).isEq(999999999999.22);
      ctx.assertThat(mp.sum("amount").mul(1)).config({ name: "computed" }).isEq(999999999999.22);
    });
    const suite = new VerificationSuite([amounts], store(), { name: "orders" });
    const { assertions } = await suite.run([source], key);
    expect(assertions.map(({ status }) => status)).toEqual(["PASSED", "FAILED", "PASSED"]);
  });

  it("has a tolerance for a sum of doubles that happens to be whole", async () => {
    const price = [1e12 + 0.5, 0.5];
    expect(
      await judge({ price }, (mp, ctx) => {
        ctx.assertThat(mp.sum("price")).isEq(1e12 + 2);
      }),
    ).toMatchObject([["PASSED", "sum(price) = 1000000000001 is = 1000000000002 ± 1000"]]);
  });

  it("is exact for counts and whole numbers", async () => {
    const id = [10n ** 12n, 0n];
    expect(
      await judge({ id }, (mp, ctx) => {
        ctx.assertThat(mp.sum("id")).isEq(10 ** 12);
        ctx.assertThat(mp.sum("id")).isEq(10 ** 12 + 1);
        ctx.assertThat(mp.sum("id").add(mp.numRows())).isNeq(10 ** 12 + 1);
        ctx.assertThat(mp.sum("id").neg().abs().max(0)).isEq(10 ** 12 + 1);
      }),
    ).toEqual([
      ["PASSED", "sum(id) = 1000000000000 is = 1000000000000"],
      ["FAILED", "sum(id) = 1000000000000 is not = 1000000000001 (1 below 1000000000001)"],
      ["PASSED", "sum(id) + numRows() = 1000000000000 + 2 = 1000000000002 is ≠ 1000000000001"],
      [
        "FAILED",
        "max(abs(-sum(id)), 0) = max(abs(-1000000000000), 0) = 1000000000000 is not = 1000000000001 (1 below 1000000000001)",
      ],
    ]);
  });

  it("has the tolerance of doubles as soon as an operation may round", async () => {
    const id = [1n, 2n, 3n];
    expect(
      await judge({ id }, (mp, ctx) => {
        ctx.assertThat(mp.numRows().div(mp.sum("id")).mul(2)).isEq(1);
        ctx.assertThat(mp.sum("id").sqrt().pow(2)).isEq(6);
        ctx.assertThat(mp.numRows().mul(0.1)).isEq(0.3);
      }),
    ).toEqual([
      ["PASSED", expect.stringMatching(/is = 1 ± 1e-9$/)],
      ["PASSED", expect.stringMatching(/is = 6 ± 6e-9$/)],
      ["PASSED", expect.stringMatching(/is = 0\.3 ± 1e-9$/)],
    ]);
  });

  it("gives way to a tolerance that is given, also for counts", async () => {
    expect(
      await judge({ id: [1n, 2n, 3n] }, (mp, ctx) => {
        ctx.assertThat(mp.numRows()).isEq(4, { tolerance: 1 });
        ctx.assertThat(mp.numRows()).isEq(4, { relativeTolerance: 0.25 });
        ctx.assertThat(mp.numRows()).isEq(4, { relativeTolerance: 0.24 });
      }),
    ).toMatchObject([["PASSED"], ["PASSED"], ["FAILED"]].map(([status]) => [status, expect.anything()]));
  });
});

describe("a value where it must not be", () => {
  it("is said without a double negation", async () => {
    expect(
      await judge({ id: [1n] }, (mp, ctx) => {
        ctx.assertThat(mp.numRows()).isNotBetween(0, 10);
        ctx.assertThat(mp.numRows()).isNotBetween(0, 10, { tolerance: 0.5 });
        ctx.assertThat(mp.numRows()).isNotBetween(2, 10);
      }),
    ).toEqual([
      ["FAILED", "numRows() = 1 is in [0, 10], where it must not be"],
      ["FAILED", "numRows() = 1 is in [0, 10] ± 0.5, where it must not be"],
      ["PASSED", "numRows() = 1 is not in [2, 10]"],
    ]);
  });
});

describe("a value over no rows", () => {
  it("says so, since a sum of nothing is 0", async () => {
    const source = InMemoryDataSource.fromRows({
      name: "orders",
      dateColumn: "day",
      rows: [{ day: "2025-01-07", revenue: 5 }],
    });
    const sums = check({ name: "sums" }, (mp, ctx) => {
      ctx.assertThat(mp.sum("revenue")).isGeq(0);
      ctx
        .assertThat(mp.sum("revenue").div(mp.sum("revenue", { lag: 1 })))
        .config({ name: "ratio" })
        .isLt(1);
      ctx.assertThat(mp.sum("revenue", { lag: 1 })).isGeq(0);
    });
    const suite = new VerificationSuite([sums], store(), { name: "orders" });
    const { assertions } = await suite.run([source], key);
    expect(assertions.map(({ message }) => message)).toEqual([
      "sum(revenue) = 0 over 0 rows is ≥ 0",
      "sum(revenue) / sum(revenue, lag 1) = 0 / 5 = 0 (sum(revenue) for 2025-01-08 over 0 rows) is < 1",
      "sum(revenue, lag 1) = 5 is ≥ 0",
    ]);
  });
});
