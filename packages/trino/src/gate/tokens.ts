import { SourceError } from "@dqx/sql";

/** A part of a statement. */
export interface Token {
  readonly kind: "space" | "text" | "name" | "placeholder" | "number" | "word" | "sign";
  readonly text: string;
}

// As Trino's lexer has them: a backslash is an ordinary character, a comment of one line ends at either line end, and
// one in signs is not nested.
const TOKEN =
  /(?<space>\s+|--[^\r\n]*|\/\*[\s\S]*?\*\/)|(?<text>(?:[uU]&|[xX])?'(?:[^']|'')*')|(?<name>"(?:[^"]|"")*"|`(?:[^`]|``)*`)|(?<placeholder>\$[A-Za-z_]\w*)|(?<number>\d+(?:\.\d*)?(?:[eE][+-]?\d+)?)|(?<word>[\p{L}_][\p{L}\p{N}_]*)|(?<sign>[\s\S])/gu;

const KINDS = ["space", "text", "name", "placeholder", "number", "word"] as const;

/** What begins something that has no end. */
const OPEN: ReadonlySet<string> = new Set(["'", '"', "`"]);

/**
 * Takes a statement apart, without leaving anything away.
 *
 * @param sql - what a user wrote, or a statement that is about to run
 * @throws SourceError when a text, a name or a comment has no end
 */
export function tokensOf(sql: string): readonly Token[] {
  const tokens: Token[] = [];
  for (const { 0: text, groups = {} } of sql.matchAll(TOKEN)) {
    const kind = KINDS.find((each) => groups[each] !== undefined) ?? "sign";
    const opens = kind === "sign" && (OPEN.has(text) || (text === "*" && tokens.at(-1)?.text === "/"));
    if (opens) throw new SourceError("a text, a name or a comment in it has no end");
    tokens.push({ kind, text });
  }
  return tokens;
}

/** The tokens that mean something. */
export function meaningful(tokens: readonly Token[]): readonly Token[] {
  return tokens.filter(({ kind }) => kind !== "space");
}

/** A word in capitals, so that keywords can be told; nothing for what is no word. */
export function keyword(token: Token | undefined): string | undefined {
  return token?.kind === "word" ? token.text.toUpperCase() : undefined;
}

/** What a token is the name of, in lower case, as Trino finds names; nothing for what is no name. */
export function nameOf(token: Token | undefined): string | undefined {
  if (token?.kind === "word") return token.text.toLowerCase();
  return token?.kind === "name" ? token.text.slice(1, -1).replaceAll('""', '"').toLowerCase() : undefined;
}
