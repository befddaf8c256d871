import { LocalDate } from "@dqx/common";
import { col, customSql, sum } from "@dqx/metrics";
import { expect, test } from "vitest";
import { analyze, describePlan, planSource } from "../src/index.js";
import { plannedStatements } from "../src/plan/source-plan.js";
import { scriptedSource } from "./scripted-source.js";

const date = LocalDate("2024-01-31");
const columns = [
  { name: "a", type: "INTEGER" },
  { name: "day", type: "DATE" },
];
const filtered = customSql.spec({ aggregate: "min(a)" }, {}, { where: col("a").isGt(1) });
const specs = [
  sum.spec({ column: "a" }),
  customSql.spec({ aggregate: "max(a) -- largest" }),
  filtered,
  customSql.spec({ aggregate: "max(a)" }, {}, { where: col("a").isGt(1) }),
];

test("an SQL aggregate is one of the scan; those with the same filter share a scan", async () => {
  const { source } = scriptedSource({ columns, checkAggregate: () => "INTEGER" });
  const plan = await planSource(
    source,
    specs.map((spec) => ({ spec, dates: [date] })),
    { referenceDate: date },
  );
  expect(plannedStatements(plan).map(({ sql, purpose }) => [purpose, sql])).toEqual([
    ["scan", 'SELECT sum("a") AS "m0",\n  count(*) AS "m1",\n  (max(a) -- largest\n) AS "m2"\nFROM "orders"'],
    [
      "scan",
      'SELECT count(*) AS "m0",\n  (min(a)\n) AS "m1",\n  (max(a)\n) AS "m2"\nFROM "orders"\nWHERE ("a" > 1)',
    ],
  ]);
});

test("the filter is beside that of the days", async () => {
  const dating = { kind: "column", column: "day", timeZone: "UTC" } as const;
  const { source } = scriptedSource({ columns, dating, checkAggregate: () => "INTEGER" });
  const dates = [LocalDate("2024-01-30"), date];
  const plan = await planSource(source, [{ spec: filtered, dates }], { referenceDate: date });
  const [statement] = plannedStatements(plan);
  expect(statement?.sql).toBe(
    `SELECT "day" AS "m0",
  count(*) AS "m1",
  (min(a)
) AS "m2"
FROM "orders"
WHERE ("day" >= DATE '2024-01-30' AND "day" < DATE '2024-02-01') AND ("a" > 1)
GROUP BY 1`,
  );
});

test("an aggregate that is no number, or that nobody can check, fails alone and says what to do", async () => {
  const requests = specs.slice(0, 2).map((spec) => ({ spec, dates: [date] }));
  const options = { referenceDate: date };
  const texts = scriptedSource({ columns, checkAggregate: () => "VARCHAR" });
  const unchecked = scriptedSource({ columns });
  const failures = async ({ source }: typeof texts) =>
    describePlan(await planSource(source, requests, options)).failures.map(({ reason }) => reason);
  expect(await failures(texts)).toEqual([
    'the SQL "max(a) -- largest" is VARCHAR, and customSql needs numbers; cast it in the expression',
  ]);
  expect(await failures(unchecked)).toEqual([
    `the SQL "max(a) -- largest" was not checked by the engine of dataset 'orders'; use the metrics of the catalogue, or a source that checks aggregates`,
  ]);
  const { measured } = await analyze(unchecked.source, requests, options);
  expect(measured.map(({ outcome }) => outcome.kind)).toEqual(["value", "failed"]);
});
