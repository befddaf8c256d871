import type { MetricLiteral } from "@dqx/metrics";

/** The whole numbers that a literal without a type has digit by digit; larger ones would become doubles. */
const SMALLEST = -(2n ** 63n);
const LARGEST = 2n ** 64n - 1n;

/** Quotes a name so that ClickHouse takes it for nothing but a name. */
export function quote(name: string): string {
  return `\`${escaped(name).replaceAll("`", "\\`")}\``;
}

/** Writes a literal of the type that the value has. */
export function literal(value: MetricLiteral | null): string {
  switch (typeof value) {
    case "string":
      return text(value);
    case "boolean":
      return String(value);
    case "bigint":
      return wholeNumber(value);
    case "number":
      return Number.isSafeInteger(value) && !Object.is(value, -0)
        ? wholeNumber(BigInt(value))
        : double(value);
    case "object":
      return "NULL";
  }
}

/** Writes a literal of type String. A backslash begins an escape in it. */
export function text(value: string): string {
  return `'${escaped(value).replaceAll("'", "\\'")}'`;
}

/** Writes a whole number of any size. */
function wholeNumber(value: bigint): string {
  if (value > LARGEST) return value < 2n ** 255n ? `toInt256('${value}')` : `toUInt256('${value}')`;
  if (value < SMALLEST) return `toInt256('${value}')`;
  return value < 0n ? `(${value})` : String(value);
}

/** Writes a whole or decimal number with all its digits: without a type `1.5` would be a double. */
export function exactNumber(digits: string): string {
  const [whole = "", fraction] = digits.split(".");
  if (fraction === undefined) return wholeNumber(BigInt(digits));
  return `CAST('${digits}' AS Decimal(${whole.replace("-", "").length + fraction.length}, ${fraction.length}))`;
}

function escaped(value: string): string {
  return value.replaceAll("\\", "\\\\").replaceAll("\0", "\\0");
}

// With a point or an exponent a literal is a double.
function double(value: number): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "(-inf)";
  const digits = Object.is(value, -0) ? "-0" : String(value);
  const written = /[.e]/.test(digits) ? digits : `${digits}.`;
  return written.startsWith("-") ? `(${written})` : written;
}
