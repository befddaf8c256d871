import type { MetricLiteral } from "@dqx/metrics";

/** Quotes a name so that DuckDB takes it for nothing but a name. */
export function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Writes a literal of the type that the value has. */
export function literal(value: MetricLiteral | null): string {
  switch (typeof value) {
    case "string":
      return text(value);
    case "boolean":
      return value ? "TRUE" : "FALSE";
    case "bigint":
      return signed(`${value}`);
    case "number":
      return Number.isSafeInteger(value) && !Object.is(value, -0) ? signed(`${value}`) : double(value);
    case "object":
      return "NULL";
  }
}

/**
 * Writes a literal of type VARCHAR.
 *
 * DuckDB takes no NUL inside of a literal, and nothing but the quote needs escaping.
 */
export function text(value: string): string {
  const parts = value.split("\0").map((part) => `'${part.replaceAll("'", "''")}'`);
  return parts.length === 1 ? parts.join("") : `(${parts.join(" || chr(0) || ")})`;
}

// In brackets, lest two minus signs in a row begin a comment.
function signed(digits: string): string {
  return digits.startsWith("-") ? `(${digits})` : digits;
}

// With an exponent a literal is a DOUBLE; without, a DECIMAL.
function double(value: number): string {
  if (!Number.isFinite(value)) return `CAST('${value}' AS DOUBLE)`;
  const digits = Object.is(value, -0) ? "-0" : String(value);
  return signed(digits.includes("e") ? digits : `${digits}e0`);
}
