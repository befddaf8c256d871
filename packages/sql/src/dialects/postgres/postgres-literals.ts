import { InvalidArgumentError } from "@dqx/common";
import type { MetricLiteral } from "@dqx/metrics";

/** Quotes a name so that PostgreSQL takes it for nothing but a name, whatever its case. */
export function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Writes a literal of the type that the value has. */
export function literal(value: MetricLiteral | null): string {
  switch (typeof value) {
    case "string":
      return `CAST(${text(value)} AS text)`;
    case "boolean":
      return value ? "TRUE" : "FALSE";
    case "bigint":
      return `(${value})`;
    case "number":
      return Number.isSafeInteger(value) && !Object.is(value, -0) ? `(${value})` : double(value);
    case "object":
      return "NULL";
  }
}

/**
 * Writes a literal without a type: PostgreSQL takes it for one of the type that is expected where it stands.
 * A backslash is an ordinary character, as `standard_conforming_strings` has it.
 *
 * @throws InvalidArgumentError for a text with NUL, which no text of PostgreSQL can hold
 */
export function text(value: string): string {
  if (value.includes("\0")) {
    throw new InvalidArgumentError(
      "A text of PostgreSQL cannot hold the character NUL (U+0000). Leave it out of the value.",
    );
  }
  return `'${value.replaceAll("'", "''")}'`;
}

function double(value: number): string {
  return `CAST('${Object.is(value, -0) ? "-0" : value}' AS double precision)`;
}
