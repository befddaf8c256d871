import { check, VerificationSuite } from "@dqx/api";
import { ResultKey } from "@dqx/common";
import { InMemoryDataSource } from "@dqx/duckdb";
import { numRows, sum } from "@dqx/metrics";
import { InMemoryMetricDB } from "@dqx/orm";
import { PostgresServer } from "@dqx/test-support/postgres-server";
import { expect, test } from "vitest";
import { PostgresDataSource } from "../src/index.js";
import { run } from "./support/database.js";

test("a server that goes down under a statement fails its dataset alone, and nothing of it is stored", async () => {
  const server = await PostgresServer.start("fsync=off");
  const endless = PostgresDataSource.fromQuery({
    name: "endless",
    connection: server.url,
    query: "SELECT a AS x FROM generate_series(1, 1000000) a, generate_series(1, 1000000) b",
  });
  const orders = InMemoryDataSource.fromColumns({ name: "orders", columns: { x: [3, 4] } });
  const checks = ["orders", "endless"].map((dataset) =>
    check({ name: dataset, datasets: [dataset] }, (mp, ctx) => {
      ctx.assertThat(mp.sum("x", { dataset })).isPositive();
      ctx.assertThat(mp.numRows({ dataset })).isPositive();
    }),
  );
  await using db = await InMemoryMetricDB.open();
  const suite = new VerificationSuite(checks, db, { name: "shop" });
  const key = new ResultKey("2025-01-08");
  const verified = suite.run([orders, endless], key);
  const isRunning = async () =>
    (
      await run(
        "SELECT pid FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%generate_series%' AND pid <> pg_backend_pid()",
        server.url,
      )
    ).length > 0;
  while (!(await isRunning())) await new Promise((resolve) => setTimeout(resolve, 20));
  await server.stop();
  const { assertions, executionId, status } = await verified;
  expect(status).toBe("ERROR");
  const gone = expect.stringMatching(/^ERROR .*dataset 'endless' cannot be read: .*\(SQLSTATE 08006\)/);
  expect(assertions.map((each) => `${each.status} ${each.message}`)).toEqual([
    expect.stringMatching(/^PASSED/),
    expect.stringMatching(/^PASSED/),
    gone,
    gone,
  ]);
  for (const spec of [sum.spec({ column: "x" }), numRows.spec({})]) {
    expect((await db.getMetricValue(spec, key, "orders", executionId))._tag).toBe("Some");
    expect((await db.getMetricValue(spec, key, "endless", executionId))._tag).toBe("None");
  }
});
