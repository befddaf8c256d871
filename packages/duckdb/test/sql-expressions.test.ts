import { LocalDate } from "@dqx/common";
import { col, numRows, type Predicate, sql, sum } from "@dqx/metrics";
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
