import type { SourceParameters } from "@dqx/common";

/** SQL with placeholders such as `$region`, and the values that the driver binds to them. */
export interface BoundSql {
  readonly sql: string;
  /** The values by name; a value without a placeholder is not used. */
  readonly parameters: SourceParameters;
}

/** SQL with or without values to bind. */
export type SqlText = string | BoundSql;

/** SQL in its full form; a plain text binds nothing. */
export function boundSql(text: SqlText): BoundSql {
  return typeof text === "string" ? { sql: text, parameters: {} } : text;
}
