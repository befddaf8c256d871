import { type Check, check, type MetricProvider, type MetricSymbol } from "@dqx/api";
import { counted, floats, numeric, text } from "../order-columns.js";

/** Fifty metrics of the orders, each with an assertion. */
export const fiftyMetrics: Check = check({ name: "fifty metrics" }, (mp, ctx) => {
  for (const symbol of [...numericMetrics(mp), ...otherMetrics(mp)]) ctx.assertThat(symbol).isGeq(0);
});

/** The first thirty-seven of them: what there is to know of the numeric columns. */
export const numericCheck: Check = check({ name: "numeric columns" }, (mp, ctx) => {
  for (const symbol of numericMetrics(mp)) ctx.assertThat(symbol).isGeq(0);
});

function numericMetrics(mp: MetricProvider): readonly MetricSymbol[] {
  return [
    mp.numRows(),
    ...numeric.flatMap((column) => [
      mp.nullCount(column),
      mp.average(column),
      mp.sum(column),
      mp.minimum(column),
      mp.maximum(column),
      mp.variance(column),
    ]),
  ];
}

function otherMetrics(mp: MetricProvider): readonly MetricSymbol[] {
  return [
    ...floats.map((column) => mp.nanCount(column)),
    ...text.map((column) => mp.nullCount(column)),
    ...counted.map((column) => mp.countDistinct(column)),
    mp.countValues("status", ["new", "paid"]),
    mp.countValues("country", ["AA", "AB", "AC", "BD", "CE"]),
    mp.countValues("quantity", [1, 50, 100]),
  ];
}
