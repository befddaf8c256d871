import type { SourceParameters } from "@dqx/common";
import { SourceError, trinoDialect } from "@dqx/sql";
import { tokensOf } from "./gate/tokens.js";

/** How many digits Trino's decimals have. */
const DECIMAL_DIGITS = 38;

/**
 * Writes the values of placeholders as literals in their places. Texts are texts, numbers with a fraction decimals, as
 * their literals would be: `DATE $day` makes a day of a text.
 *
 * @param sql - with placeholders such as `$region`
 * @param values - by name; those without a placeholder are not used
 * @throws SourceError naming a placeholder without a value
 */
export function bindParameters(sql: string, values: SourceParameters): string {
  return tokensOf(sql)
    .map(({ kind, text }) => (kind === "placeholder" ? literalOf(text.slice(1), values) : text))
    .join("");
}

function literalOf(name: string, values: SourceParameters): string {
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  if (value === undefined) throw new SourceError(`the statement needs a value for $${name}`);
  const isDecimal = typeof value === "number" && /^-?\d+\.\d+$/.test(String(value));
  if (isDecimal && String(value).replace(/\D/g, "").length <= DECIMAL_DIGITS) {
    return trinoDialect.rows.exactNumber(String(value));
  }
  return trinoDialect.literal(value);
}
