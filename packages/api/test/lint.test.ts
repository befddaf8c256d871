import { ResultKey } from "@dqx/common";
import { InMemoryDataSource } from "@dqx/duckdb";
import { describe, expect, it } from "vitest";
import { any, type Check, check, col, lintChecks, not, type Predicate } from "../src/index.js";

const key = new ResultKey("2025-01-08");

function orders() {
  return InMemoryDataSource.fromRows({
    name: "orders",
    dateColumn: "day",
    rows: [{ day: "2025-01-08", amount: 1, ratio: 0.5, status: "paid" }],
  });
}

const lint = (checks: readonly Check[]) => lintChecks(checks, [orders()], key);

async function kindsOf(...body: Parameters<typeof check>[1][]) {
  const checks = body.map((each, index) => check({ name: `c${index}` }, each));
  return (await lint(checks)).map(({ kind, assertion, message }) => [kind, assertion, message]);
}

describe("a lint of checks", () => {
  it("finds nothing in checks that say something", async () => {
    const found = await kindsOf(
      (mp, ctx) => {
        ctx.assertThat(mp.numRows()).isPositive();
        ctx.assertThat(mp.numRows()).isLt(1_000);
        ctx.assertThat(mp.nullCount("status").ratio()).isLeq(0.1);
        ctx.assertThat(mp.sum("amount")).isGeq(0);
        ctx.assertThat(mp.numRows({ where: col("amount").isGt(5) })).isPositive();
        ctx.assertThat(mp.sum("amount").div(mp.sum("amount", { lag: 1 }))).isBetween(0.5, 2);
        ctx.rows().expect(col("amount").isGeq(0)).holds();
        ctx.rows().expect(col("amount").isGeq(0)).config({ name: "most" }).holdsFor({ atLeast: 0.9 });
      },
      (mp, ctx) => ctx.assertThat(mp.numRows()).config({ severity: "P0" }).isPositive(),
    );
    expect(found).toEqual([]);
  });

  it("finds columns that do not exist and types that do not fit, with the assertion that needs them", async () => {
    const found = await kindsOf((mp, ctx) => {
      ctx.assertThat(mp.sum("amuont")).config({ name: "misspelt" }).isPositive();
      ctx
        .assertThat(mp.ext.stddev(mp.average("gone"), { n: 7 }))
        .config({ name: "derived" })
        .isPositive();
      ctx
        .assertThat(mp.numRows({ where: col("status").isEq(5) }))
        .config({ name: "text" })
        .isPositive();
    });
    expect(found).toEqual([
      ["unmeasurable", "misspelt", expect.stringContaining("column 'amuont' does not exist")],
      ["unmeasurable", "derived", expect.stringContaining("average(gone): column 'gone' does not exist")],
      ["unmeasurable", "text", expect.stringContaining("cannot be compared with the number 5")],
    ]);
  });

  it("finds what is demanded twice, also by two checks", async () => {
    const found = await kindsOf(
      (mp, ctx) => {
        ctx.assertThat(mp.sum("amount")).config({ name: "a" }).isGt(1);
        ctx.assertThat(mp.sum("amount")).config({ name: "b" }).isGt(1);
        ctx.rows().expect(col("amount").isGt(0)).config({ name: "r" }).holds();
      },
      (mp, ctx) => {
        ctx.assertThat(mp.sum("amount")).config({ name: "c" }).isGt({ fail: 1, warn: 2 });
        ctx.rows("orders").expect(col("amount").isGt(0)).config({ name: "s" }).holds();
      },
    );
    expect(found).toEqual([
      ["duplicate", "b", "assertion 'a' of check 'c0' demands the same of sum(amount). Remove one of them."],
      ["duplicate", "s", expect.stringContaining("assertion 'r' of check 'c0' demands the same of")],
    ]);
  });

  it("finds demands that no value meets together, other than those of which one is enough", async () => {
    const found = await kindsOf((mp, ctx) => {
      const sum = (name: string) => ctx.assertThat(mp.sum("amount")).config({ name });
      sum("low").isLt(1);
      sum("high").isGeq(1);
      sum("equal").isEq(0.5);
      sum("other").isNotBetween(0, 0.9);
      sum("warns").isGeq({ warn: 9 });
      ctx.assertThat(mp.maximum("amount")).config({ name: "about" }).isEq(100, { relativeTolerance: 0.1 });
      ctx.assertThat(mp.maximum("amount")).config({ name: "below" }).isLt(95);
      ctx.assertThat(mp.maximum("amount")).config({ name: "far below" }).isLt(80);
      ctx.anyOf({ name: "either" }, (group) => {
        group.assertThat(mp.average("amount")).isLt(1);
        group.assertThat(mp.average("amount")).isGt(2);
      });
    });
    expect(found).toEqual([
      [
        "contradiction",
        "high",
        "No value of sum(amount) is ≥ 1 and, as assertion 'low' of check 'c0' demands, < 1. Change one of them.",
      ],
      ["contradiction", "equal", expect.stringContaining("assertion 'high' of check 'c0'")],
      ["contradiction", "other", expect.stringContaining("assertion 'equal' of check 'c0'")],
      ["contradiction", "far below", expect.stringContaining("assertion 'about' of check 'c0'")],
    ]);
  });

  it("finds bounds that nothing can miss, or meet", async () => {
    const found = await kindsOf((mp, ctx) => {
      const rows = mp.numRows();
      const nulls = mp.nullCount("status");
      ctx.assertThat(rows).config({ name: "rows" }).isGeq(0);
      ctx.assertThat(nulls.ratio()).config({ name: "share" }).isBetween(0, 1);
      ctx.assertThat(nulls.ratio()).config({ name: "above" }).isGt(1);
      ctx.assertThat(nulls).config({ name: "negative" }).isNegative();
      ctx.assertThat(rows.add(nulls).add(1)).config({ name: "sum" }).isPositive();
      ctx.assertThat(nulls.mul(-1)).config({ name: "product" }).isLeq(0);
      ctx.assertThat(nulls.div(rows)).config({ name: "quotient" }).isNeq(-1);
      ctx.assertThat(nulls.ratio().sub(1)).config({ name: "difference" }).isLeq(0);
      ctx.assertThat(mp.sum("amount").abs()).config({ name: "absolute" }).isNotBetween(-2, -1);
      ctx.assertThat(mp.sum("amount").neg()).config({ name: "any" }).isLeq(0);
      ctx.assertThat(rows).config({ name: "warns" }).isGeq({ fail: 0, warn: 5 });
      ctx.assertThat(mp.nullCount("amount")).config({ name: "tolerated" }).isGt(-1, { tolerance: 2 });
    });
    expect(found.map(([kind, name]) => [kind, name])).toEqual([
      ["cannotFail", "rows"],
      ["cannotFail", "share"],
      ["cannotHold", "above"],
      ["cannotHold", "negative"],
      ["cannotFail", "sum"],
      ["cannotFail", "quotient"],
      ["cannotFail", "difference"],
      ["cannotFail", "absolute"],
    ]);
    expect(found[0]?.[2]).toBe(
      "numRows() is ≥ 0 whatever the data are: its values are from 0 on. Give a narrower bound.",
    );
    expect(found[2]?.[2]).toContain("is never > 1: its values are from 0 to 1.");
  });

  it("finds filters that no row meets by the types of its columns", async () => {
    const lost: readonly Predicate[] = [
      col("amount").isEq(1.5),
      col("amount").isGt(1e30),
      col("amount").isLt(-1e30),
      col("amount").isBetween(1e30, 2e30),
      col("amount").isIn([0.5, 1.5]),
      any(col("amount").isEq(0.5), col("amount").isGeq(1e30)),
    ];
    const fine: readonly Predicate[] = [
      col("ratio").isEq(1.5),
      col("amount").isNeq(1.5),
      col("amount").isLeq(1e30),
      col("amount").isIn([1, 1.5]),
      any(col("amount").isEq(0.5), col("amount").isEq(1)),
      not(col("amount").isEq(0.5)),
      col("status").isIn(["paid"]),
      col("amount").isBetween(0.5, 1.5),
    ];
    const found = await kindsOf((mp, ctx) => {
      for (const [index, where] of [...lost, ...fine].entries()) {
        ctx
          .assertThat(mp.numRows({ where }))
          .config({ name: String(index) })
          .isPositive();
      }
    });
    expect(found.map(([kind, name]) => [kind, name])).toEqual(
      lost.map((_, index) => ["cannotMatch", String(index)]),
    );
    expect(found[0]?.[2]).toBe(
      "No row meets the filter amount = 1.5, while column 'amount' holds whole numbers from -9223372036854775808 to 9223372036854775807. Change the filter.",
    );
  });

  it("names the place where an assertion is made, in groups, too", async () => {
    const places = await lint([
      check({ name: "c" }, (mp, ctx) => {
        ctx.assertThat(mp.numRows()).isGeq(0);
        ctx.allOf({ name: "g" }, (group) => group.assertThat(mp.nullCount("status")).isGeq(0));
      }),
    ]);
    const here = expect.stringMatching(/lint\.test\.ts$/);
    expect(places.map(({ place }) => place)).toEqual([
      { file: here, line: expect.any(Number), column: expect.any(Number) },
      { file: here, line: expect.any(Number), column: expect.any(Number) },
    ]);
    const [first, second] = places;
    expect((second?.place?.line ?? 0) - (first?.place?.line ?? 0)).toBe(1);
  });

  it("finds checks that break or say nothing, and datasets that cannot be read", async () => {
    const found = await lintChecks(
      [
        check({ name: "idle" }, () => undefined),
        check({ name: "broken" }, () => {
          throw new Error("no");
        }),
        check({ name: "fine" }, (mp, ctx) => ctx.assertThat(mp.numRows()).isPositive()),
      ],
      [orders()],
      key,
    );
    expect(found.map(({ kind, check: name }) => [kind, name])).toEqual([
      ["brokenCheck", "broken"],
      ["idleCheck", "idle"],
    ]);
  });

  it("takes the options of a plan, and refuses others", async () => {
    const checks = [
      check({ name: "c" }, (mp, ctx) => {
        ctx.assertThat(mp.numRows()).config({ name: "a" }).isGeq(0);
        ctx.assertThat(mp.nullCount("status")).config({ name: "b" }).isGeq(0);
      }),
    ];
    const found = await lintChecks(checks, [orders()], key, {
      select: (all) => all.filter(({ name }) => name === "b"),
    });
    expect(found.map(({ assertion }) => assertion)).toEqual(["b"]);
    await expect(
      lintChecks(checks, [orders()], key, { signal: AbortSignal.abort(new Error("stop")) }),
    ).rejects.toThrow("stop");
    await expect(lintChecks([], [orders()], key)).rejects.toThrow("check");
    await expect(lintChecks(checks, [orders()], key, { selekt: 1 } as object)).rejects.toThrow("selekt");
  });
});
