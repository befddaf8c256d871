import { ResultKey } from "@dqx/common";
import { InMemoryMetricDB } from "@dqx/orm";
import { describe, expect, it } from "vitest";
import { check, type RunOptions, type RunProgress, VerificationSuite } from "../src/index.js";
import { ordersSource } from "./orders.js";

const total = check({ name: "total", datasets: ["orders"] }, (mp, ctx) => {
  ctx.assertThat(mp.sum("revenue")).isPositive();
  ctx.assertThat(mp.uniqueCount("customer")).isGeq(0);
});

async function run(options: RunOptions) {
  await using db = await InMemoryMetricDB.open();
  const source = ordersSource([{ day: "2025-01-08", revenue: 1 }]);
  return await new VerificationSuite([total], db, { name: "shop" }).run(
    [source],
    new ResultKey("2025-01-08"),
    options,
  );
}

describe("onProgress", () => {
  it("is told before the first statement and behind each, with the time expected for all", async () => {
    const told: RunProgress[] = [];
    await run({ onProgress: (progress) => told.push(progress) });
    expect(told.map(({ done, planned, dataset }) => [done, planned, dataset])).toEqual([
      [0, 2, null],
      [1, 2, "orders"],
      [2, 2, "orders"],
    ]);
    const [begun, half, whole] = told;
    expect(begun?.expectedMs).toBeNull();
    expect(half?.expectedMs).toBeCloseTo(2 * (half?.elapsedMs ?? 0), 6);
    expect(whole?.expectedMs).toBeCloseTo(whole?.elapsedMs ?? 0, 6);
  });

  it("that throws is a warning of the result, and is called no more", async () => {
    let calls = 0;
    const result = await run({
      onProgress() {
        calls += 1;
        throw new Error("no terminal");
      },
    });
    expect([result.status, calls]).toEqual(["PASSED", 1]);
    expect(result.warnings).toContain("onProgress failed, and was not called again: no terminal");
  });

  it("must be a function", async () => {
    await expect(run({ onProgress: "bar" as never })).rejects.toThrow(
      'run: onProgress is "bar". Give a function.',
    );
  });
});
