import { ResultKey } from "@dqx/common";
import { DuckDBDataSource, InMemoryDataSource } from "@dqx/duckdb";
import { boundSql, type SqlDataSource } from "@dqx/sql";
import { describe, expect, it } from "vitest";
import { type Check, check, DatasetError, VerificationSuite } from "../src/index.js";
import { ordersSource } from "./orders.js";
import { useRecordedStore } from "./recorded-store.js";

const key = new ResultKey("2025-01-08", { region: "eu" });
const store = useRecordedStore();
const rows = [
  { day: "2025-01-07", revenue: 60 },
  { day: "2025-01-08", revenue: 75 },
];

const revenue = check({ name: "revenue" }, (mp, ctx) => {
  const growth = mp.ext.dayOverDay(mp.sum("revenue"));
  ctx
    .assertThat(growth)
    .config({ name: "growth", severity: "P0", tags: ["money"] })
    .isBetween(0.8, 1.3);
  ctx.assertThat(mp.countDistinct("customer")).isPositive();
});

const suiteOf = (checks: readonly Check[]) => new VerificationSuite(checks, store(), { name: "shop" });

/** A source that lets columns be described, and writes down what else it is asked. */
function watched(source: SqlDataSource): { readonly source: SqlDataSource; readonly asked: string[] } {
  const asked: string[] = [];
  const withSession = source.withSession.bind(source);
  source.withSession = (use, signal) =>
    withSession(
      (session) =>
        use({
          describe: (relation, given) => session.describe(relation, given),
          query(sql, given) {
            asked.push(boundSql(sql).sql);
            return session.query(sql, given);
          },
        }),
      signal,
    );
  return { source, asked };
}

describe("the plan of a suite", () => {
  it("says what a run would do, without reading data or writing to the store", async () => {
    const { source, asked } = watched(ordersSource(rows));
    const suite = suiteOf([revenue]);
    const plan = await suite.plan([source], key);
    expect(asked).toEqual([]);
    expect((await store().listExecutions()).executions).toEqual([]);
    expect(plan).toMatchObject({
      format: "dqx.suite-plan",
      version: 1,
      suite: "shop",
      key: { date: "2025-01-08", tags: { region: "eu" } },
      assertions: [
        {
          check: "revenue",
          name: "growth",
          severity: "P0",
          tags: ["money"],
          expression: "dayOverDay(sum(revenue))",
          demanded: "in [0.8, 1.3]",
        },
        { expression: "countDistinct(customer)", demanded: "> 0" },
      ],
      requirements: [
        { metric: "sum(revenue)", dataset: "orders", dates: ["2025-01-07", "2025-01-08"] },
        { metric: "countDistinct(customer)", dataset: "orders", dates: ["2025-01-08"] },
      ],
      derived: [{ metric: "dayOverDay(sum(revenue))", dataset: "orders", dates: ["2025-01-08"] }],
      scans: 2,
      errors: [],
      warnings: [],
    });
  });

  it("holds the statements that a run then runs, and what each computes", async () => {
    const { source, asked } = watched(ordersSource(rows));
    const suite = suiteOf([revenue]);
    const { datasets } = await suite.plan([source], key);
    await suite.run([source], key);
    expect(datasets).toHaveLength(1);
    expect(datasets[0]?.statements.map(({ sql }) => sql)).toEqual(asked);
    expect(datasets[0]?.statements.map(({ purpose, metrics, dates }) => [purpose, metrics, dates])).toEqual([
      ["scan", ["sum(revenue)"], ["2025-01-07", "2025-01-08"]],
      ["distinct", ["countDistinct(customer)"], ["2025-01-08"]],
    ]);
  });

  it("is plain data", async () => {
    const plan = await suiteOf([revenue]).plan([ordersSource(rows)], key);
    expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
  });

  it("names a metric that cannot be measured, and why", async () => {
    const misspelt = check({ name: "misspelt" }, (mp, ctx) => {
      ctx.assertThat(mp.average("revenu")).isPositive();
    });
    const { errors } = await suiteOf([misspelt]).plan([ordersSource(rows)], key);
    expect(errors).toEqual([
      {
        name: "BindingFailure",
        dataset: "orders",
        metric: "average(revenu)",
        dates: ["2025-01-08"],
        message: expect.stringContaining("did you mean 'revenue'?"),
      },
    ]);
  });

  it("names a dataset that is asked for what it cannot give, which a run refuses before anything is read", async () => {
    const { source: users, asked } = watched(
      InMemoryDataSource.fromColumns({ name: "users", columns: { id: [1] } }),
    );
    const { source: orders, asked: askedOfOrders } = watched(ordersSource(rows));
    const lagged = check({ name: "lag" }, (mp, ctx) => {
      ctx.assertThat(mp.numRows({ dataset: "orders" })).isPositive();
      ctx.assertThat(mp.numRows({ lag: 1, dataset: "users" })).isPositive();
    });
    const suite = suiteOf([lagged]);
    const { errors, scans } = await suite.plan([orders, users], key);
    expect(scans).toBe(1);
    expect(errors).toEqual([
      {
        name: "PlanningError",
        dataset: "users",
        metric: null,
        dates: ["2025-01-07"],
        message: expect.stringContaining("numRows() is wanted for 2025-01-07"),
      },
    ]);
    await expect(suite.run([orders, users], key)).rejects.toThrow("numRows() is wanted for 2025-01-07");
    expect([...asked, ...askedOfOrders]).toEqual([]);
  });

  it("names a dataset that cannot be read", async () => {
    const missing = DuckDBDataSource.fromFiles({ name: "orders", files: "/no/such/folder/*.parquet" });
    const count = check({ name: "rows" }, (mp, ctx) => ctx.assertThat(mp.numRows()).isPositive());
    const { errors, datasets } = await suiteOf([count]).plan([missing], key);
    expect(errors).toMatchObject([{ name: "SourceError", dataset: "orders", metric: null }]);
    expect(datasets).toEqual([{ dataset: "orders", scans: 0, statements: [] }]);
  });

  it("names a check that is wrong in itself, beside what the others need (ADR 45)", async () => {
    const dangling = check({ name: "dangling" }, (mp, ctx) => void ctx.assertThat(mp.numRows()));
    const plan = await suiteOf([dangling, revenue]).plan([ordersSource(rows)], key);
    expect(plan.errors).toEqual([
      {
        name: "CheckDefinitionError",
        dataset: null,
        metric: null,
        dates: [],
        message: expect.stringContaining("Check 'dangling' has assertThat(numRows()) without a comparison"),
      },
    ]);
    expect(plan.assertions.map(({ check }) => check)).toEqual(["dangling", "revenue", "revenue"]);
    expect(plan.datasets).toEqual((await suiteOf([revenue]).plan([ordersSource(rows)], key)).datasets);
  });

  it("is refused where a dataset is unknown, or the signal aborted", async () => {
    const elsewhere = check({ name: "elsewhere", datasets: ["users"] }, (mp, ctx) =>
      ctx.assertThat(mp.numRows()).isPositive(),
    );
    await expect(suiteOf([elsewhere]).plan([ordersSource(rows)], key)).rejects.toThrow(DatasetError);
    const signal = AbortSignal.abort(new Error("enough"));
    await expect(suiteOf([revenue]).plan([ordersSource(rows)], key, { signal })).rejects.toThrow("enough");
  });

  it("can be made before a run, between runs and afterwards", async () => {
    const suite = suiteOf([revenue]);
    const before = await suite.plan([ordersSource(rows)], key);
    await suite.run([ordersSource(rows)], key);
    expect(await suite.plan([ordersSource(rows)], key)).toEqual(before);
  });
});

describe("a check that asserts nothing", () => {
  const idle = check({ name: "idle" }, (mp) => void mp.numRows());

  it("is a warning of the plan and of the result beside a check that passes", async () => {
    const expected =
      "Check 'idle' asserts nothing, so it verifies nothing. Give it an assertion, or remove it.";
    const suite = suiteOf([revenue, idle]);
    expect((await suite.plan([ordersSource(rows)], key)).warnings).toContain(expected);
    const result = await suite.run([ordersSource(rows)], key);
    expect(result.status).toBe("PASSED");
    expect(result.warnings).toContain(expected);
    expect(result.toJSON().checks).toMatchObject([{ assertions: 2 }, { name: "idle", assertions: 0 }]);
  });
});
