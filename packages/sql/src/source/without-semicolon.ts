// Text in which a semicolon ends nothing: strings, quoted names, dollar-quoted text, comments.
const SKIPPED =
  /[eE]'(?:[^'\\]|\\[\s\S]|'')*'|'(?:[^']|'')*'|"(?:[^"]|"")*"|\$(?<tag>(?:[\p{L}_][\p{L}\p{N}_]*)?)\$[\s\S]*?\$\k<tag>\$|--[^\n]*|\/\*[\s\S]*?\*\/|(?<semicolon>;)/gu;

// What may stand behind a query's last semicolon.
const NOTHING = /^(?:\s|;|--[^\n]*|\/\*[\s\S]*?\*\/)*$/;

/**
 * A query without the semicolon at its end, so that it can stand in brackets. This is a convenience and no
 * check: the gate reads what comes of it with the engine's own parser.
 *
 * @param query - what a user wrote
 */
export function withoutSemicolon(query: string): string {
  for (const match of query.matchAll(SKIPPED)) {
    if (match.groups?.semicolon !== undefined && NOTHING.test(query.slice(match.index))) {
      return query.slice(0, match.index);
    }
  }
  return query;
}
