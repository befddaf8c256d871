import { check, type RunReport, VerificationSuite } from "@dqx/api";
import { addDays, ExecutionId, LocalDate, ResultKey } from "@dqx/common";
import { InMemoryDataSource } from "@dqx/duckdb";
import { InMemoryMetricDB } from "@dqx/orm";

const DAY = LocalDate("2025-01-08");

/** Revenue of the eight days up to {@link DAY}: steady, then less than half. */
const REVENUE = [100, 101, 99, 102, 98, 103, 100, 40];

const orders = REVENUE.map((revenue, index) => ({
  day: addDays(DAY, index + 1 - REVENUE.length),
  revenue,
  customer: index === 7 ? null : "ann",
}));

const checks = [
  check({ name: "volume" }, (mp, ctx) => {
    ctx.assertThat(mp.numRows()).config({ name: "there are orders", severity: "P0" }).isPositive();
  }),
  check({ name: "revenue" }, (mp, ctx) => {
    const revenue = mp.sum("revenue");
    ctx
      .assertThat(revenue.div(mp.sum("revenue", { lag: 1 })))
      .config({ name: "steady", severity: "P0", tags: ["money"] })
      .isBetween(0.8, 1.2);
    ctx
      .assertThat(mp.ext.stddev(revenue, { n: 7 }))
      .config({ name: "deviation of 7 days", severity: "P2" })
      .isLt(5);
    ctx.assertThat(revenue).config({ name: "not the odd one" }).isNotBetween(50, 60);
    ctx.assertThat(revenue).config({ name: "not fifty" }).isNeq(50);
    ctx.assertThat(revenue).config({ name: "forty" }).isEq(40);
    ctx.assertThat(revenue).config({ name: "at most" }).isLeq(50);
    ctx.assertThat(revenue).config({ name: "collected" }).noop();
  }),
  check({ name: "customers" }, (mp, ctx) => {
    ctx.assertThat(mp.nullCount("customer")).config({ name: "known", severity: "P1" }).isZero();
    ctx.assertThat(mp.average("prize")).config({ name: "misspelt", severity: "P3" }).isPositive();
  }),
];

/** The report of a real run: nine assertions in three checks, with every status. */
export async function shopReport(): Promise<RunReport> {
  await using db = await InMemoryMetricDB.open();
  await using source = InMemoryDataSource.fromRows({ name: "orders", dateColumn: "day", rows: orders });
  const idle = check({ name: "idle" }, () => undefined);
  const suite = new VerificationSuite([...checks, idle], db, {
    name: "shop",
    executionId: ExecutionId("exec-1"),
  });
  return (await suite.run([source], new ResultKey(DAY, { region: "eu" }))).toJSON();
}
