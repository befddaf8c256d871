import { check, VerificationSuite } from "@dqx/api";
import { ResultKey } from "@dqx/common";
import { InMemoryDataSource } from "@dqx/duckdb";
import { sum } from "@dqx/metrics";
import { metricStoreContract } from "@dqx/orm/testing";
import { expect, test } from "vitest";
import { MapMetricStore } from "../src/map-store.js";

metricStoreContract("a Map", async ({ now }) => new MapMetricStore(now));

test("a suite keeps its numbers in a store of one's own, and compares them with those of another day", async () => {
  const rows = [
    { day: "2025-01-07", amount: 40 },
    { day: "2025-01-08", amount: 50 },
  ];
  const source = InMemoryDataSource.fromRows({ name: "orders", dateColumn: "day", rows });
  const growth = check({ name: "growth" }, (mp, ctx) => {
    ctx.assertThat(mp.ext.dayOverDay(mp.sum("amount"))).isEq(1.25);
  });
  await using db = new MapMetricStore();
  const suite = new VerificationSuite([growth], db, { name: "shop" });
  const key = new ResultKey("2025-01-08");
  const result = await suite.run([source], key);
  expect(result.status).toBe("PASSED");
  const spec = sum.spec({ column: "amount" });
  expect(await db.getMetricValue(spec, key.lag(1), "orders", result.executionId)).toMatchObject({
    value: 40,
  });
  expect(await db.getReport(result.executionId)).toMatchObject({
    value: { suite: "shop", status: "PASSED" },
  });
});
