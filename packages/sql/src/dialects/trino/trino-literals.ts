import type { MetricLiteral } from "@dqx/metrics";
import { exactNumber } from "./trino-numbers.js";

/** Quotes a name so that Trino takes it for nothing but a name. */
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
      return exactNumber(String(value));
    case "number":
      return Number.isSafeInteger(value) && !Object.is(value, -0)
        ? exactNumber(String(value))
        : double(value);
    case "object":
      return "NULL";
  }
}

/** Writes a text; a backslash is an ordinary character. */
export function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

// A literal with a decimal point would be a decimal.
function double(value: number): string {
  return `DOUBLE '${Object.is(value, -0) ? "-0.0" : value}'`;
}
