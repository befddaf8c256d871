import type { SourceParameters } from "@dqx/common";
import { SourceError } from "@dqx/sql";
import type { SqlParser } from "./gate/parse-sql.js";
import { positionalQuery, replacePlaceholders } from "./gate/positional-query.js";

/** A statement as the driver takes it. */
export interface PositionalStatement {
  readonly text: string;
  /** The values' texts, by number of the placeholder. */
  readonly values: readonly (string | null)[];
}

/**
 * Binds values to a statement's placeholders. Numbers and booleans have the type that their literal would have;
 * texts and nulls that which PostgreSQL expects at their place, so that a text can be a day.
 *
 * @param sql - with placeholders such as `$region`
 * @param values - by name; those without a placeholder are not used
 * @param parser - PostgreSQL's
 * @throws {@link SourceError} naming a placeholder without a value
 */
export function bindParameters(
  sql: string,
  values: SourceParameters,
  parser: SqlParser,
): PositionalStatement {
  const { sql: text, names } = positionalQuery(sql, parser, (name) => boundTo(values, name).type);
  return { text, values: names.map((name) => boundTo(values, name).text) };
}

/**
 * Writes values in place of a statement's placeholders, each in the type that it is bound in.
 *
 * @param sql - with placeholders such as `$region`
 * @param values - by name; those without a placeholder are not used
 * @param parser - PostgreSQL's
 * @throws {@link SourceError} naming a placeholder without a value
 */
export function fillParameters(sql: string, values: SourceParameters, parser: SqlParser): string {
  return replacePlaceholders(sql, parser, (name) => {
    const { text, type } = boundTo(values, name);
    // A text without a type is taken for one of the type that is expected where it stands, as a placeholder is.
    const literal = text === null ? "NULL" : `'${text.replaceAll("'", "''")}'`;
    return type === undefined ? literal : `CAST(${literal} AS ${type})`;
  }).sql;
}

function boundTo(values: SourceParameters, name: string): Bound {
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  if (value === undefined) throw new SourceError(`the statement needs a value for $${name}`);
  return boundValue(value);
}

interface Bound {
  readonly text: string | null;
  readonly type?: string;
}

function boundValue(value: NonNullable<SourceParameters[string]> | null): Bound {
  switch (typeof value) {
    case "string":
      if (!value.includes("\0")) return { text: value };
      throw new SourceError("a value holds the character NUL (U+0000), which PostgreSQL does not take");
    case "boolean":
      return { text: String(value), type: "boolean" };
    case "bigint":
      return { text: String(value), type: BigInt.asIntN(64, value) === value ? "bigint" : "numeric" };
    case "number":
      return boundNumber(value);
    case "object":
      return { text: null };
  }
}

function boundNumber(value: number): Bound {
  if (Object.is(value, -0)) return { text: "-0", type: "double precision" };
  if (Number.isSafeInteger(value)) return { text: String(value), type: "bigint" };
  return { text: String(value), type: Number.isFinite(value) ? "numeric" : "double precision" };
}
