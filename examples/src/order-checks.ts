import { type Check, check, col } from "@dqx/api";

/** A check that is tested like any other code: by rows that it should pass, and rows that it should not. */
export const orderChecks: Check = check({ name: "orders" }, (mp, ctx) => {
  ctx.assertThat(mp.ext.dayOverDay(mp.numRows())).config({ name: "volume" }).isBetween(0.5, 2);
  ctx.rows().expect(col("amount").isGeq(0)).config({ name: "not negative" }).holds();
});
