import { DuckDBDataSource } from "@dqx/duckdb";
import { reconcile } from "@dqx/rules";
import { Client } from "pg";
import { beforeAll, expect, test } from "vitest";
import { PostgresDataSource } from "../src/index.js";
import { makeSchema } from "./support/database.js";

const ROWS = 20_000;

/** The same rows by the SQL of both engines: whole numbers, decimals, doubles, texts, days, instants and nulls. */
const select = (series: string) => `
  SELECT n AS id,
    CAST(n * 1.25 AS DECIMAL(12, 2)) AS amount,
    CAST(n AS DOUBLE PRECISION) / 7 AS share,
    CASE WHEN n % 5 = 0 THEN NULL ELSE 'née ' || chr(65 + CAST(n % 26 AS INTEGER)) END AS name,
    DATE '2025-01-01' + CAST(n % 400 AS INTEGER) AS day,
    TIMESTAMP '2025-01-01 10:00:00.123456' + INTERVAL '1' MINUTE * (n % 977) AS seen,
    n % 2 = 0 AS paid
  FROM ${series} AS s(n)`;

const duck = DuckDBDataSource.fromQuery({
  name: "warehouse",
  query: select(`(SELECT unnest(range(1, ${ROWS + 1})))`),
});
let connection: string;
let client: Client;
let postgres: PostgresDataSource;

beforeAll(async () => {
  ({ connection } = await makeSchema(
    `CREATE TABLE orders AS ${select(`generate_series(1::bigint, ${ROWS})`)}`,
  ));
  client = new Client({ connectionString: connection });
  await client.connect();
  postgres = PostgresDataSource.fromTable({ name: "shop", connection, table: "orders" });
  return async () => {
    await client.end();
    await postgres.close();
    await duck.close();
  };
});

test("a table of PostgreSQL and the same one of DuckDB are told equal by their sums", async () => {
  expect(await reconcile(postgres, duck, { keys: ["id"] })).toMatchObject({
    isEqual: true,
    columns: ["amount", "share", "name", "day", "seen", "paid"],
    left: { rows: ROWS, statements: 1 },
    right: { rows: ROWS, statements: 1 },
  });
});

test("what was done to one of them is found, and nothing else", async () => {
  await client.query(`
    DELETE FROM orders WHERE id = 17;
    UPDATE orders SET amount = amount + 0.01 WHERE id = 4711;
    UPDATE orders SET name = NULL, seen = seen + INTERVAL '1 microsecond' WHERE id = 12001;
    INSERT INTO orders (id, amount) VALUES (-1, 1)`);
  const { differences, left } = await reconcile(postgres, duck, { keys: ["id"] });
  expect(differences.toSorted((a, b) => Number(a.key[0]) - Number(b.key[0]))).toMatchObject([
    { kind: "onlyLeft", key: [-1] },
    { kind: "onlyRight", key: [17] },
    { kind: "changed", key: [4711], values: { amount: { left: "5888.76", right: "5888.75" } } },
    { kind: "changed", key: [12_001], values: { name: { left: null, right: "née P" }, seen: {} } },
  ]);
  expect(Object.keys(differences.find(({ key }) => key[0] === 12_001)?.values ?? {})).toEqual([
    "name",
    "seen",
  ]);
  // 4,096 sums, and the rows of four buckets.
  expect(left).toMatchObject({ statements: 2 });
  expect(left.rowsMoved).toBeLessThan(4096 + 60);
});

test("a statement that fails is an error that names the dataset", async () => {
  await client.query("CREATE VIEW broken AS SELECT id, 1 / (id - 5) AS share FROM orders");
  const broken = PostgresDataSource.fromTable({ name: "quotients", connection, table: "broken" });
  await expect(reconcile(broken, duck, { keys: ["id"] })).rejects.toThrow(
    /^reconcile of dataset 'quotients': division by zero/,
  );
  await broken.close();
});
