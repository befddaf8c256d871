import { nearestName, type SourceParameters } from "@dqx/common";
import { duckdbDialect } from "@dqx/sql";
import { SourceError } from "./source-error.js";

/** A stretch of SQL: text to be left alone, or a parameter. */
type Piece = { readonly text: string } | { readonly parameter: string };

// What a `$name` inside of is none: strings, escape strings, quoted names, dollar-quoted text, comments.
const PIECES =
  /(?<skip>[eE]'(?:[^'\\]|\\[\s\S]|'')*'|'(?:[^']|'')*'|"(?:[^"]|"")*"|\$(?<tag>(?:[A-Za-z_]\w*)?)\$[\s\S]*?\$\k<tag>\$|--[^\n]*|\/\*[\s\S]*?\*\/|[A-Za-z_][\w$]*)|\$(?<parameter>\w+)|(?<semicolon>;)/g;

// What may stand behind a query's last semicolon.
const NOTHING = /^(?:\s|;|--[^\n]*|\/\*[\s\S]*?\*\/)*$/;

/** A query with named parameters such as `$region`. */
export class QueryTemplate {
  readonly #pieces: readonly Piece[];
  /** The names of the parameters, each once, in the order of their first use. */
  readonly parameters: readonly string[];
  /** The query as it was given. */
  readonly sql: string;

  /** @param sql - one SELECT; a semicolon at its end is left out */
  constructor(sql: string) {
    this.sql = sql;
    this.#pieces = split(sql);
    const names = this.#pieces.flatMap((piece) => ("parameter" in piece ? [piece.parameter] : []));
    this.parameters = [...new Set(names)];
  }

  /**
   * The query with its parameters written as literals.
   *
   * @param dataset - the source's name, for messages
   * @param values - one for each parameter
   * @throws {@link SourceError} naming a parameter that is missing or unknown
   */
  render(dataset: string, values: SourceParameters): string {
    const given = new Map(Object.entries(values));
    for (const name of given.keys()) {
      if (this.parameters.includes(name)) continue;
      const nearest = nearestName(name, this.parameters);
      throw new SourceError(
        `the query of dataset '${dataset}' has no parameter '${name}'. ${nearest === undefined ? `It has: ${this.parameters.map((known) => `$${known}`).join(", ") || "none"}.` : `Did you mean '${nearest}'?`}`,
      );
    }
    const pieces = this.#pieces.map((piece) => {
      if ("text" in piece) return piece.text;
      const value = given.get(piece.parameter);
      if (value !== undefined) return duckdbDialect.literal(value);
      throw new SourceError(
        `the query of dataset '${dataset}' needs a value for $${piece.parameter}. Give it as a parameter of the metric.`,
      );
    });
    return pieces.join("");
  }
}

function split(sql: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of sql.matchAll(PIECES)) {
    const { parameter, semicolon } = match.groups ?? {};
    if (semicolon !== undefined && NOTHING.test(sql.slice(match.index))) {
      return [...pieces, { text: sql.slice(end, match.index) }];
    }
    if (parameter === undefined) continue;
    pieces.push({ text: sql.slice(end, match.index) }, { parameter });
    end = match.index + match[0].length;
  }
  return [...pieces, { text: sql.slice(end) }];
}
