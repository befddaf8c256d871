import { spawnSync } from "node:child_process";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { testCheck } from "@dqx/testing";
import { expect, test } from "vitest";
import { orderChecks } from "../src/order-checks.js";

const yesterday = [{ amount: 3 }, { amount: 0 }];

test("a quiet day holds", async () => {
  const result = await testCheck(orderChecks).with({
    orders: { "2026-01-01": yesterday, "2026-01-02": [{ amount: 10 }, { amount: null }] },
  });
  expect(result.status).toBe("PASSED");
  expect(result.assertion("not negative").rows).toMatchObject({ tested: 1, untested: 1 });
});

test("a negative amount is found, and so is a flood of rows", async () => {
  const today = [1, 2, 3, 4, -5].map((amount) => ({ amount }));
  const result = await testCheck(orderChecks).with({
    orders: { "2026-01-01": yesterday, "2026-01-02": today },
  });
  expect(result.failures.map(({ name }) => name)).toEqual(["volume", "not negative"]);
  expect(result.assertion("volume").number).toBe(2.5);
  expect(result.assertion("not negative").sample?.rows).toMatchObject([{ values: [-5] }]);
});

test("node:test runs the same", () => {
  const file = fileURLToPath(new URL("order-checks.node-test.mjs", import.meta.url));
  // A process that node --test starts tells its parent of its tests by this variable, and vitest is no such parent.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--test", file], { encoding: "utf8", env });
  expect(`${stdout}${stderr}`).toMatch(/pass 2\b/);
  expect(status).toBe(0);
});
