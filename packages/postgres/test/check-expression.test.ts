import { LocalDate } from "@dqx/common";
import { col, numRows, sql, sum } from "@dqx/metrics";
import { analyze, type SqlDataSource } from "@dqx/sql";
import { beforeAll, expect, test } from "vitest";
import { PostgresDataSource } from "../src/index.js";
import { makeSchema } from "./support/database.js";

let source: SqlDataSource;

beforeAll(async () => {
  const { connection } = await makeSchema(`
    CREATE TABLE t AS SELECT 2 AS amount, 'Ab' AS name, DATE '2024-02-29' AS day;
    CREATE SEQUENCE numbers;
    CREATE FUNCTION doubled(x integer) RETURNS integer IMMUTABLE LANGUAGE sql AS 'SELECT 2 * x';
    CREATE FUNCTION unsaid(x integer) RETURNS integer LANGUAGE sql AS 'SELECT 2 * x'`);
  source = PostgresDataSource.fromTable({ name: "t", connection, table: "t" });
});

async function typeOf(text: string): Promise<string> {
  return source.withSession(async (session) => (await session.checkExpression?.(text, "t")) ?? "");
}

test.each([
  ["amount > 0", "boolean"],
  ["amount * 1.5 -- times", "numeric"],
  ["lower(name) || 'x'", "text"],
  ["doubled(amount)", "integer"],
  ["CASE WHEN amount > 1 THEN day END", "date"],
  ["name ~ '^A' AND amount BETWEEN 1 AND 3", "boolean"],
  ["extract(year FROM day)", "numeric"],
  ["amount IN (1, 2)", "boolean"],
])("%s is an expression over a row, of type %s", async (text, type) => {
  expect(await typeOf(text)).toBe(type);
});

test.each([
  ["(SELECT 1)", "it has a subquery"],
  ["amount > ALL (SELECT 1)", "it has a subquery"],
  ["sum(amount)", "it calls sum, which computes from many rows; use a metric for that"],
  ["row_number() OVER ()", "it calls row_number, which computes from many rows"],
  ["generate_series(1, amount)", "it calls generate_series, which computes from many rows"],
  ["count(*)", "it calls count, which computes from many rows"],
  ["random() > 0.5", "it calls random, which has another result for each call"],
  ["nextval('numbers') > 0", "the function nextval() is not let through"],
  ["unsaid(amount)", "Declare it STABLE or IMMUTABLE if it only reads"],
  ["current_setting('server_version')", "which tells of the session and not of the row"],
  ["amount, name", "it is more than one expression"],
  ["amount AS x", "cannot be parsed"],
  ["amount FROM t WHERE true --", "cannot be parsed"],
  ["amount) FROM t; DROP TABLE t; SELECT (1", "cannot be parsed"],
  ["1 FROM dqx_rows UNION SELECT 2", "cannot be parsed"],
  ["*", "cannot be parsed"],
  ["dqx_rows.*", "it has several columns at once"],
  ["(dqx_rows).*", "it has several columns at once"],
  ["$1", "it has a parameter"],
  ["$x", "it has a parameter"],
  ["nope + 1", 'column "nope" does not exist'],
  ["amount +", "cannot be parsed"],
  ["", "cannot be parsed"],
])("%s is refused: %s", async (text, message) => {
  const attempt = typeOf(text);
  await expect(attempt).rejects.toThrow("is no expression over a row");
  await expect(attempt).rejects.toThrow(message);
});

test("metrics over SQL expressions have values, and one whose expression is refused fails alone", async () => {
  const date = LocalDate("2024-06-01");
  const specs = [
    sum.spec({ column: "amount" }, {}, { where: sql("doubled(amount) = 4") }),
    numRows.spec({}, {}, { where: sql("name = 'Ab'") }),
    numRows.spec({}, {}, { where: sql("nextval('numbers') > 0") }),
    numRows.spec({}, {}, { where: col("amount").isEq(3) }),
  ];
  const requests = specs.map((spec) => ({ spec, dates: [date] }));
  const { measured, statements } = await analyze(source, requests, { referenceDate: date });
  expect(measured.map(({ outcome }) => outcome)).toMatchObject([
    { value: 2 },
    { value: 1 },
    { kind: "failed", reason: expect.stringContaining("nextval() is not let through") },
    { value: 0 },
  ]);
  expect(statements).toHaveLength(1);
});

async function typeOfAggregate(text: string): Promise<string> {
  return source.withSession(async (session) => (await session.checkAggregate?.(text, "t")) ?? "");
}

test.each([
  ["sum(amount * 1.5) / count(*) -- mean", "numeric"],
  ["count(DISTINCT name) FILTER (WHERE amount > 0)", "bigint"],
  ["percentile_cont(0.5) WITHIN GROUP (ORDER BY amount)", "double precision"],
  ["max(doubled(amount))", "integer"],
  ["max(name)", "text"],
])("%s is an aggregate, of type %s", async (text, type) => {
  expect(await typeOfAggregate(text)).toBe(type);
});

test.each([
  ["amount", "it has no aggregate, such as sum(…)"],
  ["doubled(amount)", "it has no aggregate"],
  ["(SELECT sum(amount) FROM t)", "it has a subquery"],
  ["sum(amount) OVER ()", "it has a window function"],
  ["row_number() OVER (ORDER BY sum(amount))", "it has a window function"],
  ["generate_series(1, max(amount))", "it calls generate_series, which is no aggregate"],
  ["sum(nextval('numbers'))", "the function nextval() is not let through"],
  ["sum(random())", "it calls random, which has another result for each call"],
  ["amount + sum(amount)", "must appear in the GROUP BY clause"],
  ["sum(amount), count(*)", "it is more than one expression"],
  ["DELETE FROM t", "cannot be parsed"],
  ["sum(amount) FROM t; DROP TABLE t; SELECT (1", "cannot be parsed"],
  ["sum($1)", "it has a parameter"],
  ["sum(nope)", 'column "nope" does not exist'],
])("%s is refused as an aggregate: %s", async (text, message) => {
  const attempt = typeOfAggregate(text);
  await expect(attempt).rejects.toThrow("is no aggregate over rows");
  await expect(attempt).rejects.toThrow(message);
});
