import { ResultKey } from "@dqx/common";
import { InMemoryDataSource } from "@dqx/duckdb";
import { InMemoryMetricDB } from "@dqx/orm";
import { describe, expect, it } from "vitest";
import {
  type Check,
  type CheckBody,
  check,
  col,
  increasing,
  type RowCondition,
  rule,
  type SuiteResult,
  unique,
  VerificationSuite,
} from "../src/index.js";

const key = new ResultKey("2025-01-08");

// Amounts: two of four values are 0 or more. Ids: 1 is there twice, one is null.
const orders = InMemoryDataSource.fromColumns({
  name: "orders",
  columns: {
    id: [1, 2, 1, 3, null],
    amount: [10, -5, null, 0, -1],
    status: ["paid", "open", "paid", "open", "paid"],
  },
  types: { id: "BIGINT", amount: "DOUBLE", status: "VARCHAR" },
});

async function run(...checks: readonly Check[]): Promise<SuiteResult> {
  await using db = await InMemoryMetricDB.open();
  return await new VerificationSuite(checks, db, { name: "shop" }).run([orders], key);
}

const runBody = (body: CheckBody) => run(check({ name: "orders" }, body));

describe("an assertion on rows", () => {
  it("counts the tested, passing, failing and untested rows, in the scan of all other metrics", async () => {
    const { assertions, datasets } = await runBody((mp, ctx) => {
      ctx.assertThat(mp.sum("amount")).config({ name: "sum" }).isEq(4);
      ctx.rows("orders").expect(col("amount").isGeq(0)).config({ name: "not negative" }).holds();
    });
    expect(assertions.map(({ name, status, number, rows }) => ({ name, status, number, rows }))).toEqual([
      { name: "sum", status: "PASSED", number: 4, rows: undefined },
      {
        name: "not negative",
        status: "FAILED",
        number: 0.5,
        rows: { tested: 4, passing: 2, failing: 2, untested: 1 },
      },
    ]);
    expect(assertions[1]?.message).toBe(
      "compliance(amount >= 0, on 'orders') = 2 / 4 = 0.5 is not ≥ 1: 2 rows of 4 tested fail; 1 row is not tested",
    );
    expect(datasets.map(({ statements }) => statements.length)).toEqual([1]);
  });

  it("takes one statement for a hundred rules", async () => {
    const { counts, datasets } = await runBody((_, ctx) => {
      for (let index = 0; index < 100; index++) {
        const condition = index % 2 === 0 ? col("amount").isGt(-10 - index) : col("id").isNeq(100 + index);
        ctx
          .rows("orders")
          .expect(condition)
          .config({ name: `rule ${index}` })
          .holds();
      }
    });
    expect(counts).toMatchObject({ planned: 100, passed: 100 });
    expect(datasets.map(({ statements }) => statements.length)).toEqual([1]);
  });

  it.each<[nulls: "ignore" | "fail" | "pass", passing: number, tested: number]>([
    ["ignore", 2, 4],
    ["fail", 2, 5],
    ["pass", 3, 5],
  ])("takes a null as %s says", async (nulls, passing, tested) => {
    const { assertions } = await runBody((_, ctx) =>
      ctx.rows("orders").expect(col("amount").isGeq(0)).config({ nulls }).holds(),
    );
    expect(assertions[0]).toMatchObject({
      number: passing / tested,
      rows: { tested, passing, failing: tested - passing, untested: 5 - tested },
    });
  });

  it("tests the rows of a filter, of the rows and of the rule, and no others", async () => {
    const where = col("status").isEq("paid");
    const known = rule("not negative", col("amount").isGeq(0), { where: col("id").isNotNull() });
    const { assertions } = await runBody((_, ctx) => {
      ctx.rows("orders", { where }).expect(col("amount").isGeq(0)).holds();
      ctx.rows("orders", { where }).expect(known).holds();
      ctx
        .rows("orders", { where })
        .expect(unique(["id"]))
        .holds();
    });
    expect(assertions.map(({ name, rows }) => [name, rows])).toEqual([
      ['amount >= 0 where status = "paid"', { tested: 2, passing: 1, failing: 1, untested: 1 }],
      ["not negative", { tested: 1, passing: 1, failing: 0, untested: 1 }],
      ['id is unique where status = "paid"', { tested: 2, passing: 0, failing: 2, untested: 1 }],
    ]);
  });

  it("asks about other rows, too: keys and orders", async () => {
    const { assertions, datasets } = await runBody((_, ctx) => {
      ctx
        .rows()
        .expect(unique(["id"]))
        .holds();
      ctx
        .rows()
        .expect(increasing("amount", { orderBy: "id" }))
        .holds();
      ctx
        .rows()
        .expect(increasing("amount", { orderBy: "id", per: ["status"] }))
        .holdsFor({ atLeast: 0.5 });
    });
    expect(assertions.map(({ status, rows }) => [status, rows])).toEqual([
      ["FAILED", { tested: 4, passing: 2, failing: 2, untested: 1 }],
      // By id: 10, -5, 0.
      ["FAILED", { tested: 2, passing: 1, failing: 1, untested: 3 }],
      // Open: -5, 0. Paid: 10 alone.
      ["PASSED", { tested: 1, passing: 1, failing: 0, untested: 4 }],
    ]);
    // The scan, a statement for keys, and one for each order.
    expect(datasets.flatMap(({ statements }) => statements.map(({ purpose }) => purpose))).toEqual([
      "scan",
      "groups",
      "sequence",
      "sequence",
    ]);
  });

  it("warns between two bounds, and never fails without the lower one", async () => {
    const { assertions, status, counts, isCritical } = await runBody((_, ctx) => {
      const amounts = ctx.rows("orders", {});
      const condition = col("amount").isGeq(0);
      amounts
        .expect(condition)
        .config({ name: "a", severity: "P0" })
        .holdsFor({ atLeast: 0.5, warnBelow: 1 });
      amounts.expect(condition).config({ name: "b" }).holdsFor({ warnBelow: 0.51 });
      amounts.expect(condition).config({ name: "c" }).holdsFor({ atLeast: 0.4, warnBelow: 0.5 });
    });
    expect(assertions.map(({ name, status: each, message }) => [name, each, message])).toEqual([
      [
        "a",
        "WARNED",
        "compliance(amount >= 0, on 'orders') = 2 / 4 = 0.5 is ≥ 0.5, but not ≥ 1: 2 rows of 4 tested fail; 1 row is not tested",
      ],
      [
        "b",
        "WARNED",
        "compliance(amount >= 0, on 'orders') = 2 / 4 = 0.5 is not ≥ 0.51: 2 rows of 4 tested fail; 1 row is not tested",
      ],
      [
        "c",
        "PASSED",
        "compliance(amount >= 0, on 'orders') = 2 / 4 = 0.5 is ≥ 0.5: 2 rows of 4 tested fail; 1 row is not tested",
      ],
    ]);
    expect([status, isCritical]).toEqual(["PASSED", false]);
    expect(counts).toEqual({ planned: 3, passed: 1, warned: 2, failed: 0, skipped: 0, errored: 0 });
  });

  it("over no tested row is what its policy says, never a default number", async () => {
    const where = col("amount").isNull();
    const body: CheckBody = (_, ctx) => {
      for (const onEmpty of ["fail", "skip", "pass"] as const) {
        ctx
          .rows("orders", { where })
          .expect(col("amount").isGeq(0))
          .config({ name: onEmpty, onEmpty })
          .holds();
      }
    };
    const { assertions } = await runBody(body);
    expect(assertions.map(({ name, status, number }) => [name, status, number])).toEqual([
      ["fail", "FAILED", null],
      ["skip", "SKIPPED", null],
      ["pass", "PASSED", null],
    ]);
    expect(assertions[0]?.message).toContain("no rows were tested; 1 row is not tested");
    expect(assertions[0]?.rows).toBeUndefined();
  });

  it("of a column that is not there cannot be told, and takes nothing else down", async () => {
    const { assertions } = await runBody((_, ctx) => {
      ctx.rows("orders").expect(col("amuont").isGeq(0)).config({ name: "misspelt" }).holds();
      ctx.rows("orders").expect(col("amount").isGeq(-5)).config({ name: "fine" }).holds();
    });
    expect(assertions.map(({ status }) => status)).toEqual(["ERROR", "PASSED"]);
    expect(assertions[0]?.message).toContain("did you mean 'amount'?");
  });

  it("takes rules as values, with what they say of themselves", async () => {
    const rules = [
      rule("amounts", col("amount").isGeq(0), {
        atLeast: 0.5,
        severity: "P0",
        tags: ["money"],
        owner: "billing",
      }),
      rule("ids", col("id").isNotNull(), { nulls: "fail", dimension: "completeness" }),
    ];
    const { assertions } = await run(
      check({ name: "orders", owner: "shop", runbook: "https://wiki.example.com/orders" }, (_, ctx) => {
        ctx.rows("orders").apply(rules);
        for (const each of rules) {
          ctx
            .rows("orders")
            .expect(each)
            .config({ name: `all of ${each.name}`, owner: "audit" })
            .holds();
        }
      }),
    );
    const facts = assertions.map(({ name, status, severity, tags, ownership }) => ({
      ...{ name, status, severity, tags: tags.join() },
      ...ownership,
    }));
    const runbook = "https://wiki.example.com/orders";
    expect(facts).toEqual([
      { name: "amounts", status: "PASSED", severity: "P0", tags: "money", owner: "billing", runbook },
      {
        name: "ids",
        status: "FAILED",
        severity: "P1",
        tags: "",
        owner: "shop",
        runbook,
        dimension: "completeness",
      },
      { name: "all of amounts", status: "FAILED", severity: "P0", tags: "money", owner: "audit", runbook },
      {
        ...{ name: "all of ids", status: "FAILED", severity: "P1", tags: "", owner: "audit", runbook },
        dimension: "completeness",
      },
    ]);
  });

  it("is in the plan and in the report as it is in the result", async () => {
    await using db = await InMemoryMetricDB.open();
    const made = check({ name: "orders", description: "What we sell." }, (_, ctx) =>
      ctx.rows().expect(col("amount").isGeq(0)).config({ dimension: "validity" }).holdsFor({ warnBelow: 1 }),
    );
    const suite = new VerificationSuite([made], db, { name: "shop" });
    const plan = await suite.plan([orders], key);
    expect(plan.assertions).toMatchObject([
      { expression: "compliance(amount >= 0)", demanded: "≥ 1 (only warns)" },
    ]);
    const result = await suite.run([orders], key);
    const [assertion] = result.toJSON().assertions;
    const bound = { version: 1, kind: "atLeast", bound: 1, tolerance: 0, relativeTolerance: 0 };
    expect(assertion).toMatchObject({
      name: "amount >= 0 (warns below 1)",
      status: "WARNED",
      comparison: bound,
      warning: bound,
      rows: { tested: 4, passing: 2, failing: 2, untested: 1 },
      dimension: "validity",
      description: "What we sell.",
    });
    const [stored] = await db.getResults(suite.executionId);
    expect(stored).toMatchObject({ status: "WARNED", report: assertion });
    expect(result.toJSON().checks).toMatchObject([{ name: "orders", description: "What we sell." }]);
  });
});

describe("the body of a check that asks of rows", () => {
  const refusal = (body: CheckBody) =>
    runBody(body).then(
      ({ assertions }) => assertions.map(({ message }) => message).join(),
      (error: Error) => error.message,
    );

  it("has to say of how many", async () => {
    expect(await refusal((_, ctx) => void ctx.rows("orders").expect(col("amount").isGeq(0)))).toContain(
      "Check 'orders' has expect(amount >= 0) without a share of rows. Call holds() on it",
    );
  });

  it("is told what is wrong with its words", async () => {
    const amounts = col("amount").isGeq(0);
    // @ts-expect-error -- no such option
    expect(await refusal((_, ctx) => ctx.rows("orders", { were: amounts }))).toContain(
      "Did you mean 'where'?",
    );
    // @ts-expect-error -- not a name
    expect(await refusal((_, ctx) => ctx.rows(5))).toContain("rows in check 'orders' got the dataset 5");
    expect(await refusal((_, ctx) => ctx.rows("oders").expect(amounts).holds())).toContain(
      "Did you mean 'orders'?",
    );
    // @ts-expect-error -- no rules
    expect(await refusal((_, ctx) => ctx.rows("orders").apply([amounts]))).toContain(
      "Give rules, for example rule(",
    );
    // @ts-expect-error -- no such policy
    expect(await refusal((_, ctx) => ctx.rows().expect(amounts).config({ nulls: "drop" }).holds())).toContain(
      'Give "ignore", "fail" or "pass"',
    );
    expect(await refusal((_, ctx) => ctx.rows().expect(amounts).holdsFor({}))).toContain(
      "holdsFor got no bound",
    );
    const text = "amount > 0" as unknown as RowCondition;
    expect(await refusal((_, ctx) => ctx.rows().expect(text).holds())).toContain("expect in check 'orders'");
    expect(
      await refusal((_, ctx) => {
        ctx.rows().expect(amounts).holds();
        ctx.rows().expect(amounts).holds();
      }),
    ).toContain("two assertions named 'amount >= 0'");
  });
});
