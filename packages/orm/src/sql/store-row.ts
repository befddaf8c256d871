import { type CanonicalValue, DQXError, parseCanonicalJson } from "@dqx/common";
import { MetricStoreError } from "../errors/metric-store-error.js";

/** A row as a driver gives it. */
export type StoreRow = Readonly<Record<string, unknown>>;

/** Whether a column holds anything. */
export function isPresent(row: StoreRow, column: string): boolean {
  return row[column] !== null;
}

/** A column that holds text. */
export function textColumn(row: StoreRow, column: string): string {
  const value = row[column];
  return typeof value === "string" ? value : damaged(column, "text");
}

/** A column that holds a number; PostgreSQL's driver gives whole numbers of 64 bits as text. */
export function numberColumn(row: StoreRow, column: string): number {
  const value = row[column];
  const number = typeof value === "string" && value !== "" ? Number(value) : value;
  return typeof number === "number" && !Number.isNaN(number) ? number : damaged(column, "a number");
}

/** A column that holds bytes or nothing. */
export function bytesColumn(row: StoreRow, column: string): Uint8Array | undefined {
  const value = row[column];
  if (value === null) return undefined;
  return value instanceof Uint8Array ? Uint8Array.from(value) : damaged(column, "bytes");
}

/** A column that holds canonical JSON. */
export function jsonColumn(row: StoreRow, column: string): CanonicalValue {
  return parseCanonicalJson(textColumn(row, column));
}

/**
 * Reads what was stored: what it refuses is damage of the store, not a mistake of the caller.
 *
 * @param read - makes a value of rows
 * @throws {@link MetricStoreError} when `read` refuses
 */
export function readStored<Value>(read: () => Value): Value {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof MetricStoreError || !(cause instanceof DQXError)) throw cause;
    throw damagedStore(`something that cannot be read: ${cause.message}`, cause);
  }
}

/** The error for a database that holds what this library never writes. */
export function damagedStore(what: string, cause?: unknown): MetricStoreError {
  return new MetricStoreError(
    "corrupt",
    `The store holds ${what}. It was changed by hand or is damaged: restore it from a backup.`,
    { cause },
  );
}

function damaged(column: string, wanted: string): never {
  throw damagedStore(`something else than ${wanted} in column '${column}'`);
}
