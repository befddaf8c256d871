// Plain JavaScript, so that Node 20 runs it as it stands: node --test test/order-checks.node-test.mjs
import assert from "node:assert/strict";
import { test } from "node:test";
import { check, col } from "@dqx/api";
import { testCheck } from "@dqx/testing";

const orders = check({ name: "orders" }, (_, ctx) => {
  ctx.rows().expect(col("amount").isGeq(0)).config({ name: "not negative" }).holds();
});

test("amounts that are not negative pass", async () => {
  const result = await testCheck(orders).with({ orders: [{ amount: 0 }, { amount: 2n }] });
  assert.equal(result.status, "PASSED");
});

test("a negative amount is found", async () => {
  const result = await testCheck(orders).with({ orders: [{ amount: -1 }, { amount: 2 }] });
  assert.equal(result.assertion("not negative").status, "FAILED");
  assert.deepEqual(result.assertion("not negative").rows, { tested: 2, passing: 1, failing: 1, untested: 0 });
});
