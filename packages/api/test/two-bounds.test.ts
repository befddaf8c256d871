import { ResultKey } from "@dqx/common";
import { InMemoryMetricDB } from "@dqx/orm";
import { describe, expect, it } from "vitest";
import { type AssertionBuilder, check, showVerdictValue, VerificationSuite } from "../src/index.js";
import { ordersSource } from "./orders.js";

const key = new ResultKey("2025-01-08");

/** The verdict on a revenue of 100. */
async function judge(assert: (builder: AssertionBuilder) => void) {
  await using db = await InMemoryMetricDB.open();
  const made = check({ name: "revenue" }, (mp, ctx) =>
    assert(ctx.assertThat(mp.sum("revenue")).config({ name: "revenue" })),
  );
  const suite = new VerificationSuite([made], db, { name: "shop" });
  const { assertions } = await suite.run([ordersSource([{ day: "2025-01-08", revenue: 100 }])], key);
  const [result] = assertions;
  return `${result?.status} ${result?.message}`;
}

describe("two bounds", () => {
  it.each<[assert: (builder: AssertionBuilder) => void, verdict: string]>([
    [(a) => a.isGeq({ fail: 90, warn: 100 }), "PASSED sum(revenue) = 100 is ≥ 100"],
    [
      (a) => a.isGeq({ fail: 90, warn: 110 }),
      "WARNED sum(revenue) = 100 is ≥ 90, but not ≥ 110 (10 below 110)",
    ],
    [(a) => a.isGeq({ fail: 101, warn: 110 }), "FAILED sum(revenue) = 100 is not ≥ 101 (1 below 101)"],
    [(a) => a.isGt({ warn: 100 }), "WARNED sum(revenue) = 100 is not > 100 (equal to 100)"],
    [(a) => a.isGt({ fail: 100 }), "FAILED sum(revenue) = 100 is not > 100 (equal to 100)"],
    [
      (a) => a.isLt({ fail: 200, warn: 50 }),
      "WARNED sum(revenue) = 100 is < 200, but not < 50 (50 above 50)",
    ],
    [(a) => a.isLeq({ fail: 200, warn: 100 }), "PASSED sum(revenue) = 100 is ≤ 100"],
    [
      (a) => a.isBetween({ fail: [50, 150], warn: [110, 150] }),
      "WARNED sum(revenue) = 100 is in [50, 150], but not in [110, 150] (10 below 110)",
    ],
    [
      (a) => a.isNotBetween({ fail: [1, 2], warn: [1, 100] }),
      "WARNED sum(revenue) = 100 is not in [1, 2], but in [1, 100], where it must not be",
    ],
    [(a) => a.isEq({ warn: 99 }), "WARNED sum(revenue) = 100 is not = 99 ± 9.9e-8 (1 above 99)"],
    [
      (a) => a.isBetween({ warn: [99, 99.5] }, { tolerance: 1 }),
      "PASSED sum(revenue) = 100 is in [99, 99.5] ± 1",
    ],
  ])("%s", async (assert, verdict) => {
    // Tolerances of doubles are shown in digits of their own.
    expect((await judge(assert)).replace(/ ± \S*e-\d+/, " ± 9.9e-8")).toBe(verdict);
  });

  it.each<[assert: (builder: AssertionBuilder) => void, message: string]>([
    [(a) => a.isGeq({ fail: 90, warn: 90 }), "nothing could only warn. Give a narrower bound as warn"],
    [(a) => a.isGt({ fail: 90, warn: 80 }), "isGt warns unless > 80 and fails unless > 90"],
    [(a) => a.isLeq({ fail: 90, warn: 91 }), "narrower"],
    [(a) => a.isLt({ fail: 90, warn: 90 }), "narrower"],
    [(a) => a.isBetween({ fail: [1, 2], warn: [1, 3] }), "narrower"],
    [(a) => a.isBetween({ fail: [1, 2], warn: [1, 2] }), "narrower"],
    [(a) => a.isNotBetween({ fail: [1, 4], warn: [2, 3] }), "narrower"],
    [(a) => a.isEq({ fail: 1, warn: 2 }), "narrower"],
    [(a) => a.isNeq({ fail: 1, warn: 2 }), "narrower"],
    [(a) => a.isGeq({}), "isGeq got {}. Give a bound as fail, warn, or both"],
    [(a) => a.isGeq({ fail: Number.NaN }), "isGeq got the bound NaN"],
    [(a) => a.isBetween({ warn: [3, 1] }), "above the upper bound"],
    // @ts-expect-error -- no such bound
    [(a) => a.isGeq({ fial: 1 }), "Did you mean 'fail'?"],
    // @ts-expect-error -- no bound at all
    [(a) => a.isGeq(null), "isGeq got the bound null"],
    // @ts-expect-error -- no interval
    [(a) => a.isBetween(null), "isBetween got the bound null"],
    // @ts-expect-error -- no option
    [(a) => a.isBetween({ warn: [1, 2] }, { tolerence: 1 }), "Did you mean 'tolerance'?"],
  ])("that cannot be are refused: %s", async (assert, message) => {
    const said = await judge(assert);
    expect(said).toMatch(/^ERROR The body of check 'revenue' threw: /);
    expect(said).toContain(message);
  });

  it("decide how many digits of a value are shown", () => {
    const atLeast = (bound: number) => ({ kind: "atLeast", bound, tolerance: 0 }) as const;
    expect(showVerdictValue(0.99999999, [atLeast(0.5)])).toBe("1");
    expect(showVerdictValue(0.99999999, [atLeast(0.5), atLeast(1)])).toBe("0.99999999");
  });
});
