import type { SqlParser } from "./parse-sql.js";

/** A text whose placeholders are numbers, as PostgreSQL has them. */
export interface PositionalQuery {
  readonly sql: string;
  /** The names that stood there, by number from 1. */
  readonly names: readonly string[];
  /** Numbers that stood in the text already: they are not ours to fill. */
  readonly numbers: readonly string[];
}

const NAME = /^[\p{L}_][\p{L}\p{N}_]*$/u;
const NUMBER = /^\$\d+$/;

/**
 * Writes numbers for names such as `$region`. PostgreSQL's own scanner finds them: what stands in strings, quoted
 * names, dollar quotes and comments is none.
 *
 * @param query - what a user wrote, or a statement around it
 * @param parser - PostgreSQL's
 * @param castOf - the type that a placeholder is written with; by default it has that which is expected at its place
 */
export function positionalQuery(
  query: string,
  parser: SqlParser,
  castOf: (name: string) => string | undefined = () => undefined,
): PositionalQuery {
  const names: string[] = [];
  const { sql, tokens } = replacePlaceholders(query, parser, (name) => {
    if (!names.includes(name)) names.push(name);
    const number = `$${names.indexOf(name) + 1}`;
    const cast = castOf(name);
    return cast === undefined ? number : `CAST(${number} AS ${cast})`;
  });
  return {
    sql,
    names,
    numbers: [...new Set(tokens.flatMap(({ text }) => (NUMBER.test(text) ? [text.slice(1)] : [])))],
  };
}

/**
 * Writes something else for names such as `$region`, wherever PostgreSQL's scanner finds them.
 *
 * @param query - a text with names
 * @param parser - PostgreSQL's
 * @param write - what stands for a name
 * @returns the text, and the tokens of the query
 */
export function replacePlaceholders(
  query: string,
  parser: SqlParser,
  write: (name: string) => string,
): { readonly sql: string; readonly tokens: ReturnType<SqlParser["scan"]> } {
  const tokens = parser.scan(query);
  const bytes = Buffer.from(query);
  const parts: string[] = [];
  let done = 0;
  for (const [index, sign] of tokens.entries()) {
    const word = tokens[index + 1];
    if (sign.text !== "$" || word === undefined || word.start !== sign.end || !NAME.test(word.text)) continue;
    parts.push(bytes.toString("utf8", done, sign.start), write(word.text));
    done = word.end;
  }
  return { sql: parts.length === 0 ? query : parts.join("") + bytes.toString("utf8", done), tokens };
}
