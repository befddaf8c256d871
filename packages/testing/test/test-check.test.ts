import { check, col } from "@dqx/api";
import { describe, expect, expectTypeOf, test } from "vitest";
import { type CheckResult, type TestDatasets, testCheck } from "../src/index.js";

const orders = check({ name: "orders" }, (mp, ctx) => {
  ctx.assertThat(mp.average("amount")).config({ name: "average" }).isGt(5);
  const rows = ctx.rows("orders");
  rows.expect(col("amount").isGeq(0)).config({ name: "not negative" }).holds();
  ctx.anyOf({ name: "enough" }, (any) => {
    any.assertThat(mp.numRows()).config({ name: "many" }).isGeq(10);
    any.assertThat(mp.sum("amount")).config({ name: "large" }).isGeq(10);
  });
});

describe("testCheck", () => {
  test("gives the result of each assertion by its name, with numbers and failing rows", async () => {
    const result = await testCheck(orders).with({ orders: [{ amount: 20 }, { amount: -4 }, {}] });
    expect(result.status).toBe("FAILED");
    expect(result.assertion("average")).toMatchObject({ status: "PASSED", number: 8 });
    expect(result.assertion("not negative")).toMatchObject({
      status: "FAILED",
      rows: { tested: 2, passing: 1, failing: 1, untested: 1 },
      sample: { rows: [{ values: [-4], reasons: ["amount >= 0"] }] },
    });
    expect(result.assertion("many").status).toBe("FAILED");
    expect(result.failures.map(({ name }) => name)).toEqual(["not negative"]);
    expect(JSON.parse(JSON.stringify(result))).toMatchObject({ format: "dqx.run-report" });
  });

  test("names the assertions that there are when one is asked for that is not", async () => {
    const result = await testCheck(orders).with({ orders: [{ amount: 1 }] });
    expect(() => result.assertion("averge")).toThrow(
      "There is no assertion \"averge\". Did you mean 'average'? There are: 'average', 'not negative', 'enough', 'many', 'large'.",
    );
    expect(() => result.assertion("zzzzzzz")).toThrow(
      "There is no assertion \"zzzzzzz\". There are: 'average',",
    );
  });

  test("tells an unknown column as a run does, and throws nothing", async () => {
    const result = await testCheck(orders).with({ orders: [{ amuont: 1 }] });
    expect(result.assertion("average")).toMatchObject({
      status: "ERROR",
      message: expect.stringContaining(
        "column 'amount' does not exist in dataset 'orders'; did you mean 'amuont'?",
      ),
    });
    expect(result.failures).toHaveLength(3);
  });

  test("tells the type of each column from its values", async () => {
    const kinds = check({ name: "kinds" }, (mp, ctx) => {
      const rows = ctx.rows();
      rows.expect(col("text").matches(/^a/)).config({ name: "text" }).holds();
      rows
        .expect(col("big").isEq(2n ** 60n + 1n))
        .config({ name: "big" })
        .holds();
      rows.expect(col("flag").isEq(true)).config({ name: "flag" }).holds();
      rows
        .expect(col("at").isLt(col("later")))
        .config({ name: "at" })
        .holds();
      ctx.assertThat(mp.nullCount("none")).config({ name: "none" }).isEq(1);
      ctx.assertThat(mp.average("number")).config({ name: "number" }).isEq(1.5);
    });
    const row = {
      text: "ab",
      big: 2n ** 60n + 1n,
      flag: true,
      at: new Date("2026-01-01"),
      later: new Date("2026-01-02"),
      none: null,
      number: 1.5,
    };
    const result = await testCheck(kinds).with({ rows: { rows: [row] } });
    expect(result.failures.map(({ message }) => message)).toEqual([]);
    const other = await testCheck(kinds).with({ rows: [{ ...row, big: 2n ** 60n }] });
    expect(other.failures.map(({ name }) => name)).toEqual(["big"]);
  });

  test("runs a check that is about several datasets", async () => {
    const both = check({ name: "both" }, (mp, ctx) => {
      const paid = mp.sum("amount", { dataset: "payments" });
      ctx
        .assertThat(mp.sum("amount", { dataset: "orders" }))
        .config({ name: "equal" })
        .isEq(paid);
    });
    const result = await testCheck(both).with({ orders: [{ amount: 3 }], payments: [{ amount: 4 }] });
    expect(result.assertion("equal").message).toContain(
      "sum(amount, on 'orders') = 3 is not = 4 = sum(amount, on 'payments')",
    );
  });
});

describe("days", () => {
  const growth = check({ name: "growth" }, (mp, ctx) => {
    ctx
      .assertThat(mp.ext.dayOverDay(mp.sum("amount")))
      .config({ name: "grows" })
      .isGeq(1);
    ctx.assertThat(mp.columnCount()).config({ name: "columns" }).isEq(1);
  });
  const days = { "2026-01-01": [{ amount: 4 }], "2026-01-02": [{ amount: 1 }, { amount: 2 }] };

  test("a metric with a lag reads the rows of that day; the latest is the one that is tested", async () => {
    const result = await testCheck(growth).with({ orders: days });
    expect(result.key.date).toBe("2026-01-02");
    expect(result.assertion("grows")).toMatchObject({ status: "FAILED", number: 3 / 4 });
    expect(result.assertion("columns").status).toBe("PASSED");
  });

  test("another day is tested where it is said", async () => {
    const on = testCheck(growth).on("2026-01-03");
    const result = await on.with({ orders: { rows: { ...days, "2026-01-03": [{ amount: 6 }] } } });
    expect(result.assertion("grows").number).toBe(2);
    expect((await testCheck(growth).on("2026-01-04").with({ orders: days })).assertion("grows").status).toBe(
      "ERROR",
    );
  });

  test("rows without days have no past", async () => {
    await expect(testCheck(growth).with({ orders: [{ amount: 1 }] })).rejects.toThrow(
      "Metric sum(amount) is wanted for 2024-12-31, but dataset 'orders' has no history",
    );
  });

  test("ages are measured against the end of the day, or what is said", async () => {
    const fresh = check({ name: "fresh" }, (mp, ctx) =>
      ctx.assertThat(mp.freshness("at")).config({ name: "age" }).noop(),
    );
    const rows = { orders: [{ at: new Date("2026-01-02T23:00:00Z") }] };
    expect((await testCheck(fresh).on("2026-01-02").with(rows)).assertion("age").number).toBe(1);
    const referenceTime = new Date("2026-01-02T23:30:00Z");
    expect(
      (await testCheck(fresh).on("2026-01-02", { referenceTime }).with(rows)).assertion("age").number,
    ).toBe(0.5);
  });
});

describe("datasets without rows", () => {
  test("have the columns that are given", async () => {
    const types = { amount: "DECIMAL(10,2)" };
    const result = await testCheck(orders).with({ orders: { rows: [], types } });
    expect(result.assertion("not negative")).toMatchObject({ status: "FAILED", number: null });
    expect(result.assertion("average").message).toContain("no rows");
    const none = await testCheck(orders)
      .on("2026-01-02")
      .with({ orders: { rows: { "2026-01-01": [{ amount: 1 }] } } });
    expect(none.assertion("average").message).toContain("no rows");
  });

  test.each<[string, TestDatasets]>([
    ["no rows", { orders: [] }],
    ["no days", { orders: {} }],
    ["rows without columns", { orders: [{}] }],
    ["a day without rows", { orders: { rows: { "2026-01-01": [] }, types: {} } }],
  ])("are refused without columns: %s", async (_, datasets) => {
    await expect(testCheck(orders).with(datasets)).rejects.toThrow(
      "Dataset 'orders' has no rows, so nothing says what its columns are. Give them: { orders: { rows: [], types: { amount: \"DOUBLE\" } } }.",
    );
  });
});

describe("what is wrong in itself", () => {
  test.each<[string, unknown, string]>([
    ["no datasets", {}, "with got {}. Give rows by dataset"],
    ["nothing", undefined, "with got undefined. Give rows by dataset"],
    ["text", { orders: "rows" }, "Dataset 'orders' is \"rows\". Give a list of rows such as"],
    ["null", { orders: null }, "Dataset 'orders' is null. Give a list of rows such as"],
    ["numbers for rows", { orders: [1] }, "Dataset 'orders' is [1]. Give a list of rows"],
    ["a key that is no day", { orders: { monday: [] } }, "Dataset 'orders' is"],
    ["an unknown option", { orders: { rows: [], typed: {} } }, "A dataset has no option 'typed'"],
    [
      "mixed values",
      { orders: [{ amount: 1 }, { amount: "1" }] },
      "column 'amount' mixes whole numbers with text",
    ],
  ])("%s is refused", async (_, datasets, message) => {
    await expect(testCheck(orders).with(datasets as TestDatasets)).rejects.toThrow(message);
  });

  test("so are a check that is none, and a date that is none", () => {
    expect(() => testCheck("orders" as never)).toThrow('testCheck got "orders". Give a check');
    expect(() => testCheck(orders).on("yesterday")).toThrow("yesterday");
    expect(() => testCheck(orders).on("2026-01-01", { at: 1 } as never)).toThrow("at");
  });

  test("what is no row does not compile", () => {
    const take = (_: TestDatasets) => undefined;
    take({ orders: [{ amount: 1, at: new Date(0), big: 1n, flag: true, text: "a", none: null }] });
    take({ orders: { "2026-01-01": [{ amount: null }] } });
    // @ts-expect-error an object is no value of a row
    take({ orders: [{ amount: {} }] });
    // @ts-expect-error a day is an ISO date
    take({ orders: { monday: [{ amount: 1 }] } });
    // @ts-expect-error a check gives its own name to each assertion
    const wrong: (result: CheckResult) => unknown = (result) => result.assertion(1);
    expectTypeOf(wrong).returns.toBeUnknown();
  });
});
