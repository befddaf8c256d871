import { ResultKey } from "@dqx/common";
import { DuckDBDataSource, InMemoryDataSource } from "@dqx/duckdb";
import { InMemoryMetricDB } from "@dqx/orm";
import type { SqlDataSource } from "@dqx/sql";
import { describe, expect, it } from "vitest";
import {
  type AssertionResult,
  type CheckBody,
  check,
  col,
  increasing,
  unique,
  VerificationSuite,
} from "../src/index.js";

const key = new ResultKey("2025-01-08");

const orders = InMemoryDataSource.fromColumns({
  name: "orders",
  dateColumn: "day",
  columns: {
    day: ["2025-01-07", "2025-01-08", "2025-01-08", "2025-01-08", "2025-01-08"],
    id: [1, 2, 2, 3, null],
    amount: [-7, -5, null, 4, Number.NaN],
  },
  types: { day: "DATE", id: "BIGINT", amount: "DOUBLE" },
});

async function run(body: CheckBody, source: SqlDataSource = orders): Promise<readonly AssertionResult[]> {
  await using db = await InMemoryMetricDB.open();
  const suite = new VerificationSuite([check({ name: "orders" }, body)], db, { name: "shop" });
  return (await suite.run([source], key)).assertions;
}

async function ask(sql: string | undefined, source: SqlDataSource = orders) {
  return source.withSession((session) => session.query(sql ?? ""));
}

describe("the SQL that reproduces an assertion", () => {
  it("is there for what did not hold, or could not be told, and for nothing else", async () => {
    const results = await run((mp, ctx) => {
      ctx.assertThat(mp.numRows()).config({ name: "failed" }).isEq(5);
      ctx.assertThat(mp.numRows()).config({ name: "warned" }).isEq({ warn: 5 });
      ctx.assertThat(mp.numRows()).config({ name: "passed" }).isEq(4);
      ctx.assertThat(mp.numRows()).config({ name: "collected" }).noop();
      ctx.assertThat(mp.average("amount")).config({ name: "error" }).isPositive();
      ctx.assertThat(mp.average("amuont")).config({ name: "misspelt" }).isPositive();
    });
    const shown = results.map(({ name, status, reproducedBy }) => [name, status, reproducedBy?.length]);
    expect(shown).toEqual([
      ["failed", "FAILED", 1],
      ["warned", "WARNED", 1],
      ["passed", "PASSED", undefined],
      ["collected", "SKIPPED", undefined],
      ["error", "ERROR", 1],
      // Nothing can be asked of a column that is not there.
      ["misspelt", "ERROR", undefined],
    ]);
  });

  it("computes the metric's aggregates alone, over the same rows, and says what they are", async () => {
    const [sum, growth] = await run((mp, ctx) => {
      const paid = { where: col("id").isNotNull() };
      ctx.assertThat(mp.sum("amount", paid)).isEq(0);
      ctx.assertThat(mp.sum("amount", paid).div(mp.sum("amount", { ...paid, lag: 1 }))).isEq(0);
    });
    const [statement] = sum?.reproducedBy ?? [];
    expect(statement).toMatchObject({ dataset: "orders", shows: "numbers" });
    expect(statement?.sql.split("\n")[0]).toBe("-- sum(amount, where id is not null)");
    expect((await ask(statement?.sql))[0]).toContain(-1);
    expect(await ask(growth?.reproducedBy?.[0]?.sql)).toEqual(
      expect.arrayContaining([
        expect.arrayContaining(["2025-01-07", -7]),
        expect.arrayContaining(["2025-01-08", -1]),
      ]),
    );
  });

  it("shows the failing rows, as many as were counted", async () => {
    const results = await run((_, ctx) => {
      ctx.rows().expect(col("amount").isGeq(0)).config({ name: "ignore\nDROP TABLE data" }).holds();
      ctx.rows().expect(col("amount").isGeq(0)).config({ name: "fail", nulls: "fail" }).holds();
      ctx
        .rows("orders", { where: col("id").isLt(3) })
        .expect(unique(["id"]))
        .holds();
      ctx
        .rows()
        .expect(increasing("id", { orderBy: "id", strict: true }))
        .holdsFor({ warnBelow: 1 });
      ctx.rows().expect(col("id").isNotNull()).holds();
    });
    // NaN is not 0 or more.
    expect(results.map(({ rows }) => rows?.failing)).toEqual([2, 3, 2, 1, 1]);
    for (const { rows, reproducedBy } of results) {
      expect(reproducedBy?.map(({ shows }) => shows)).toEqual(["numbers", "rows"]);
      const failing = await ask(reproducedBy?.[1]?.sql);
      expect(failing).toHaveLength(rows?.failing ?? 0);
      expect(new Set(failing.map(([day]) => day))).toEqual(new Set(["2025-01-08"]));
    }
    // A name is a comment, whatever is in it.
    expect(results[0]?.reproducedBy?.[1]?.sql).toContain(
      "-- the rows that fail 'ignore DROP TABLE data'\nSELECT",
    );
  });

  it("has the values of the source's parameters in it, whatever is in them", async () => {
    const region = "*/ ' $region \" UNION SELECT 1 --";
    const source = DuckDBDataSource.fromQuery({
      name: "orders",
      query:
        "SELECT * FROM (VALUES (1, $region), (2, 'eu')) AS t (id, region) WHERE region = $region /* $region */",
    });
    const options = { parameters: { region } };
    const [count, rule] = await run((mp, ctx) => {
      ctx.assertThat(mp.sum("id", options)).isEq(5);
      ctx.rows("orders", options).expect(col("id").isGt(1)).holds();
    }, source);
    expect(count?.message).toContain("= 1 is not = 5");
    const [numbers, counts, rows] = [...(count?.reproducedBy ?? []), ...(rule?.reproducedBy ?? [])];
    for (const statement of [numbers, counts, rows]) expect(statement?.sql).not.toMatch(/\$region(?! )/);
    expect((await ask(numbers?.sql, source))[0]).toContain(1n);
    expect(await ask(rows?.sql, source)).toEqual([[1n, region]]);
  });

  it("names the values above the statement where an engine cannot write them into it", async () => {
    const inner = DuckDBDataSource.fromQuery({ name: "orders", query: "SELECT 1 AS id, $region AS region" });
    const without: SqlDataSource = {
      name: inner.name,
      dialect: inner.dialect,
      dating: inner.dating,
      relation: (request) => inner.relation(request),
      withSession: (use, signal) => inner.withSession(({ fillIn: _, ...session }) => use(session), signal),
      close: () => inner.close(),
    };
    const broken: SqlDataSource = {
      ...without,
      withSession: (use, signal) =>
        inner.withSession(
          (session) => use({ ...session, fillIn: () => Promise.reject(new Error("the engine is gone")) }),
          signal,
        ),
    };
    for (const source of [without, broken]) {
      const [count] = await run((mp, ctx) => {
        ctx.assertThat(mp.numRows({ parameters: { region: "eu" } })).isEq(5);
      }, source);
      expect(count?.reproducedBy?.[0]?.sql).toMatch(/^-- numRows\(.*\)\n-- with \$region = "eu"\nSELECT/);
    }
  });

  it("says that days of instants are those of UTC", async () => {
    const source = InMemoryDataSource.fromColumns({
      name: "orders",
      dateColumn: "at",
      timeZone: "Europe/Prague",
      columns: { at: ["2025-01-08T12:00:00Z"] },
      types: { at: "TIMESTAMP WITH TIME ZONE" },
    });
    const [count] = await run((mp, ctx) => ctx.assertThat(mp.numRows()).isEq(5), source);
    expect(count?.reproducedBy?.[0]?.sql).toMatch(
      /^-- numRows\(\)\n-- in a session whose TimeZone is UTC\nSELECT/,
    );
  });

  it("is in the report, and comes back from the store", async () => {
    await using db = await InMemoryMetricDB.open();
    const made = check({ name: "orders" }, (mp, ctx) => ctx.assertThat(mp.numRows()).isEq(5));
    const suite = new VerificationSuite([made], db, { name: "shop" });
    const result = await suite.run([orders], key);
    expect(result.toJSON().assertions[0]?.reproducedBy).toEqual(result.assertions[0]?.reproducedBy);
    expect(JSON.stringify(await db.getReport(suite.executionId))).toContain("-- numRows()");
  });
});
