import { chunks } from "../sql/chunks.js";
import { identifier, join, list, type SqlParameter, type Statement, sql } from "../sql/sql.js";
import { TimeSlices } from "../sql/time-slices.js";
import type { StoreTransaction } from "./store-connection.js";

/** How many rows one statement inserts at most: more makes no difference to the time, only to the memory. */
const MAXIMUM_ROWS = 500;

/**
 * Inserts rows, hundreds with each statement. To be called in a transaction.
 *
 * @param transaction - what to write in
 * @param table - where to
 * @param rows - by column; all have the columns of the first one; none is fine
 * @param onConflict - what is done when a row is there already, as SQL; an error without it
 * @param columns - those that are given; the others get their defaults; all of the first row's by default
 * @returns how many rows were inserted
 */
export async function insertRows<Row extends { readonly [Column in keyof Row]: SqlParameter }>(
  { execute, driver }: StoreTransaction,
  table: Statement,
  rows: readonly Row[],
  onConflict: Statement = sql``,
  columns: readonly (keyof Row & string)[] = columnsOf(rows),
): Promise<number> {
  const names = join(columns.map((column) => identifier(column)));
  const size = Math.min(MAXIMUM_ROWS, Math.floor(driver.maximumValues / columns.length));
  let inserted = 0;
  const slices = new TimeSlices();
  for (const chunk of chunks(rows, size)) {
    const values = join(chunk.map((row) => sql`(${list(columns.map((column) => row[column]))})`));
    inserted += await execute(sql`INSERT INTO ${table} (${names}) VALUES ${values}${onConflict}`);
    // Most drivers of SQLite work in this thread.
    await slices.next();
  }
  return inserted;
}

function columnsOf<Row extends object>(rows: readonly Row[]): readonly (keyof Row & string)[] {
  return Object.keys(rows[0] ?? {}) as (keyof Row & string)[];
}
