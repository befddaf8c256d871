import { ResultKey } from "@dqx/common";
import * as Option from "effect/Option";
import { describe, expect, it } from "vitest";
import { type CheckBody, check, expr, VerificationSuite } from "../src/index.js";
import { ordersSource } from "./orders.js";
import { useRecordedStore } from "./recorded-store.js";

const key = new ResultKey("2025-01-08");
const store = useRecordedStore();

async function verdict(body: CheckBody) {
  const source = ordersSource([{ day: "2025-01-08", revenue: 40 }]);
  const suite = new VerificationSuite([check({ name: "first day" }, body)], store(), { name: "orders" });
  const [assertion] = (await suite.run([source], key)).assertions;
  return assertion;
}

describe("an assertion with coalesce", () => {
  it("does without a metric that has no value, and says so in the numbers", async () => {
    const assertion = await verdict((mp, ctx) => {
      const growth = expr`coalesce(${mp.average("revenue", { lag: 1 })}, ${mp.average("revenue")})`;
      ctx.assertThat(growth).isEq(40);
    });
    expect(assertion).toMatchObject({ status: "PASSED", value: Option.some(40) });
    expect(assertion?.message).toContain("= coalesce(none, 40) = 40");
  });

  it("fails for want of the metrics that it cannot do without, and names no others", async () => {
    const assertion = await verdict((mp, ctx) => {
      const yesterday = mp.average("revenue", { lag: 1 });
      ctx.assertThat(mp.minimum("revenue", { lag: 1 }).coalesce(0).add(yesterday)).isEq(40);
    });
    expect(assertion).toMatchObject({ status: "FAILED", value: Option.none() });
    expect(assertion?.message).toBe(
      "average(revenue) for 2025-01-07 on dataset 'orders' has no value: no rows with a value",
    );
  });
});

describe("an assertion on a large expression", () => {
  it("is judged in one walk over its parts", async () => {
    const assertion = await verdict((mp, ctx) => {
      let doubled = mp.numRows().add(0);
      for (let time = 0; time < 50; time++) doubled = doubled.add(doubled);
      ctx
        .assertThat(doubled)
        .config({ name: "doubled" })
        .isEq(2 ** 50);
    });
    expect(assertion).toMatchObject({ status: "PASSED", value: Option.some(2 ** 50) });
    expect(assertion?.message.length).toBeLessThan(21_000);
    const deep = await verdict((mp, ctx) => {
      let sum = mp.numRows().add(0);
      for (let time = 0; time < 5_000; time++) sum = sum.add(1);
      ctx.assertThat(sum).config({ name: "deep" }).isEq(5_001);
    });
    expect(deep).toMatchObject({ status: "PASSED" });
  });
});
