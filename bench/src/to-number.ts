import type { DuckDBValue } from "@duckdb/node-api";

/**
 * A number of a result.
 *
 * @throws when it is none
 */
export function toNumber(value: DuckDBValue | undefined): number {
  const number =
    typeof value === "bigint" || typeof value === "number" ? Number(value) : Number(String(value));
  if (value === null || value === undefined || !Number.isFinite(number)) {
    throw new Error(`${String(value)} is not a number.`);
  }
  return number;
}
