import { LocalDate } from "@dqx/common";
import { InMemoryDataSource } from "@dqx/duckdb";
import { all, col, sql } from "@dqx/metrics";
import { analyze, duckdbDialect, postgresDialect } from "@dqx/sql";
import { describe, expect, it } from "vitest";
import { increasing, type Rule, rule, shareSpec, toSql, unique } from "../src/index.js";

const types = { amount: "DOUBLE", email: "VARCHAR", status: "VARCHAR" };
const date = LocalDate("2025-01-08");
const orders = InMemoryDataSource.fromColumns({
  name: "orders",
  types,
  columns: {
    amount: [1, -1, null, Number.NaN, -1, 5],
    email: ["a@b.cz", "nobody", null, "c@d.cz", null, "x"],
    status: ["paid", "paid", "paid", "open", null, "open"],
  },
});

/** How many rows a suite counts as failing, and how many rows the condition calls good and bad. */
async function counts(each: Rule) {
  const spec = shareSpec(each.condition, each);
  const { measured } = await analyze(orders, [{ spec, dates: [date] }], { referenceDate: date });
  const outcome = measured[0]?.outcome;
  const detail = outcome?.kind === "value" ? outcome.detail : undefined;
  const failing = detail?.kind === "share" ? detail.tested - detail.counted : undefined;
  const condition = toSql(each, duckdbDialect, types);
  const [row] = await orders.withSession((session) =>
    session.query(
      `SELECT count(*) FILTER (WHERE ${condition}), count(*) FILTER (WHERE NOT (${condition})) FROM data`,
    ),
  );
  return { failing, good: Number(row?.[0]), bad: Number(row?.[1]) };
}

describe("a rule as SQL", () => {
  const paid = { where: col("status").isEq("paid") };
  it.each<[string, Rule, failing: number]>([
    ["a comparison; NaN fails, null is not tested", rule("a", col("amount").isGeq(0)), 3],
    ["nulls fail", rule("a", col("amount").isGeq(0), { nulls: "fail" }), 4],
    ["nulls pass", rule("a", col("amount").isGeq(0), { nulls: "pass" }), 3],
    ["a filter, which may be unknown", rule("a", col("amount").isGeq(0), paid), 1],
    ["a filter, nulls fail", rule("a", col("amount").isGeq(0), { ...paid, nulls: "fail" }), 2],
    ["a format and a set", rule("a", all(col("email").hasFormat("email"), col("status").isIn(["paid"]))), 3],
    ["SQL of one's own", rule("a", sql("amount >= 0 OR email IS NULL")), 1],
  ])("is false for the rows that fail, and true for all others: %s", async (_, each, failing) => {
    expect(await counts(each)).toEqual({ failing, bad: failing, good: 6 - failing });
  });

  it("is that of its engine", () => {
    const each = rule("a", col("email").hasFormat("uuid"), { where: col("amount").isGt(1.5) });
    expect(toSql(each, postgresDialect, { email: "text", amount: "integer" })).toContain(`"amount" > (1)`);
    expect(toSql(each, duckdbDialect, { email: "VARCHAR", amount: "INTEGER" })).toContain("regexp_matches");
  });

  it("needs types that fit, and a condition on one row", () => {
    expect(() => toSql(rule("a", col("amount").isGeq(0), paid), duckdbDialect, { amount: "DOUBLE" })).toThrow(
      `toSql of rule 'a' needs the type of column 'status', by duckdb's name of it. Give it as { "status": "…" }.`,
    );
    expect(() => toSql(rule("a", col("email").isGeq(0)), duckdbDialect, types)).toThrow(
      "column 'email' is VARCHAR, which cannot be compared",
    );
    expect(() => toSql(rule("a", unique(["email"])), duckdbDialect, types)).toThrow("decided by other rows");
    const ordered = rule("a", increasing("amount", { orderBy: "status" }));
    expect(() => toSql(ordered, duckdbDialect, types)).toThrow("decided by other rows");
    // @ts-expect-error -- a predicate is no rule
    expect(() => toSql(col("amount").isGeq(0), duckdbDialect, types)).toThrow("Give a rule");
  });
});
