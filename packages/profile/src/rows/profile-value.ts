import type { SqlValue } from "@dqx/common";
import type { ColumnType } from "@dqx/sql";

/**
 * A value of a column as JSON can hold it: whole numbers beyond 2^53 and decimals with more digits than a double has
 * are texts, as are days, times (`2025-01-08 09:30:00`, instants in UTC with `+00` behind) and what is not finite
 * (`NaN`, `Infinity`).
 */
export type ProfileValue = string | number | boolean;

/**
 * A value as JSON can hold it.
 *
 * @param value - as the engine's decoder gives it
 * @returns null for null, and for lists and bytes, which a profile does not show
 */
export function profileValue(value: SqlValue, { kind }: ColumnType): ProfileValue | null {
  switch (typeof value) {
    case "bigint":
      return wholeValue(value);
    case "number":
      return Number.isFinite(value) ? value : String(value);
    case "boolean":
      return value;
    case "string":
      return kind === "decimal" ? decimalValue(value) : value;
    default: // foreign: null, lists and bytes
      return null;
  }
}

/**
 * A value by its canonical text, as the row function `canonicalText` writes it.
 *
 * @param text - null for null
 * @param type - of the value
 */
export function canonicalValue(text: string | null, { kind }: ColumnType): ProfileValue | null {
  if (text === null) return null;
  switch (kind) {
    case "integer":
      return wholeValue(BigInt(text));
    case "decimal":
      return decimalValue(text);
    case "float":
      return floatValue(text);
    case "boolean":
      return text === "true" || text === "t" || text === "1";
    case "timestamp":
    case "timestamptz":
      return timeText(BigInt(text), kind);
    case "text":
    case "date":
    case "other":
      return text;
  }
}

function wholeValue(value: bigint): ProfileValue {
  return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
}

// A number where the double says the same; the digits otherwise.
function decimalValue(text: string): ProfileValue {
  const plain = text.includes(".") ? text.replace(/\.?0+$/, "") : text;
  const double = Number(plain);
  return String(double) === plain ? double : plain;
}

const BITS = new DataView(new ArrayBuffer(8));

function floatValue(text: string): ProfileValue {
  if (text === "NaN") return text;
  if (!text.startsWith("d")) return Number(text);
  BITS.setBigInt64(0, BigInt(text.slice(1)));
  const double = BITS.getFloat64(0);
  return Number.isFinite(double) ? double : String(double);
}

/**
 * A time as text, by the microseconds since 1970.
 *
 * @param micros - in UTC
 * @param kind - instants get `+00` behind
 * @returns for example `2025-01-08 09:30:00`, as the engines' decoders write it
 */
export function timeText(micros: bigint, kind: "timestamp" | "timestamptz"): string {
  const seconds = micros / 1_000_000n - (micros % 1_000_000n < 0n ? 1n : 0n);
  const fraction = micros - seconds * 1_000_000n;
  const date = new Date(Number(seconds) * 1000);
  // Beyond the years that JavaScript has.
  if (Number.isNaN(date.getTime())) return String(micros);
  const text = date.toISOString().slice(0, -5).replace("T", " ");
  const digits = fraction === 0n ? "" : `.${String(fraction).padStart(6, "0").replace(/0+$/, "")}`;
  return `${text}${digits}${kind === "timestamptz" ? "+00" : ""}`;
}
