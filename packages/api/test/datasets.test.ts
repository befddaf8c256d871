import { ResultKey } from "@dqx/common";
import { DuckDBDataSource, InMemoryDataSource } from "@dqx/duckdb";
import * as Option from "effect/Option";
import { describe, expect, it } from "vitest";
import { type Check, type CheckBody, check, VerificationSuite } from "../src/index.js";
import { ordersSource } from "./orders.js";
import { useRecordedStore } from "./recorded-store.js";

const key = new ResultKey("2025-01-08");
const orders = () => ordersSource([{ day: "2025-01-08", revenue: 1 }]);
const returns = () =>
  ordersSource(
    [
      { day: "2025-01-08", revenue: 10 },
      { day: "2025-01-08", revenue: 10 },
    ],
    "returns",
  );

const store = useRecordedStore();

async function values(checks: readonly Check[], sources = [orders(), returns()]) {
  const result = await new VerificationSuite(checks, store(), { name: "shop" }).run(sources, key);
  return result.assertions.map(({ value }) => Option.getOrNull(value));
}

const rows: CheckBody = (mp, ctx) => ctx.assertThat(mp.numRows()).noop();

describe("a metric's dataset", () => {
  it("is the only one of the run", async () => {
    expect(await values([check({ name: "rows" }, rows)], [returns()])).toEqual([2]);
  });

  it("is the one of its check, apart from the same metric of another check", async () => {
    const about = (name: string) => check({ name, datasets: [name] }, rows);
    expect(await values([about("orders"), about("returns")])).toEqual([1, 2]);
  });

  it("is the one that it names", async () => {
    const share = check({ name: "share" }, (mp, ctx) => {
      const ratio = mp.numRows({ dataset: "returns" }).div(mp.numRows({ dataset: "orders" }));
      ctx.assertThat(ratio).noop();
    });
    expect(await values([share])).toEqual([2]);
  });

  it("must be named when there are several", async () => {
    await expect(values([check({ name: "rows" }, rows)])).rejects.toThrow(
      "Metric numRows() in assertion 'numRows() is only collected' of check 'rows' could be about any of the datasets 'orders', 'returns'. Name one",
    );
  });

  it("must be known: the error lists those there are", async () => {
    await expect(values([check({ name: "rows", datasets: ["order"] }, rows)])).rejects.toThrow(
      "Check 'rows' names the dataset 'order', which this run does not have. Did you mean 'orders'? Known datasets: 'orders', 'returns'.",
    );
    const named = check({ name: "rows" }, (mp, ctx) =>
      ctx.assertThat(mp.numRows({ dataset: "users" })).noop(),
    );
    await expect(values([named])).rejects.toThrow(
      "names the dataset 'users', which this run does not have. Known",
    );
  });

  it("must be one of its check's", async () => {
    const other = check({ name: "rows", datasets: ["orders"] }, (mp, ctx) =>
      ctx.assertThat(mp.numRows({ dataset: "returns" })).noop(),
    );
    await expect(values([other])).rejects.toThrow(
      "names the dataset 'returns', but its check is about 'orders'",
    );
  });

  it("has a name of its own in the run", async () => {
    await expect(values([check({ name: "rows" }, rows)], [orders(), orders()])).rejects.toThrow(
      "two data sources named 'orders'",
    );
  });

  it("that cannot be read fails its own metrics, and no other's", async () => {
    const missing = DuckDBDataSource.fromFiles({ name: "returns", files: "/no/such/folder/*.parquet" });
    const about = (name: string) =>
      check({ name, datasets: [name] }, (mp, ctx) => ctx.assertThat(mp.numRows()).config({ name }).isEq(1));
    const suite = new VerificationSuite([about("orders"), about("returns")], store(), { name: "shop" });
    const { assertions } = await suite.run([orders(), missing], key);
    expect(assertions.map(({ status }) => status)).toEqual(["PASSED", "ERROR"]);
    expect(assertions[1]?.message).toContain("Dataset 'returns' cannot be read");
    expect(assertions[1]?.message).toContain("/no/such/folder/*.parquet");
  });

  it("is part of what became of the metric: each has its own outcome, whichever came last", async () => {
    const missing = DuckDBDataSource.fromFiles({ name: "orders", files: "/no/such/folder/*.parquet" });
    const about = (name: string) => check({ name, datasets: [name] }, rows);
    const suite = new VerificationSuite([about("orders"), about("returns")], store(), { name: "shop" });
    const { assertions, metrics } = await suite.run([missing, returns()], key);
    expect(metrics.map(({ name, dataset, outcome }) => [name, dataset, outcome.kind])).toEqual([
      ["numRows()", "orders", "failed"],
      ["numRows()", "returns", "value"],
    ]);
    expect(assertions[0]?.message).toContain("Dataset 'orders' cannot be read");
  });

  it("is part of why the metric has no value: each names its own reason", async () => {
    const empty = ordersSource([{ day: "2025-01-08", revenue: null }], "returns");
    const average = check({ name: "average" }, (mp, ctx) => {
      for (const dataset of ["orders", "returns"]) {
        ctx.assertThat(mp.ext.dayOverDayChange(mp.average("revenue", { dataset }))).noop();
      }
    });
    const { assertions } = await new VerificationSuite([average], store(), { name: "shop" }).run(
      [orders(), empty],
      key,
    );
    expect(assertions.map(({ message }) => message)).toEqual([
      expect.stringContaining("average(revenue) for 2025-01-07 on dataset 'orders'"),
      expect.stringContaining("average(revenue) for 2025-01-08 on dataset 'returns'"),
    ]);
  });

  it("without a history refuses a lag: yesterday is not made from today's rows", async () => {
    const snapshot = InMemoryDataSource.fromColumns({ name: "users", columns: { id: [1, 2] } });
    const lagged = check({ name: "lag" }, (mp, ctx) =>
      ctx.assertThat(mp.ext.dayOverDay(mp.numRows())).isEq(1),
    );
    await expect(values([lagged], [snapshot])).rejects.toThrow(/numRows\(\).*'users'/);
    expect(await values([check({ name: "rows" }, rows)], [snapshot])).toEqual([2]);
  });
});
