import type { SourceParameters } from "@dqx/common";
import { SourceError } from "@dqx/sql";
import type { Placeholder } from "./gate/placeholders.js";

/** A statement that tells what ClickHouse makes of values. */
export interface ParameterCheck {
  readonly sql: string;
  readonly placeholders: readonly Placeholder[];
}

/**
 * Makes the statement that tells what ClickHouse makes of the values of placeholders: it takes 300 for a UInt8 and
 * makes 44 of it, and 2.26 of 2.265 for a Decimal(10, 2).
 *
 * @param placeholders - of the query
 * @throws SourceError for a placeholder that stands for a name
 */
export function parameterCheck(placeholders: readonly Placeholder[]): ParameterCheck {
  const name = placeholders.find(({ type }) => type === "Identifier");
  if (name !== undefined) {
    throw new SourceError(
      `the placeholder {${name.name}:Identifier} stands for a name. Write the name into the query; values are bound, and never names`,
    );
  }
  const texts = placeholders.map((each) => `toString({${each.name}:${each.type}})`);
  return { sql: `SELECT ${texts.join(", ")}`, placeholders };
}

/**
 * Checks that each value is what ClickHouse makes of it.
 *
 * @param placeholders - of the query
 * @param parameters - the values by name
 * @param texts - what the statement of {@link parameterCheck} gave
 * @throws SourceError naming a value that its type does not hold
 */
export function requireExactValues(
  placeholders: readonly Placeholder[],
  parameters: SourceParameters,
  texts: readonly (string | null)[],
): void {
  for (const [index, { name, type }] of placeholders.entries()) {
    const value = Object.hasOwn(parameters, name) ? (parameters[name] ?? null) : null;
    const text = texts[index] ?? null;
    if (isSame(value, text)) continue;
    const made = text === null ? "null" : JSON.stringify(text);
    throw new SourceError(
      `the value ${typeof value === "string" ? JSON.stringify(value) : String(value)} of {${name}:${type}} would become ${made}. Give a value that the type holds, or the placeholder another type`,
    );
  }
}

function isSame(value: SourceParameters[string] | null, text: string | null): boolean {
  if (value === null || text === null) return value === text;
  switch (typeof value) {
    case "boolean":
      return text === String(value) || text === (value ? "1" : "0");
    case "number":
      return Object.is(numberOf(text), value) || canonical(String(value)) === canonical(text);
    case "bigint":
      return canonical(String(value)) === canonical(text);
    case "string":
      return text === value || canonical(text) === canonical(value);
  }
}

function numberOf(text: string): number {
  return /^-?(?:inf|nan)$/.test(text) ? Number(text.replace("inf", "Infinity")) : Number(text);
}

// Numbers without zeros that say nothing, and times without a fraction that is none.
function canonical(text: string): string {
  const [, sign = "", whole = "", fraction = ""] = /^([-+]?)0*(\d+)(?:\.(\d*?)0*)?$/.exec(text) ?? [];
  if (whole !== "") {
    const digits = fraction === "" ? whole : `${whole}.${fraction}`;
    return sign === "-" && digits !== "0" ? `-${digits}` : digits;
  }
  return text
    .replace(/^(\d{4}-\d\d-\d\d)T(\d)/, "$1 $2")
    .replace(/(:\d\d)(?:\.(\d*?)0*)?Z?$/, (_, seconds, rest = "") =>
      rest === "" ? seconds : `${seconds}.${rest}`,
    );
}
