import { check, col, increasing, rule, unique, VerificationSuite } from "@dqx/api";
import { ResultKey } from "@dqx/common";
import { InMemoryMetricDB } from "@dqx/orm";
import { expect, test } from "vitest";
import { PostgresDataSource } from "../src/index.js";
import { makeSchema, run } from "./support/database.js";

test("rules on rows are counted in the scan, as statements that are written by hand count them", async () => {
  const { connection } = await makeSchema(`
    CREATE TABLE orders AS SELECT n AS id, CASE WHEN n % 7 <> 0 THEN n % 10 - 2 END AS amount,
      CASE n % 5 WHEN 0 THEN NULL WHEN 1 THEN 'no address' ELSE 'a' || n || '@b.cz' END AS email,
      (n / 2)::text AS code, DATE '2025-01-08' AS day FROM generate_series(1, 1000) AS n`);
  const orders = PostgresDataSource.fromTable({
    name: "orders",
    connection,
    table: "orders",
    dateColumn: "day",
  });
  const rules = [
    rule("amount", col("amount").isGeq(0)),
    rule("amount known", col("amount").isGeq(0), { nulls: "fail" }),
    rule("email", col("email").hasFormat("email"), { where: col("amount").isNotNull() }),
    rule("code", unique(["code"])),
    rule("order", increasing("amount", { orderBy: "id" })),
  ];
  const made = check({ name: "orders" }, (_, ctx) => ctx.rows("orders").apply(rules));
  await using db = await InMemoryMetricDB.open();
  const suite = new VerificationSuite([made], db, { name: "shop" });
  const result = await suite.run([orders], new ResultKey("2025-01-08"));
  const [expected] = await run(
    `WITH ordered AS (SELECT amount, lag(amount) OVER (ORDER BY id) AS before FROM orders WHERE amount IS NOT NULL)
     SELECT count(*) FILTER (WHERE amount < 0), count(amount),
       count(*) FILTER (WHERE amount < 0 OR amount IS NULL), count(*),
       count(*) FILTER (WHERE email = 'no address' AND amount IS NOT NULL),
       count(*) FILTER (WHERE email IS NOT NULL AND amount IS NOT NULL), count(amount),
       (SELECT sum(n) FROM (SELECT count(*) AS n FROM orders GROUP BY code HAVING count(*) > 1) AS groups),
       (SELECT count(*) FROM ordered WHERE amount < before), (SELECT count(before) FROM ordered)
     FROM orders`,
    connection,
  );
  const [negative, known, unknown, all, malformed, written, inScope, repeated, falling, steps] = (
    expected ?? []
  ).map(Number);
  expect(
    result.assertions.map(({ name, rows }) => [name, rows?.failing, rows?.tested, rows?.untested]),
  ).toEqual([
    ["amount", negative, known, 1000 - Number(known)],
    ["amount known", unknown, all, 0],
    ["email", malformed, written, Number(inScope) - Number(written)],
    ["code", repeated, 1000, 0],
    ["order", falling, steps, 1000 - Number(steps)],
  ]);
  const statements = result.datasets.flatMap((dataset) => dataset.statements);
  expect(statements.map(({ purpose }) => purpose)).toEqual(["scan", "groups", "sequence"]);
});
