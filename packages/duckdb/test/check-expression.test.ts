import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DuckDBDataSource, SourceError } from "../src/index.js";

let instance: DuckDBInstance;
let source: DuckDBDataSource;

beforeAll(async () => {
  instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  for (const statement of [
    "CREATE TABLE t (a INTEGER, s VARCHAR, day DATE, l INTEGER[], p STRUCT(x INTEGER), j JSON, moment TIMESTAMP)",
    "CREATE TABLE secrets (key VARCHAR)",
    "CREATE SEQUENCE numbers",
    "CREATE MACRO sneaky(x) AS x + nextval('numbers')",
    "CREATE MACRO json_serialize_sql(x) AS '{}'",
    "CREATE MACRO duckdb_functions() AS TABLE SELECT 'nextval' AS function_name",
    "CREATE MACRO lower(x) AS (SELECT max(key) FROM secrets)",
  ]) {
    await connection.run(statement);
  }
  connection.closeSync();
  source = DuckDBDataSource.fromTable({ name: "t", table: "t", database: instance });
});
afterAll(() => source.close());

const check = (text: string) =>
  source.withSession(
    (session) => session.checkExpression?.(text, "t") ?? Promise.reject(new Error("no check")),
  );

describe("checkExpression", () => {
  test.each([
    "a > 0",
    "a + 1",
    "(a + 1) * 2 -- the double",
    "row(a, s) = (1, 'x')",
    "a /* inside */ > 0",
    "NOT a IS NULL OR a IN (1, 2) AND s LIKE 'x%'",
    "CASE WHEN a BETWEEN 1 AND 2 THEN 'x' ELSE s END",
    "coalesce(nullif(trim(s), ''), 'none')",
    "s::INTEGER > TRY_CAST(s AS BIGINT)",
    "list_transform(l, lambda x: x + 1)",
    "l[1] + p.x + t.a",
    "j ->> 'key'",
    "day > current_date - INTERVAL 1 DAY AND moment < now()",
    "extract(year FROM day) = 2024",
    "s COLLATE NOCASE = 'a'",
    "regexp_matches(s, '^a')",
    "s = 'it''s; DROP TABLE t; --'",
  ])("lets %s through", async (text) => {
    await expect(check(text)).resolves.toMatch(/^(BOOLEAN|INTEGER|BIGINT|VARCHAR|INTEGER\[\])$/);
  });

  test.each<[string, string]>([
    ["a, s", "it is more than one expression"],
    ["a) AS e FROM dqx_rows --", "syntax error"],
    ["a), (s", "syntax error"],
    ["a) AS e FROM dqx_rows UNION SELECT (1", "syntax error"],
    ["a) AS e FROM t WHERE (TRUE", "syntax error"],
    ["a; DROP TABLE t", "syntax error"],
    ["1) AS e FROM dqx_rows; SELECT (2", "syntax error"],
    ["", "SELECT clause without selection list"],
    ["a >", "syntax error"],
    ["(SELECT max(key) FROM secrets)", "it has a subquery"],
    ["a IN (SELECT 1)", "it has a subquery"],
    ["EXISTS (FROM secrets)", "it has a subquery"],
    ["a IN (FROM read_csv('/etc/passwd'))", "it has a subquery"],
    ["sum(a) OVER ()", "it has a window function"],
    ["sum(a)", "it calls sum, which computes from many rows; use a metric for that"],
    ["a + count(*)", "it calls count_star, which computes from many rows; use a metric for that"],
    ["grouping(a)", "it has what DuckDB calls GROUPING_FUNCTION"],
    ["*", "it has several columns at once"],
    ["COLUMNS('a')", "it has several columns at once"],
    ["a = ?", "it has a parameter"],
    ["#1", "it has a positional reference"],
    ["DEFAULT", "it has a default"],
    ["nextval('numbers')", "it calls nextval, which has side effects, or another result for each call"],
    ["random() < 0.5", "it calls random, which has side effects, or another result for each call"],
    [
      "CASE WHEN a = 1 THEN write_log('x') END",
      "it calls write_log, which has side effects, or another result for each call",
    ],
    ["error('x')", "it calls error, which has side effects, or another result for each call"],
    ["pg_sleep(1)", "it calls "],
    ["SNEAKY(a)", "it calls sneaky, which is not DuckDB's own"],
    ["lower(s)", "it calls lower, which is not DuckDB's own"],
    ["other.length(s)", "it calls other.length, and only DuckDB's own functions are let through"],
    ["current_setting('threads')", "it calls current_setting, which tells of the session and not of the row"],
    ["read_text('/etc/passwd')", "it calls read_text, which is no function of one row"],
    ["unnest(l)", "it calls unnest, which is no function of one row"],
    ["lenght(s)", "it calls lenght, which is no function of one row"],
    ["aa > 0", 'Referenced column "aa" not found'],
    ["a + 'x'", "Could not choose a best candidate function"],
    ["a,", "syntax error"],
    ["a AS b", "syntax error"],
    ["a, FROM t WHERE s IN (s", "syntax error"],
  ])("refuses %s", async (text, why) => {
    const error: unknown = await check(text).catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(SourceError);
    expect(String(error)).toContain(`the SQL ${JSON.stringify(text)} is no expression over a row: `);
    expect(String(error)).toContain(why);
  });

  test("leaves the session usable, and stops when it is told to", async () => {
    await source.withSession(async (session) => {
      await expect(session.checkExpression?.("nextval('numbers')", "t")).rejects.toThrow(SourceError);
      expect(await session.query("SELECT 1")).toEqual([[1n]]);
      await expect(session.checkExpression?.("a", "t", AbortSignal.abort())).rejects.toThrow(/abort/i);
    });
  });
});

describe("checkAggregate", () => {
  const checkMany = (text: string) =>
    source.withSession(
      (session) => session.checkAggregate?.(text, "t") ?? Promise.reject(new Error("no check")),
    );

  test.each([
    ["sum(a) / count(*)", "DOUBLE"],
    ["count(DISTINCT s) FILTER (WHERE a > 0) -- the double", "BIGINT"],
    ["max(a) - min(l[1])", "INTEGER"],
    ["coalesce(avg(CASE WHEN s LIKE 'x%' THEN a END), 0)", "DOUBLE"],
    ["geomean(a)", "DOUBLE"],
    ["string_agg(s, ',' ORDER BY a)", "VARCHAR"],
  ])("lets %s through, of type %s", async (text, type) => {
    await expect(checkMany(text)).resolves.toBe(type);
  });

  test.each<[string, string]>([
    ["a + 1", "it has no aggregate, such as sum(…)"],
    ["1", "it has no aggregate"],
    ["lower(s)", "it calls lower, which is not DuckDB's own"],
    ["sum(a), count(*)", "it is more than one expression"],
    ["sum(a) FROM t; DROP TABLE t; SELECT (1", "syntax error"],
    ["DELETE FROM t", "syntax error"],
    ["(SELECT max(key) FROM secrets)", "it has a subquery"],
    ["sum(a) + (SELECT count(*) FROM secrets)", "it has a subquery"],
    ["sum(a) OVER ()", "it has a window function"],
    ["max(a) + row_number() OVER ()", "it has a window function"],
    ["a + sum(a)", 'column "a" must appear in the GROUP BY'],
    ["sum(max(a))", "aggregate function calls cannot be nested"],
    ["sum(nextval('numbers'))", "it calls nextval, which has side effects"],
    ["count(*) + write_log('x')", "it calls write_log, which has side effects"],
    ["sum(sneaky(a))", "it calls sneaky, which is not DuckDB's own"],
    ["sum(unnest(l))", "it calls unnest, which is no function of one row"],
    ["sum(a) + getvariable('x')", "it calls getvariable, which tells of the session"],
    ["sum(COLUMNS(*))", "it has several columns at once"],
    ["sum(b)", 'Referenced column "b" not found'],
    ["sum(a) AS x", "syntax error"],
    ["sum(a) ORDER BY 1", "syntax error"],
    ["sum(?)", "it has a parameter"],
  ])("refuses %s", async (text, why) => {
    const error: unknown = await checkMany(text).catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(SourceError);
    expect(String(error)).toContain(`the SQL ${JSON.stringify(text)} is no aggregate over rows: `);
    expect(String(error)).toContain(why);
  });
});
