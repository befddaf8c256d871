import { SourceError } from "@dqx/sql";

/**
 * The statements of a text.
 *
 * @param json - what `json_serialize_sql` says
 * @throws {@link SourceError} in DuckDB's words when it cannot be parsed, or when it is anything but SELECT
 */
export function serialized(json: string): readonly unknown[] {
  const answer: unknown = JSON.parse(json);
  if (!isObject(answer)) throw new SourceError("DuckDB's parser gave no answer");
  if (answer.error === true) {
    const message = String(answer.error_message);
    throw new SourceError(
      answer.error_type === "not implemented"
        ? "it is no SELECT, and only SELECT is let through"
        : `${kindOf(answer.error_type)}: ${message}`,
    );
  }
  const statements: unknown = answer.statements;
  return Array.isArray(statements) ? statements : [];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

// "parser" becomes "Parser Error", as DuckDB writes it elsewhere.
function kindOf(type: unknown): string {
  const name = String(type);
  return `${name.slice(0, 1).toUpperCase()}${name.slice(1)} Error`;
}
