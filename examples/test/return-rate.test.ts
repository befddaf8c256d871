import { check, VerificationSuite } from "@dqx/api";
import { ResultKey } from "@dqx/common";
import { InMemoryDataSource } from "@dqx/duckdb";
import { sum } from "@dqx/metrics";
import { InMemoryMetricDB } from "@dqx/orm";
import { expect, test } from "vitest";
import { returnRate } from "../src/return-rate.js";

const amount = sum.spec({ column: "amount" });
const rate = returnRate.spec({
  returned: { spec: amount, lag: 0, dataset: "returns" },
  sold: { spec: amount, lag: 1, dataset: "orders" },
});

async function assertionOver(sold: number) {
  const source = (name: string, day: string, value: number) =>
    InMemoryDataSource.fromRows({ name, dateColumn: "day", rows: [{ day, amount: value }] });
  const returns = check({ name: "returns" }, (mp, ctx) => ctx.assertThat(mp.metric(rate)).isLt(0.1));
  await using db = await InMemoryMetricDB.open();
  const suite = new VerificationSuite([returns], db, { name: "shop" });
  const sources = [source("returns", "2025-01-08", 5), source("orders", "2025-01-07", sold)];
  return (await suite.run(sources, new ResultKey("2025-01-08"))).toJSON().assertions[0];
}

test("a derived metric of one's own reads a metric of each dataset, on the day that it wants", async () => {
  expect(await assertionOver(80)).toMatchObject({ status: "PASSED", value: 5 / 80 });
});

test("a reason of its own stands in the message", async () => {
  expect(await assertionOver(0)).toMatchObject({
    status: "ERROR",
    value: null,
    message: expect.stringContaining("nothing was sold"),
  });
});
