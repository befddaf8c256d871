import { readFileSync } from "node:fs";
import { ExecutionId, ResultKey } from "@dqx/common";
import { DuckDBDataSource, InMemoryDataSource } from "@dqx/duckdb";
import { catalogue, countResult, countState, defineMetric, histogram, valueOutcome } from "@dqx/metrics";
import { Ajv2020 } from "ajv/dist/2020.js";
import * as Option from "effect/Option";
import { describe, expect, it } from "vitest";
import { type Check, check, col, type RunReport, segment, VerificationSuite } from "../src/index.js";
import { ordersSource } from "./orders.js";
import { useRecordedStore } from "./recorded-store.js";

const key = new ResultKey("2025-01-08", { region: "eu", shard: 3, live: true });
const store = useRecordedStore();
const schemas = new Ajv2020({ allErrors: true, allowUnionTypes: true }).addSchema(
  strict(readSchema()),
  "report",
);
const validate = schemas.compile({ $ref: "report" });
const validateDetail = schemas.compile({ $ref: "report#/$defs/detail" });

/** A metric of one's own that estimates. */
const estimatedRows = defineMetric({
  type: "estimatedRows",
  summary: "About how many rows there are.",
  parameters: {},
  display: () => [],
  measurement: () => ({
    kind: "scan",
    aggregates: [{ kind: "rows" }],
    stateOf: (results) => ({ count: countResult(results, 0) }),
  }),
  state: countState,
  outcomeOf: ({ count }) => ({ ...valueOutcome(count), method: "guess", error: 0.5 }),
  examples: [],
});

const rows = [
  { day: "2025-01-07", revenue: 60 },
  { day: "2025-01-08", revenue: 75, customer: null },
  { day: "2025-01-08", revenue: null },
];

async function reportOf(checks: readonly Check[], sources = [ordersSource(rows)]) {
  const suite = new VerificationSuite(checks, store(), { name: "shop", executionId: ExecutionId("exec-1") });
  const result = await suite.run(sources, key);
  const report: RunReport = JSON.parse(JSON.stringify(result));
  expect(validate(report), JSON.stringify(validate.errors, undefined, 1)).toBe(true);
  return { result, report };
}

const everyComparison = check({ name: "comparisons" }, (mp, ctx) => {
  const sum = () => ctx.assertThat(mp.sum("revenue"));
  sum().isGt(0);
  sum().isGeq(75);
  sum().isLt(0);
  sum().isLeq(75, { tolerance: 0.5 });
  sum().isEq(75.5, { relativeTolerance: 0.01 });
  sum().isNeq(75);
  sum().isBetween(0, 100);
  sum().isNotBetween(0, 100, { tolerance: 1, relativeTolerance: 0.1 });
  ctx
    .assertThat(mp.ext.dayOverDay(mp.sum("revenue")))
    .config({ name: "growth" })
    .noop();
});

describe("a run as JSON", () => {
  it("of rules has the counts of rows, the bound that warns, and who answers for them", async () => {
    const owned = check(
      { name: "owned", owner: "billing", onEmpty: "pass", dimension: "validity" },
      (mp, ctx) => {
        const config = { description: "Nobody pays nothing.", runbook: "https://wiki.example.com/revenue" };
        ctx
          .rows("orders")
          .expect(col("revenue").isGt(0))
          .config(config)
          .holdsFor({ atLeast: 0.9, warnBelow: 1 });
        ctx.assertThat(mp.numRows()).isGeq({ fail: 1, warn: 5 });
      },
    );
    const { report } = await reportOf([owned]);
    expect(report.checks).toMatchObject([{ owner: "billing", onEmpty: "pass", dimension: "validity" }]);
    expect(report.assertions).toMatchObject([
      {
        status: "PASSED",
        owner: "billing",
        runbook: "https://wiki.example.com/revenue",
        rows: { tested: 1, untested: 1 },
      },
      { status: "WARNED", owner: "billing", dimension: "validity", warning: { kind: "atLeast", bound: 5 } },
    ]);
    expect(report.assertions[1]).not.toHaveProperty("rows");
    expect(report.metrics[0]?.detail).toEqual({ kind: "share", counted: 1, tested: 1 });
  });

  it("scores each dimension and each owner by the share of judged assertions that hold", async () => {
    const scored = check({ name: "scored", owner: "billing", dimension: "validity" }, (mp, ctx) => {
      const rows = () => ctx.assertThat(mp.numRows());
      rows().isGeq(1);
      rows().config({ owner: "a team" }).isGeq({ fail: 1, warn: 5 });
      rows().isGeq(9);
      rows().config({ name: "collected" }).noop();
      ctx.assertThat(mp.sum("gone")).config({ owner: "a team", dimension: "accuracy" }).isPositive();
      rows().config({ name: "idle", owner: "nobody", dimension: "completeness" }).noop();
    });
    const unowned = check({ name: "unowned" }, (mp, ctx) => ctx.assertThat(mp.numRows()).isZero());
    const { report } = await reportOf([scored, unowned]);
    const counted = { planned: 1, passed: 0, warned: 0, failed: 0, skipped: 0, errored: 0 };
    expect(report.scores).toEqual({
      dimensions: [
        { name: "completeness", score: null, counts: { ...counted, skipped: 1 } },
        {
          name: "validity",
          score: 2 / 3,
          counts: { planned: 4, passed: 1, warned: 1, failed: 1, skipped: 1, errored: 0 },
        },
        { name: "accuracy", score: 0, counts: { ...counted, errored: 1 } },
      ],
      owners: [
        { name: "a team", score: 1 / 2, counts: { ...counted, planned: 2, warned: 1, errored: 1 } },
        {
          name: "billing",
          score: 1 / 2,
          counts: { planned: 3, passed: 1, warned: 0, failed: 1, skipped: 1, errored: 0 },
        },
        { name: "nobody", score: null, counts: { ...counted, skipped: 1 } },
      ],
    });
    expect(Option.getOrThrow(await store().getReport(ExecutionId("exec-1")))).toEqual(report);
  });

  it("scores nothing of a check that was made by hand, and breaks", async () => {
    const byHand = {
      name: "by hand",
      datasets: undefined,
      onEmpty: "fail",
      body: () => {
        throw new Error("oops");
      },
    };
    const { report } = await reportOf([byHand as unknown as Check]);
    expect(report.scores).toEqual({ dimensions: [], owners: [] });
    expect(report.assertions).toMatchObject([{ status: "ERROR", message: expect.stringContaining("oops") }]);
  });

  it("of segments says which each assertion is about, as the published schema has it", async () => {
    const segmented = check({ name: "segmented" }, (mp, ctx) => {
      ctx.forEach(segment("revenue", { top: 1, other: true, expected: [7n] }), (at) => {
        ctx.assertThat(at(mp.numRows())).config({ name: "rows" }).isGeq(1);
      });
      ctx.forEach(segment({ paid: col("revenue").isGt(0) }), (at) => {
        ctx.assertThat(at(mp.numRows())).config({ name: "rows" }).isGeq(1);
      });
    });
    const { report } = await reportOf([segmented]);
    expect(validate(report) || validate.errors).toBe(true);
    expect(report.assertions.map((assertion) => assertion.segment)).toEqual([
      { kind: "value", column: "revenue", value: 75 },
      { kind: "other", column: "revenue" },
      { kind: "value", column: "revenue", value: 7 },
      { kind: "condition", name: "paid" },
    ]);
  });

  it("is one report, which the published schema describes, field by field", async () => {
    const { report } = await reportOf([everyComparison]);
    expect(report).toMatchObject({
      format: "dqx.run-report",
      version: 1,
      suite: "shop",
      execution: { id: "exec-1", key: { date: "2025-01-08", tags: { region: "eu", shard: 3, live: true } } },
      status: "FAILED",
      isCritical: false,
      counts: { planned: 9, passed: 5, warned: 0, failed: 3, skipped: 1, errored: 0 },
      checks: [{ name: "comparisons", datasets: null, onEmpty: "fail", assertions: 9 }],
      warnings: [],
    });
    expect(report.assertions[0]).toEqual({
      check: "comparisons",
      name: "sum(revenue) > 0",
      severity: "P1",
      tags: [],
      status: "PASSED",
      value: 75,
      expression: "sum(revenue)",
      comparison: { version: 1, kind: "greater", bound: 0, tolerance: 0, relativeTolerance: 0 },
      message: "sum(revenue) = 75 is > 0",
      metrics: [{ name: "sum(revenue)", dataset: "orders", date: "2025-01-08", value: 75, reason: null }],
      warnings: [],
    });
    expect(report.metrics).toEqual([
      {
        name: "sum(revenue)",
        dataset: "orders",
        date: "2025-01-07",
        outcome: "value",
        value: 60,
        reason: null,
        warnings: [],
      },
      {
        name: "sum(revenue)",
        dataset: "orders",
        date: "2025-01-08",
        outcome: "value",
        value: 75,
        reason: null,
        warnings: [],
      },
      {
        name: "dayOverDay(sum(revenue))",
        dataset: "orders",
        date: "2025-01-08",
        outcome: "value",
        value: 1.25,
        reason: null,
        warnings: [],
      },
    ]);
  });

  it("holds when the run began and ended, and what ran", async () => {
    const before = new Date().toISOString();
    const { report } = await reportOf([everyComparison]);
    const { startedAt, endedAt, versions } = report.execution;
    const times = [before, startedAt, endedAt, new Date().toISOString()];
    expect(times).toEqual(times.toSorted());
    const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
    expect(versions).toEqual({ "@dqx/api": version, node: process.versions.node });
  });

  it("has both tolerances of every comparison", async () => {
    const { report } = await reportOf([everyComparison]);
    expect(report.assertions.map(({ comparison }) => comparison)).toEqual([
      { version: 1, kind: "greater", bound: 0, tolerance: 0, relativeTolerance: 0 },
      { version: 1, kind: "atLeast", bound: 75, tolerance: 0, relativeTolerance: 0 },
      { version: 1, kind: "less", bound: 0, tolerance: 0, relativeTolerance: 0 },
      { version: 1, kind: "atMost", bound: 75, tolerance: 0.5, relativeTolerance: 0 },
      { version: 1, kind: "equal", bound: 75.5, tolerance: 0, relativeTolerance: 0.01 },
      { version: 1, kind: "notEqual", bound: 75, tolerance: 1e-9, relativeTolerance: 1e-9 },
      { version: 1, kind: "between", lower: 0, upper: 100, tolerance: 0, relativeTolerance: 0 },
      { version: 1, kind: "notBetween", lower: 0, upper: 100, tolerance: 1, relativeTolerance: 0.1 },
      { version: 1, kind: "noop" },
    ]);
  });

  it("has null and the reason where there is no value", async () => {
    const { report } = await reportOf([
      check({ name: "values" }, (mp, ctx) => {
        ctx.assertThat(mp.average("revenu")).config({ name: "misspelt" }).isPositive();
        ctx
          .assertThat(mp.average("revenue", { lag: 5 }))
          .config({ name: "no rows" })
          .isPositive();
        ctx
          .assertThat(mp.numRows().div(mp.numRows({ lag: 5 })))
          .config({ name: "division" })
          .isPositive();
      }),
    ]);
    expect(report.assertions.map(({ name, status, value }) => [name, status, value])).toEqual([
      ["misspelt", "ERROR", null],
      ["no rows", "FAILED", null],
      ["division", "ERROR", null],
    ]);
    expect(report.assertions[0]?.message).toContain("column 'revenu' does not exist");
    expect(report.assertions[0]?.metrics).toEqual([
      {
        name: "average(revenu)",
        dataset: "orders",
        date: "2025-01-08",
        value: null,
        reason: expect.stringContaining("average(revenu)"),
      },
    ]);
    expect(report.metrics.map(({ name, outcome, value, reason }) => [name, outcome, value, reason])).toEqual([
      ["average(revenu)", "failed", null, expect.stringContaining("column 'revenu' does not exist")],
      ["average(revenue)", "empty", null, "no rows with a value"],
      ["numRows()", "value", 0, null],
      ["numRows()", "value", 2, null],
    ]);
  });

  it("has every statement: those that ran, those that failed, and those that were skipped with a reason", async () => {
    const { report } = await reportOf([everyComparison]);
    expect(report.datasets).toMatchObject([
      {
        dataset: "orders",
        scans: 1,
        statements: [{ purpose: "scan", status: "EXECUTED", rows: 2, reason: null }],
      },
    ]);
    const gone = ordersSource(rows);
    const withSession = gone.withSession.bind(gone);
    gone.withSession = (use, signal) =>
      withSession(
        (session) =>
          use({
            describe: (relation, given) => session.describe(relation, given),
            query: () => Promise.reject(new Error("the server went away")),
          }),
        signal,
      );
    const many = check({ name: "many" }, (mp, ctx) => {
      ctx.assertThat(mp.numRows({ lag: 1 })).isPositive();
      ctx.assertThat(mp.countDistinct("customer")).isPositive();
      ctx.assertThat(mp.countDistinct("customer", { lag: 1 })).isPositive();
    });
    await store().delete(ExecutionId("exec-1"));
    const { report: failed } = await reportOf([many], [gone]);
    expect(
      failed.datasets[0]?.statements.map(({ purpose, status, reason }) => [purpose, status, reason]),
    ).toEqual([
      ["scan", "FAILED", "the server went away"],
      ["isolate", "FAILED", "the server went away"],
      ["distinct", "SKIPPED", expect.stringContaining("the server went away")],
    ]);
  });

  it("is valid for a dataset that cannot be read at all, and for a run that asserts nothing", async () => {
    const missing = DuckDBDataSource.fromFiles({ name: "orders", files: "/no/such/folder/*.parquet" });
    const count = check({ name: "rows", datasets: ["orders"], onEmpty: "skip" }, (mp, ctx) =>
      ctx
        .assertThat(mp.numRows())
        .config({ severity: "P0", tags: ["volume"] })
        .isPositive(),
    );
    const { report } = await reportOf([count], [missing]);
    expect(report).toMatchObject({
      status: "ERROR",
      isCritical: true,
      checks: [{ datasets: ["orders"], onEmpty: "skip" }],
      datasets: [{ scans: 0, statements: [] }],
    });
    await store().delete(ExecutionId("exec-1"));
    const { report: empty } = await reportOf([check({ name: "idle" }, () => undefined)]);
    expect(empty).toMatchObject({ status: "EMPTY", counts: { planned: 0 }, assertions: [] });
  });

  it("carries the warnings of values, and holds nothing of Option", async () => {
    const source = InMemoryDataSource.fromColumns({ name: "ids", columns: { id: [2n ** 53n, 1n] } });
    const ids = check({ name: "ids" }, (mp, ctx) => ctx.assertThat(mp.sum("id")).isPositive());
    const { report } = await reportOf([ids], [source]);
    expect(report.assertions[0]?.warnings).toEqual([
      expect.stringContaining("more digits than a double holds"),
    ]);
    expect(report.metrics[0]?.warnings).toEqual([expect.stringContaining("more digits than a double holds")]);
    expect(JSON.stringify(report)).not.toContain("_tag");
  });

  it("has all that is said of a value, and is stored so: method, bound of the error, detail", async () => {
    const source = InMemoryDataSource.fromColumns({
      name: "orders",
      columns: { status: ["paid", "open", "paid", null] },
    });
    const outcomes = check({ name: "outcomes" }, (mp, ctx) => {
      ctx.assertThat(mp.metric(histogram.spec({ column: "status", limit: 1 }))).isEq(3);
      ctx.assertThat(mp.metric(estimatedRows.spec({}))).isBetween(0, 10);
    });
    const { result, report } = await reportOf([outcomes], [source]);
    const about = { dataset: "orders", date: "2025-01-08", reason: null };
    expect(report.metrics).toEqual([
      {
        ...about,
        name: "histogram(status, limit 1)",
        outcome: "value",
        value: 3,
        warnings: [],
        detail: {
          kind: "distribution",
          bins: [{ value: "paid", rows: 2 }],
          other: { values: 2, rows: 2 },
          rows: 4,
        },
      },
      {
        ...about,
        name: "estimatedRows()",
        outcome: "value",
        value: 4,
        warnings: [],
        method: "guess",
        error: 0.5,
      },
    ]);
    expect(report.assertions.map(({ metrics }) => metrics)).toEqual([
      [{ ...about, name: "histogram(status, limit 1)", value: 3 }],
      [{ ...about, name: "estimatedRows()", value: 4, method: "guess", error: 0.5 }],
    ]);
    // Live and stored are one.
    expect(await store().getReport(result.executionId)).toEqual(Option.some(report));
  });

  it("cannot be changed by whoever reads it", async () => {
    const { result } = await reportOf([everyComparison]);
    const report = result.toJSON();
    expect(report).toBe(result.toJSON());
    expect(() => Object.assign(report.assertions[0] ?? {}, { status: "FAILED" })).toThrow(TypeError);
  });
});

describe("the schema of a report", () => {
  const detailed = [...catalogue.values()].flatMap(({ definition: { type, examples } }) =>
    examples.flatMap(({ title, outcome }) =>
      outcome.kind === "value" && outcome.detail !== undefined
        ? [{ name: `${type}, ${title}`, detail: outcome.detail }]
        : [],
    ),
  );

  it.each(detailed)("describes the detail of $name", ({ detail }) => {
    validateDetail(detail);
    expect(validateDetail.errors).toBeNull();
  });

  it("is tried on every kind of detail", () => {
    expect(new Set(detailed.map(({ detail }) => detail.kind))).toEqual(
      new Set(["distribution", "key", "quantiles", "bins", "segments", "share"]),
    );
    expect(validateDetail({ kind: "key", rows: 1, incomplete: 0 })).toBe(false);
    expect(validateDetail({ kind: "unheard-of" })).toBe(false);
  });
});

describe("a live result", () => {
  it("gives its values without Option, too", async () => {
    const { result } = await reportOf([
      check({ name: "values" }, (mp, ctx) => {
        ctx.assertThat(mp.sum("revenue")).isPositive();
        ctx.assertThat(mp.sum("revenu")).isPositive();
      }),
    ]);
    expect(result.assertions.map(({ number }) => number)).toEqual([75, null]);
    expect(
      result.assertions.flatMap(({ metrics }) => metrics.map(({ number, reason }) => [number, reason])),
    ).toEqual([
      [75, null],
      [null, expect.stringContaining("sum(revenu)")],
    ]);
  });
});

function readSchema(): object {
  return JSON.parse(readFileSync(new URL("../run-report.schema.json", import.meta.url), "utf8"));
}

/**
 * The schema with every object closed, and every kind of detail known: a field or kind that it does not describe
 * fails the test, though not a reader.
 */
function strict(schema: object): object {
  return JSON.parse(JSON.stringify(schema), (_, value) => {
    if (value?.type !== "object") return value;
    if (value.allOf !== undefined) {
      return { anyOf: value.allOf.map(({ then }: { readonly then: object }) => then) };
    }
    return value.properties === undefined ? value : { ...value, additionalProperties: false };
  });
}
