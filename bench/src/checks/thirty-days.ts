import { type Check, check, type MetricProvider, type MetricSymbol } from "@dqx/api";
import { DAYS } from "../thirty-days.js";

/** Ten metrics, each with its deviation over thirty days, its day-over-day and its week-over-week ratio. */
export const thirtyDays: Check = check({ name: "thirty days" }, (mp, ctx) => {
  for (const symbol of symbols(mp)) {
    ctx.assertThat(mp.ext.stddev(symbol, { n: DAYS })).isGeq(0);
    ctx.assertThat(mp.ext.dayOverDay(symbol)).isPositive();
    ctx.assertThat(mp.ext.weekOverWeek(symbol)).isPositive();
  }
});

function symbols(mp: MetricProvider): readonly MetricSymbol[] {
  return [
    mp.numRows(),
    mp.average("price"),
    mp.maximum("price"),
    mp.variance("price"),
    mp.sum("amount"),
    mp.average("weight"),
    mp.sum("quantity"),
    mp.nullCount("discount"),
    mp.average("discount"),
    mp.countValues("status", ["new", "paid"]),
  ];
}
