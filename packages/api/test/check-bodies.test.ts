import { ResultKey } from "@dqx/common";
import { describe, expect, it } from "vitest";
import { type CheckBody, check, VerificationSuite } from "../src/index.js";
import { ordersSource } from "./orders.js";
import { useRecordedStore } from "./recorded-store.js";

const store = useRecordedStore();

function run(body: CheckBody) {
  const suite = new VerificationSuite([check({ name: "revenue" }, body)], store(), { name: "orders" });
  return suite.run([ordersSource([{ day: "2025-01-08", revenue: 1 }])], new ResultKey("2025-01-08"));
}

/** What is said of a body that fails: the check's only assertion, which cannot be told (ADR 45). */
async function complaint(body: CheckBody): Promise<string> {
  const { assertions, status, isCritical } = await run(body);
  expect(assertions).toMatchObject([{ check: "revenue", status: "ERROR", severity: "P0", number: null }]);
  expect([status, isCritical]).toEqual(["ERROR", true]);
  return assertions[0]?.message ?? "";
}

describe("the body of a check", () => {
  it("that begins an assertion without a comparison is an error: it would never fail", async () => {
    expect(await complaint((mp, ctx) => void ctx.assertThat(mp.sum("revenue")))).toContain(
      "Check 'revenue' has assertThat(sum(revenue)) without a comparison. Call isGt, isBetween, … on it, or noop()",
    );
  });

  it("that names two assertions alike is an error", async () => {
    const twice: CheckBody = (mp, ctx) => {
      const sum = ctx.assertThat(mp.sum("revenue")).config({ name: "sum" });
      sum.isGt(0);
      sum.isLt(10);
    };
    expect(await complaint(twice)).toContain("two assertions named 'sum'");
  });

  it("that throws is an error with the check's name, the cause and the place", async () => {
    const oops = () => {
      throw new TypeError("oops");
    };
    expect(await complaint(oops)).toMatch(
      /^The body of check 'revenue' threw: TypeError: oops \(.*check-bodies\.test\.ts:\d+:\d+\)$/,
    );
    expect(await complaint((mp) => void mp.sum(""))).toContain("The body of check 'revenue' threw: sum:");
  });

  it("that is asynchronous is an error", async () => {
    expect(await complaint(async () => Promise.reject(new Error("late")))).toContain("is asynchronous");
  });

  it("that asserts on what is no expression is an error", async () => {
    // @ts-expect-error -- a number is no expression
    expect(await complaint((_, ctx) => ctx.assertThat(5).isGt(0))).toContain(
      "got 5. Give a metric or an expression",
    );
  });

  it("that misspells an option is an error with the right one", async () => {
    // @ts-expect-error -- the option does not exist
    const misspelt: CheckBody = (mp, ctx) => ctx.assertThat(mp.numRows()).config({ sevrity: "P0" }).isGt(0);
    expect(await complaint(misspelt)).toContain("Did you mean 'severity'?");
    // @ts-expect-error -- the option does not exist
    const tolerant: CheckBody = (mp, ctx) => ctx.assertThat(mp.numRows()).isGt(0, { tolerence: 1 });
    expect(await complaint(tolerant)).toContain("isGt has no option 'tolerence'. Did you mean 'tolerance'?");
  });

  it("that grades or names an assertion with something else is an error", async () => {
    const configured = (options: object) =>
      complaint((mp, ctx) => ctx.assertThat(mp.numRows()).config(options).isGt(0));
    expect(await configured({ severity: "P9" })).toContain('the severity "P9". Give one of P0, P1, P2, P3');
    expect(await configured({ name: "" })).toContain("the name");
    expect(await configured({ tags: "a" })).toContain("the tags");
    expect(await configured({ tags: ["a", ""] })).toContain("an empty tag");
    expect(await configured({ tags: ["a\ud800"] })).toContain('the tag "a\\ud800", which holds half');
    expect(await configured({ name: "\udc00" })).toContain('the name "\\udc00", which holds half');
  });

  it("may be graded, named and tagged", async () => {
    const { assertions } = await run((mp, ctx) =>
      ctx
        .assertThat(mp.numRows())
        .config({ severity: "P3", tags: ["volume"] })
        .config({ name: "rows" })
        .isEq(1),
    );
    expect(assertions[0]).toMatchObject({ check: "revenue", name: "rows", severity: "P3", tags: ["volume"] });
  });

  it("knows its check's name", async () => {
    const names: string[] = [];
    await run((_, ctx) => void names.push(ctx.checkName));
    expect(names).toEqual(["revenue"]);
  });

  it("may use every comparison", async () => {
    const result = await run((mp, ctx) => {
      const one = () => ctx.assertThat(mp.numRows());
      one().isGt(0);
      one().isGeq(1);
      one().isLt(2);
      one().isLeq(1);
      one().isEq(1);
      one().isNeq(2);
      one().isBetween(0, 1);
      one().isNotBetween(2, 3);
      one().isPositive({ tolerance: 0.5 });
      ctx.assertThat(mp.numRows().neg()).isNegative();
      ctx.assertThat(mp.numRows().sub(1)).isZero();
    });
    expect(result.assertions.map(({ name, status }) => [name, status])).toEqual([
      ["numRows() > 0", "PASSED"],
      ["numRows() ≥ 1", "PASSED"],
      ["numRows() < 2", "PASSED"],
      ["numRows() ≤ 1", "PASSED"],
      ["numRows() = 1 ± 1e-9", "PASSED"],
      ["numRows() ≠ 2 ± 1e-9", "PASSED"],
      ["numRows() in [0, 1]", "PASSED"],
      ["numRows() not in [2, 3]", "PASSED"],
      ["numRows() > 0 ± 0.5", "PASSED"],
      ["-numRows() < 0", "PASSED"],
      ["numRows() - 1 = 0 ± 1e-9", "PASSED"],
    ]);
  });
});
