import { createHash } from "node:crypto";
import { existsSync, mkdirSync, renameSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { DuckDBInstance } from "@duckdb/node-api";

/** How many rows the orders have. */
const ORDER_COUNT = 10_000_000;

// hash() and not random(): the file is the same wherever it is made. Each cell hashes a number of its own, so that
// columns are independent (hash(i, 0) and hash(i, 1) are not), and days follow each other without order: every row
// group holds all of the 60 days.
const SELECT = `
  SELECT
    DATE '2025-01-01' + (hash(i * 16 + 0) % 60)::INTEGER AS day,
    (hash(i * 16 + 1) % 1000000000)::BIGINT AS order_id,
    (hash(i * 16 + 2) % 500000)::INTEGER AS customer_id,
    (1 + hash(i * 16 + 3) % 100)::INTEGER AS quantity,
    (hash(i * 16 + 4) % 100000) / 100 AS price,
    CASE WHEN hash(i * 16 + 5) % 20 <> 0 THEN (hash(i * 16 + 6) % 1000) / 1000 END AS discount,
    (hash(i * 16 + 7) % 1000000) / 1000 AS weight,
    ((hash(i * 16 + 8) % 1000000)::DECIMAL(12, 2) / 100)::DECIMAL(12, 2) AS amount,
    ['new', 'paid', 'sent', 'returned', 'cancelled'][1 + (hash(i * 16 + 9) % 5)::INTEGER] AS status,
    CASE WHEN hash(i * 16 + 10) % 50 <> 0
      THEN chr((65 + hash(i * 16 + 11) % 5)::INTEGER) || chr((65 + hash(i * 16 + 12) % 6)::INTEGER) END AS country,
    CASE WHEN hash(i * 16 + 13) % 33 <> 0
      THEN 'customer' || hash(i * 16 + 2) % 500000 || '@example.com' END AS email,
    hash(i * 16 + 14) % 3 = 0 AS express
  FROM range(${ORDER_COUNT}) AS orders(i)`;

/**
 * The orders as an unsorted Parquet file, made on first use and kept.
 *
 * @returns its path
 */
export async function orders(): Promise<string> {
  const folder = fileURLToPath(new URL("../.data/", import.meta.url));
  const version = createHash("sha256").update(SELECT).digest("hex").slice(0, 8);
  const path = `${folder}orders-${version}.parquet`;
  if (existsSync(path)) return path;
  mkdirSync(folder, { recursive: true });
  const instance = await DuckDBInstance.create(":memory:");
  try {
    const connection = await instance.connect();
    await connection.run(`COPY (${SELECT}) TO '${path.replaceAll("'", "''")}.part' (FORMAT parquet)`);
    connection.closeSync();
  } finally {
    instance.closeSync();
  }
  // Whole or not at all: a run that was stopped in the middle leaves no file of this name.
  renameSync(`${path}.part`, path);
  return path;
}
