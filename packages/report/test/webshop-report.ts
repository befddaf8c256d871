import { check, col, type RunReport, VerificationSuite } from "@dqx/api";
import { addDays, ExecutionId, LocalDate, ResultKey } from "@dqx/common";
import { InMemoryDataSource } from "@dqx/duckdb";
import { average } from "@dqx/metrics";
import { InMemoryMetricDB } from "@dqx/orm";
import type { MetricHistory } from "../src/index.js";

const DAY = LocalDate("2025-01-31");

/** Orders of thirty days and one: on the last there are half as many, some without a customer, some below zero. */
const orders = Array.from({ length: 31 }, (_, index) => addDays(DAY, index - 30)).flatMap((day, index) =>
  Array.from({ length: day === DAY ? 62 : 118 + ((index * 7) % 14) }, (_, row) => ({
    day,
    order_id: index * 1_000 + row,
    customer: day === DAY && row % 9 === 0 ? null : `c${(row * 31 + index) % 900}`,
    status: day === DAY && row % 20 === 0 ? "unknwon" : (["paid", "open", "refunded"][row % 3] ?? null),
    amount: day === DAY && row % 15 === 0 ? -5 : 20 + ((row * 37 + index * 11) % 80),
  })),
);

const checks = [
  check({ name: "volume", owner: "orders team", dimension: "completeness" }, (mp, ctx) => {
    ctx.assertThat(mp.numRows()).config({ name: "there are orders", severity: "P0" }).isPositive();
    ctx
      .assertThat(mp.ext.weekOverWeek(mp.numRows()))
      .config({ name: "as many as a week ago", severity: "P0" })
      .isBetween(0.8, 1.25);
  }),
  check({ name: "customers", owner: "orders team" }, (mp, ctx) => {
    ctx
      .assertThat(mp.nullCount("customer").ratio())
      .config({ name: "customers are known", dimension: "completeness" })
      .isLeq(0.01);
    ctx
      .assertThat(mp.duplicateCount(["order_id"]))
      .config({ name: "order ids are unique", severity: "P0", dimension: "uniqueness" })
      .isZero();
  }),
  check({ name: "amounts", owner: "finance", dimension: "validity" }, (mp, ctx) => {
    const rows = ctx.rows("orders");
    const sample = { keys: ["order_id"], context: ["status"] };
    rows
      .expect(col("amount").isGeq(0))
      .config({ name: "no amount is below zero", ...sample })
      .holds();
    rows
      .expect(col("status").isIn(["paid", "open", "refunded"]))
      .config({ name: "each status is one we know", severity: "P2", keys: ["order_id"] })
      .holds();
    ctx.assertThat(mp.average("amount")).config({ name: "usual amount", severity: "P2" }).isBetween(40, 75);
    ctx
      .assertThat(mp.ext.stddev(mp.sum("amount"), { n: 7 }))
      .config({ name: "steady revenue", severity: "P3" })
      .isLt(2_500);
  }),
  check({ name: "mix", owner: "finance", dimension: "consistency" }, (mp, ctx) => {
    const byStatus = mp.segments(average.spec({ column: "amount" }), "status");
    const quantiles = mp.exactQuantiles("amount", [0, 0.1, 0.25, 0.5, 0.75, 0.9, 1]);
    ctx
      .assertThat(byStatus.at("paid"))
      .config({ name: "paid orders are worth as much as ever", severity: "P2" })
      .isBetween(30, 80);
    ctx.assertThat(quantiles.at(0.9)).config({ name: "hardly any large amounts" }).isLt(95);
    const distributions = [byStatus, mp.histogram("status"), quantiles, mp.equalWidthHistogram("amount", 12)];
    for (const [index, each] of distributions.entries()) {
      ctx
        .assertThat(each)
        .config({ name: `distribution ${index + 1}`, severity: "P3" })
        .isPositive();
    }
  }),
];

/** A report as a reader may get it: a bad day of a shop, with samples of rows, and the thirty days before. */
export async function webshopReport(): Promise<{
  readonly report: RunReport;
  readonly history: readonly MetricHistory[];
}> {
  await using db = await InMemoryMetricDB.open();
  await using source = InMemoryDataSource.fromRows({ name: "orders", dateColumn: "day", rows: orders });
  const executionId = ExecutionId("01945c2f-7d80-7000-8000-4f2a6c1de001");
  const suite = new VerificationSuite(checks, db, { name: "webshop orders", executionId });
  const report = (await suite.run([source], new ResultKey(DAY), { samples: 3 })).toJSON();
  const rowsBefore = [...new Set(orders.map(({ day }) => day))].map((date) => ({
    date,
    value: orders.filter(({ day }) => day === date).length,
    executionId,
  }));
  return { report, history: [{ metric: "numRows()", dataset: "orders", points: rowsBefore }] };
}
