import { LocalDate } from "@dqx/common";
import { col, customSql, numRows, type Predicate, segments, sql, sum } from "@dqx/metrics";
import { analyze } from "@dqx/sql";
import { DuckDBInstance } from "@duckdb/node-api";
import { expect, test } from "vitest";
import { DuckDBDataSource } from "../src/index.js";

const today = LocalDate("2024-01-31");

test("metrics with SQL expressions are measured, and only the refused ones fail", async () => {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  await connection.run(
    "CREATE TABLE t AS SELECT * FROM (VALUES (1, 'a'), (5, 'b'), (NULL, 'c')) AS v (a, s)",
  );
  connection.closeSync();
  await using source = DuckDBDataSource.fromTable({ name: "t", table: "t", database: instance });

  const filters: readonly Predicate[] = [
    sql("a % 2 = 1 AND s <> 'b' -- odd"),
    sql("a + 1").isGt(2),
    col("s").isIn(["b", "c"]),
    sql("a = (SELECT max(a) FROM t)"),
    sql("aa > 0"),
    sql("a + 1"),
  ];
  const specs = filters.map((where) => numRows.spec({}, {}, { where }));
  const analysis = await analyze(
    source,
    [...specs, sum.spec({ column: "a" })].map((spec) => ({ spec, dates: [today] })),
    { referenceDate: today },
  );
  const outcomes = analysis.measured.map(({ outcome }) =>
    outcome.kind === "value" ? outcome.value : outcome.reason,
  );
  // a is 1, 5 and null: 1 is odd beside 'a', and 6 is above 2.
  expect(outcomes).toEqual([
    1,
    1,
    2,
    expect.stringContaining("it has a subquery"),
    expect.stringContaining('Referenced column "aa" not found'),
    expect.stringContaining("is INTEGER, and a condition is BOOLEAN"),
    6,
  ]);
  expect(analysis.statements).toHaveLength(1);
});

test("SQL aggregates are measured in the scan of the other metrics, those with a filter in one of their own", async () => {
  await using source = DuckDBDataSource.fromQuery({
    name: "t",
    query: `SELECT * FROM (VALUES (DATE '2024-01-30', 1, 10.5, 'x'), (DATE '2024-01-30', 2, 4.0, 'y'),
      (DATE '2024-01-31', 3, 2.5, 'x'), (DATE '2024-01-31', 4, 1.0, 'x')) AS v (day, a, b, k)`,
    dateColumn: "day",
  });
  const yesterday = LocalDate("2024-01-30");
  const of = (aggregate: string, where?: Predicate) =>
    customSql.spec({ aggregate }, {}, where === undefined ? {} : { where });
  const specs = [
    of("sum(a * b) / sum(a)"),
    of("sum(a * b) / sum(a)", col("k").isEq("x")),
    of("count(*) + 0", col("k").isEq("x")),
    of("count(*) + 0", col("k").isEq("none")),
    sum.spec({ column: "a" }),
    of("max(k)"),
    of("a"),
    of("sum(a) / 0"),
    of("error(CAST(sum(a) AS VARCHAR))"),
  ];
  const dates = [yesterday, today];
  const { measured, statements } = await analyze(
    source,
    specs.map((spec) => ({ spec, dates })),
    { referenceDate: today },
  );
  const outcomes = measured.map(({ outcome }) => (outcome.kind === "value" ? outcome.value : outcome.reason));
  expect(outcomes).toEqual([
    // By hand: (10.5 + 8) / 3 and (7.5 + 4) / 7; of x alone 10.5 / 1.
    18.5 / 3,
    11.5 / 7,
    10.5,
    11.5 / 7,
    1,
    2,
    "no rows",
    "no rows",
    3,
    7,
    expect.stringContaining('the SQL "max(k)" is VARCHAR, and customSql needs numbers'),
    expect.stringContaining('the SQL "max(k)" is VARCHAR'),
    expect.stringContaining("it has no aggregate, such as sum(…). Count the rows"),
    expect.stringContaining("it has no aggregate"),
    "the SQL gives Infinity",
    "the SQL gives Infinity",
    expect.stringContaining("it calls error, which has side effects"),
    expect.stringContaining("it calls error"),
  ]);
  // One scan of all, one for each filter.
  expect(statements.map(({ purpose }) => purpose)).toEqual(["scan", "scan", "scan"]);
  expect(measured[0]?.state).toBeDefined();
  expect(specs[0]?.measurement).not.toHaveProperty("merge");
});

test("an SQL aggregate is measured by segments, and its own filter is refused there", async () => {
  await using source = DuckDBDataSource.fromQuery({
    name: "t",
    query: "SELECT * FROM (VALUES (1, 'x'), (2, 'y'), (3, 'x')) AS v (a, k)",
  });
  const metric = customSql.spec({ aggregate: "sum(a) * 2" });
  const filtered = customSql.spec({ aggregate: "sum(a) * 2" }, {}, { where: col("a").isGt(1) });
  const specs = [
    segments.spec({ metric, by: "k" }),
    segments.spec({ metric, by: "k" }, {}, { where: col("a").isGt(1) }),
    segments.spec({ metric: filtered, by: "k" }),
  ];
  const { measured } = await analyze(
    source,
    specs.map((spec) => ({ spec, dates: [today] })),
    { referenceDate: today },
  );
  const found = measured.map(({ outcome }) =>
    outcome.kind === "value" && outcome.detail?.kind === "segments"
      ? outcome.detail.segments.map(({ value, outcome: own }) => [value, own.kind === "value" && own.value])
      : outcome,
  );
  expect(found).toEqual([
    [
      ["x", 8],
      ["y", 4],
    ],
    [
      ["x", 6],
      ["y", 4],
    ],
    { kind: "failed", reason: expect.stringContaining("give the filter to the segments") },
  ]);
});
