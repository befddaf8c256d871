import { DuckDBDataSource } from "@dqx/duckdb";
import { PostgresDataSource } from "@dqx/postgres";
import { type Reconciliation, reconcile } from "@dqx/rules";
import { PostgresServer } from "@dqx/test-support/postgres-server";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import type { BenchRow, Comparison } from "../bench-row.js";
import { interleave } from "../measure.js";
import { RawPostgres } from "../raw-postgres.js";

const PAGE = 50_000;

/** The same rows by the SQL of both engines. */
const select = (series: string) => `
  SELECT n AS id, n * 7 % 1000 AS quantity, CAST(n % 10007 AS DECIMAL(12, 2)) / 4 AS amount, 'c' || (n % 5000) AS customer
  FROM ${series} AS s(n)`;

/**
 * A table of DuckDB and one of PostgreSQL compared by `reconcile`, against reading the latter whole and a full join: with
 * no differences, with one, and with a thousand.
 */
export const reconcileRow: BenchRow = {
  name: "reconcile",
  async run(_, { full }): Promise<readonly Comparison[]> {
    const rows = full ? 10_000_000 : 500_000;
    await using server = await PostgresServer.start();
    await using raw = await RawPostgres.open(server.url);
    await raw.all(`CREATE TABLE orders AS ${select(`generate_series(1::bigint, ${rows})`)}`);
    await raw.all("ALTER TABLE orders ADD PRIMARY KEY (id)");
    await raw.all("ANALYZE orders");
    await using shop = PostgresDataSource.fromTable({
      name: "shop",
      connection: server.url,
      table: "orders",
    });
    const instance = await DuckDBInstance.create(":memory:");
    const connection = await instance.connect();
    await connection.run(`CREATE TABLE orders AS ${select(`(SELECT unnest(range(1, ${rows + 1})))`)}`);
    await using books = DuckDBDataSource.fromTable({ name: "books", table: "orders", database: instance });

    const place = rows / 1000;
    const comparisons: Comparison[] = [];
    for (const differences of [0, 1, 1000]) {
      await raw.all(
        `UPDATE orders SET quantity = -1 WHERE id % ${place} = 0 AND id <= ${place * differences}`,
      );
      let last: Reconciliation | undefined;
      const ours = {
        name: "reconcile",
        run: async () => {
          last = await reconcile(shop, books, { keys: ["id"], limit: 2000 });
          requireFound(last.counts.changed, differences);
        },
      };
      const join = {
        name: "full join",
        run: async () => requireFound(await byJoin(raw, connection), differences),
      };
      const [baseline, measured] = await interleave([join, ours], { warmups: 0, rounds: 3 });
      if (baseline === undefined || measured === undefined || last === undefined)
        throw new Error("Two timings.");
      const moved = last.left.rowsMoved + last.right.rowsMoved;
      comparisons.push({
        what: `${rows.toLocaleString("en")} rows of PostgreSQL and DuckDB, ${differences} differences (${moved.toLocaleString("en")} rows moved)`,
        baseline,
        ours: measured,
        bar: { kind: "atMost", times: 1 },
      });
    }
    connection.closeSync();
    instance.closeSync();
    return comparisons;
  },
};

function requireFound(found: number, differences: number): void {
  if (found !== differences) throw new Error(`${found} differences were found, and not ${differences}.`);
}

// As a script would do it: all rows of the one engine are copied into the other.
async function byJoin(raw: RawPostgres, connection: DuckDBConnection): Promise<number> {
  await connection.run(
    "CREATE OR REPLACE TABLE copied (id BIGINT, quantity BIGINT, amount VARCHAR, customer VARCHAR)",
  );
  const appender = await connection.createAppender("copied");
  let last = "0";
  for (;;) {
    const page = await raw.all(`SELECT * FROM orders WHERE id > ${last} ORDER BY id LIMIT ${PAGE}`);
    for (const { id, quantity, amount, customer } of page) {
      appender.appendBigInt(BigInt(String(id)));
      appender.appendBigInt(BigInt(String(quantity)));
      appender.appendVarchar(String(amount));
      appender.appendVarchar(String(customer));
      appender.endRow();
      last = String(id);
    }
    if (page.length < PAGE) break;
  }
  appender.closeSync();
  const reader = await connection.runAndReadAll(`
    SELECT count(*) FROM orders AS a FULL JOIN copied AS b ON a.id = b.id
    WHERE a.id IS NULL OR b.id IS NULL OR a.quantity IS DISTINCT FROM b.quantity
      OR a.amount IS DISTINCT FROM CAST(b.amount AS DECIMAL(38, 20)) OR a.customer IS DISTINCT FROM b.customer`);
  return Number(reader.getRows()[0]?.[0]);
}
