import { setTimeout as sleep } from "node:timers/promises";
import { ResultKey } from "@dqx/common";
import { DuckDBDataSource } from "@dqx/duckdb";
import { InMemoryMetricDB } from "@dqx/orm";
import type { SqlDataSource } from "@dqx/sql";
import { describe, expect, it } from "vitest";
import { check, type RunBudget, type RunOptions, VerificationSuite } from "../src/index.js";
import { ordersSource } from "./orders.js";

const key = new ResultKey("2025-01-08");
const days = ["2025-01-07", "2025-01-08", "2025-01-08"];
const orders = (name = "orders") =>
  ordersSource(
    days.map((day) => ({ day, revenue: 1 })),
    name,
  );

const total = (...datasets: readonly string[]) =>
  check({ name: "total" }, (mp, ctx) => {
    for (const dataset of datasets) {
      ctx.assertThat(mp.sum("revenue", { dataset })).isPositive();
      ctx.assertThat(mp.uniqueCount("customer", { dataset })).isGeq(0);
    }
  });

/** A source that notes what it is asked, and takes its time. */
function watched(source: SqlDataSource, milliseconds = 0): { source: SqlDataSource; asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    source: {
      name: source.name,
      dialect: source.dialect,
      dating: source.dating,
      relation: (request) => source.relation(request),
      close: () => source.close(),
      withSession: (use, signal) =>
        source.withSession(
          (session) =>
            use({
              ...session,
              async query(statement, abort) {
                asked.push(typeof statement === "string" ? statement : statement.sql);
                if (milliseconds > 0) await sleep(milliseconds, undefined, abort && { signal: abort });
                return session.query(statement, abort);
              },
            }),
          signal,
        ),
    },
  };
}

async function run(sources: readonly SqlDataSource[], options: RunOptions) {
  await using db = await InMemoryMetricDB.open();
  const suite = new VerificationSuite([total(...sources.map(({ name }) => name))], db, { name: "shop" });
  const result = await suite.run(sources, key, options).catch((error: unknown) => ({ error }));
  const { executions } = await db.listExecutions();
  return { result, executions };
}

async function refusal(sources: readonly SqlDataSource[], budget: RunBudget): Promise<string> {
  const { result, executions } = await run(sources, { budget });
  if (!("error" in result)) throw new Error("It ran.");
  expect(result.error).toMatchObject({ _tag: "BudgetError" });
  // Nothing was stored, so the execution is not there.
  expect(executions).toEqual([]);
  return String(result.error);
}

describe("a run's budget", () => {
  it("of rows refuses a run whose statements are expected to read more, before one has run", async () => {
    const { source, asked } = watched(orders());
    // Two statements over three rows each.
    expect(await refusal([source], { rows: 5 })).toContain(
      "The run would read about 6 rows, and its budget is 5 ('orders' 6). Nothing has run. Raise the budget",
    );
    expect(asked).toEqual([]);
    expect((await run([source], { budget: { rows: 6 } })).result).toMatchObject({ status: "PASSED" });
  });

  it("of statements refuses a run that plans more", async () => {
    const [first, second] = [orders("first"), orders("second")];
    expect(await refusal([first, second], { statements: 3 })).toContain(
      "The run would run 4 statements, and its budget is 3 ('first' 2, 'second' 2)",
    );
    expect((await run([first, second], { budget: { statements: 4 } })).result).toMatchObject({
      counts: { errored: 0 },
    });
  });

  it("of a dataset counts what that dataset costs", async () => {
    const [first, second] = [orders("first"), orders("second")];
    expect(await refusal([first, second], { datasets: { second: { rows: 5 } } })).toContain(
      "Dataset 'second' would read about 6 rows, and its budget is 5",
    );
  });

  it("of rows refuses a source whose engine does not say what it expects", async () => {
    const { source } = watched(orders());
    const silent: SqlDataSource = {
      ...source,
      withSession: (use, signal) =>
        source.withSession(({ describe, query }) => use({ describe, query }), signal),
    };
    expect(await refusal([silent], { rows: 1000 })).toContain(
      "the engine of dataset 'orders' does not say how many it expects to read. Limit statements or seconds instead",
    );
  });

  it("of seconds ends a run, whose execution is kept as failed", async () => {
    const { source } = watched(orders(), 60_000);
    const { result } = await run([source], { budget: { seconds: 0.05 } });
    expect(result).toMatchObject({
      error: { _tag: "BudgetError", message: expect.stringContaining("longer than its budget of 0.05 s") },
    });
  });

  it("of a dataset's seconds fails that dataset's metrics, and no other's", async () => {
    const { source } = watched(orders("slow"), 60_000);
    const { result } = await run([orders("quick"), source], {
      budget: { datasets: { slow: { seconds: 0.05 } } },
    });
    expect(result).toMatchObject({ counts: { passed: 2, errored: 2 } });
    if ("error" in result) throw result.error;
    expect(result.assertions[2]?.message).toContain("Dataset 'slow' took longer than its budget of 0.05 s");
  });

  it("of seconds ends the statement on the engine", async () => {
    const endless = DuckDBDataSource.fromQuery({
      name: "orders",
      query: "SELECT a.range AS revenue, b.range AS customer FROM range(10000000) a, range(10000000) b",
    });
    const started = performance.now();
    const { result } = await run([endless], { budget: { seconds: 0.2 } });
    expect(result).toMatchObject({ error: { _tag: "BudgetError" } });
    expect(performance.now() - started).toBeLessThan(20_000);
  });

  it.each([
    [{ row: 5 }, "run: budget has no option 'row'. Did you mean 'rows'?"],
    [{ rows: 0 }, "run: budget.rows is 0. Give a number above 0"],
    [{ seconds: Number.NaN }, "run: budget.seconds is NaN"],
    [{ statements: "3" }, 'run: budget.statements is "3"'],
    [{ datasets: { order: { rows: 1 } } }, "has no option 'order'. Did you mean 'orders'?"],
    [{ datasets: { orders: { seconds: -1 } } }, "run: budget.datasets.orders.seconds is -1"],
  ])("cannot be %j", async (budget, message) => {
    // What JavaScript callers can give in spite of the types.
    const { result } = await run([orders()], { budget: budget as RunBudget });
    expect(String("error" in result ? result.error : "no error")).toContain(message);
  });
});

describe("a plan", () => {
  it("says how many rows each statement is expected to read", async () => {
    await using db = await InMemoryMetricDB.open();
    const { datasets } = await new VerificationSuite([total("orders")], db, { name: "shop" }).plan(
      [orders()],
      key,
    );
    expect(datasets[0]?.statements.map(({ expectedRows }) => expectedRows)).toEqual([3, 3]);
  });
});
