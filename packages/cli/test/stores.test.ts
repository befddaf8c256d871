import { join } from "node:path";
import { ExecutionId, ResultKey } from "@dqx/common";
import { numRows } from "@dqx/metrics";
import { MetricDB } from "@dqx/orm";
import { DuckDBInstance } from "@duckdb/node-api";
import { describe, expect, it } from "vitest";
import { Folder, ORDERS, shop } from "./dqx.js";

/** Stores one metric as a program does that runs no suite. */
async function persist(folder: Folder, id: string): Promise<void> {
  await using db = await MetricDB.open(`sqlite:${join(folder.path, "dqx.db")}`);
  const metadata = { executionId: ExecutionId(id) };
  await db.persist([
    { spec: numRows.spec({}), key: new ResultKey("2025-01-08"), dataset: "orders", value: 2, metadata },
  ]);
}

describe("executions that no suite ran", () => {
  it("are listed and compared, and have no report", async () => {
    using folder = shop();
    await persist(folder, "a");
    expect((await folder.dqx(["executions"])).out).toMatch(/│ a +│ – +│ – +│ +│ – +│/);
    expect(await folder.dqx(["show"])).toMatchObject({
      code: 2,
      err: expect.stringContaining("has no report: it is one that only wrote metrics"),
    });
    await folder.dqx(["run", "--date", "2025-01-07", "--execution-id", "b"]);
    expect((await folder.dqx(["diff", "a", "b"])).out).toMatch(
      /^A a for –\nB b for 2025-01-07\n[\s\S]*sum\(revenue\) +│ +– │ +150 │ +│/,
    );
  });
});

describe("a store", () => {
  it("without executions says so", async () => {
    using folder = shop();
    await (await MetricDB.open(`sqlite:${join(folder.path, "dqx.db")}`)).close();
    expect(await folder.dqx(["show"])).toMatchObject({
      code: 2,
      err: expect.stringContaining("There is no execution in this store."),
    });
  });

  it("may be named without any configuration", async () => {
    using folder = new Folder();
    await persist(folder, "a");
    expect((await folder.dqx(["gc", "--store", "sqlite:dqx.db"])).out).toContain("1 metrics of 1 executions");
    expect((await folder.dqx(["gc"])).out).toContain("1 metrics of 1 executions");
    expect(await folder.dqx(["history", "numRows()"])).toMatchObject({
      code: 2,
      err: expect.stringContaining("Name the dataset with --dataset."),
    });
    expect((await folder.dqx(["doctor"])).out).toContain("configuration: none; `dqx init URI` makes one");
    expect(await folder.dqx(["run"])).toMatchObject({
      code: 2,
      err: expect.stringContaining("There is no configuration in"),
    });
  });

  it("is beside the configuration that is named, wherever the command runs", async () => {
    using folder = new Folder({
      "shop/orders.csv": ORDERS,
      "shop/dqx.yaml":
        "sources: { orders: orders.csv, again: orders.csv }\nchecks: { c: { dataset: orders, assertions: [{ assert: numRows(), atLeast: 1 }] } }\n",
    });
    expect((await folder.dqx(["run", "shop/dqx.yaml"])).code).toBe(0);
    const config = ["--config", "shop/dqx.yaml"];
    expect((await folder.dqx(["history", "numRows()", "--dataset", "orders", ...config])).out).toContain(
      "│         5 │",
    );
    expect(await folder.dqx(["history", "numRows()", ...config])).toMatchObject({
      code: 2,
      err: expect.stringContaining("Name the dataset with --dataset: orders, again."),
    });
  });
});

describe("sources by URI", () => {
  it("are tables of DuckDB, with and without a schema, and file: URLs", async () => {
    using folder = shop();
    const instance = await DuckDBInstance.create(join(folder.path, "shop.db"));
    const connection = await instance.connect();
    await connection.run(
      "CREATE TABLE orders AS SELECT 1 AS a, NULL::INTEGER AS nothing; CREATE SCHEMA s; CREATE TABLE s.t AS SELECT 2 AS a",
    );
    connection.closeSync();
    instance.closeSync();
    const only = "checks: { c: { assertions: [{ assert: numRows(), atLeast: 1 }] } }\n";
    for (const uri of ["duckdb:shop.db#orders", "duckdb:shop.db#s.t", `file://${folder.path}/orders.csv`]) {
      folder.write("one.yaml", `sources: { data: "${uri}" }\n${only}`);
      expect((await folder.dqx(["run", "one.yaml"])).out).toContain("The one assertion holds.");
    }
    const { out } = await folder.dqx(["init", "duckdb:shop.db#orders", "--yes"]);
    expect(out).toContain("Wrote dqx.yaml: 4 assertions on dataset 'orders'.");
    expect((await folder.dqx(["run"])).out).toContain("All 4 assertions hold.");
  });
});

describe("an error", () => {
  const broken =
    'export default { sources: { a: { name: "a", withSession() {} } }, checks: [{ name: "c", onEmpty: "fail", body(mp, ctx) { ctx.assertThat(mp.numRows()).isPositive(); } }] };';

  it("that nobody expected says how to see more of it", async () => {
    using folder = shop({ "broken.mjs": broken });
    const { code, err } = await folder.dqx(["run", "broken.mjs"]);
    expect([code, err]).toEqual([
      2,
      expect.stringMatching(/\nThis was not expected; --verbose shows where it happened\.\n$/),
    ]);
    expect(err).not.toMatch(/^\s+at /m);
  });

  it("has its stack with --verbose", async () => {
    using folder = shop({ "broken.mjs": broken });
    expect((await folder.dqx(["run", "broken.mjs", "--verbose"])).err).toMatch(/^\s+at /m);
  });
});
