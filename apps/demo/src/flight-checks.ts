import { type Check, check } from "@dqx/api";

/** What must hold of a day's flights. */
export const flightChecks: readonly Check[] = [
  check({ name: "volume" }, (mp, ctx) => {
    const flights = mp.numRows();
    ctx.assertThat(flights).config({ name: "there are flights", severity: "P0" }).isPositive();
    ctx
      .assertThat(mp.ext.dayOverDay(flights))
      .config({ name: "flights, day over day", severity: "P0" })
      .isBetween(0.5, 2);
    ctx
      .assertThat(mp.ext.weekOverWeek(flights))
      .config({ name: "flights, week over week", severity: "P1" })
      .isBetween(0.8, 1.25);
  }),

  check({ name: "delay" }, (mp, ctx) => {
    const delay = mp.average("delay");
    ctx.assertThat(mp.nullCount("delay")).config({ name: "delays are known", severity: "P0" }).isZero();
    ctx.assertThat(delay).config({ name: "average delay, minutes", severity: "P2" }).isBetween(-10, 60);
    ctx
      .assertThat(mp.ext.stddev(delay, { n: 7 }))
      .config({ name: "average delay, deviation of 7 days", severity: "P2" })
      .isLt(15);
    ctx.assertThat(mp.minimum("delay")).config({ name: "earliest departure", severity: "P1" }).isGeq(-120);
    ctx.assertThat(mp.maximum("delay")).config({ name: "latest departure", severity: "P1" }).isLeq(1440);
  }),

  check({ name: "route" }, (mp, ctx) => {
    const missing = mp.nullCount("origin").add(mp.nullCount("destination"));
    ctx
      .assertThat(missing.div(mp.numRows()))
      .config({ name: "missing airports, share", severity: "P0" })
      .isZero();
    ctx
      .assertThat(mp.countDistinct("origin"))
      .config({ name: "airports of origin", severity: "P1" })
      .isBetween(200, 250);
    ctx
      .assertThat(mp.minimum("distance"))
      .config({ name: "shortest flight, miles", severity: "P0" })
      .isPositive();
    ctx
      .assertThat(mp.maximum("distance"))
      .config({ name: "longest flight, miles", severity: "P1" })
      .isLeq(5000);
  }),
];
