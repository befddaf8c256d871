import { type AdmittedQuery, type ReadOnlyGate, SourceError } from "@dqx/sql";
import { keyword, meaningful, nameOf, type Token, tokensOf } from "./tokens.js";

/** What a query begins with: in Trino's grammar, nothing that begins so can write. */
const QUERIES: ReadonlySet<string> = new Set(["SELECT", "WITH", "VALUES", "TABLE"]);

/** Table functions that only make rows of their arguments. */
const ADMITTED_TABLE_FUNCTIONS: ReadonlySet<string> = new Set(["sequence", "exclude_columns"]);

/**
 * The first lock: the text is taken apart as Trino's lexer does. The server takes one statement a request, and its
 * first keyword decides what it is: it has to be a query, and Trino has no query that writes. What a query can do
 * beside reading, by table functions that run a text on another system, functions of a catalog, functions of its own
 * and settings, is refused.
 *
 * The second lock is the server's: the rights of the user.
 */
export class TrinoGate implements ReadOnlyGate {
  async admit(query: string): Promise<AdmittedQuery> {
    const tokens = meaningful(tokensOf(query));
    requireOneQuery(tokens);
    for (const [index] of tokens.entries()) requireReading(tokens, index);
    const names = tokens.filter(({ kind }) => kind === "placeholder").map(({ text }) => text.slice(1));
    return { parameters: [...new Set(names)] };
  }
}

function requireOneQuery(tokens: readonly Token[]): void {
  const first = tokens.find(({ text }) => text !== "(");
  if (first === undefined) throw new SourceError("it holds no statement");
  if (!QUERIES.has(keyword(first) ?? "")) {
    throw new SourceError(`${shown(first)} is not let through, only one SELECT is let through`);
  }
  if (tokens.some(({ kind, text }) => kind === "sign" && text === ";")) {
    throw new SourceError("it is several statements, and only one SELECT is let through");
  }
  if (tokens.some(({ kind, text }) => kind === "sign" && text === "?")) {
    throw new SourceError("it has parameters without a name. Write them as $name");
  }
  requireBalance(tokens);
}

/**
 * Requires that brackets are closed in the order in which they are opened, so that a text stays inside of those that
 * it is put into.
 *
 * @throws SourceError when they are not
 */
export function requireBalance(tokens: readonly Token[]): void {
  const open: string[] = [];
  for (const { kind, text } of tokens) {
    if (kind !== "sign") continue;
    if (text === "(" || text === "[") open.push(text);
    if (text === ")" && open.pop() !== "(") throw unbalanced();
    if (text === "]" && open.pop() !== "[") throw unbalanced();
  }
  if (open.length > 0) throw unbalanced();
}

/**
 * Requires that what begins at a token only reads.
 *
 * @throws SourceError saying what is refused
 */
export function requireReading(tokens: readonly Token[], index: number): void {
  const [token, next, third] = [tokens[index], tokens[index + 1], tokens[index + 2]];
  const [word, nextWord] = [keyword(token), keyword(next)];
  if (word === "WITH" && nextWord === "FUNCTION") {
    throw refused(
      "a function of the query's own",
      "it may run for ever. Put a name that is FUNCTION in quotes",
    );
  }
  if (word === "WITH" && nextWord === "SESSION") {
    throw refused(
      "WITH SESSION",
      "it changes how the statement is run. Put a name that is SESSION in quotes",
    );
  }
  if (word === "TABLE" && next?.text === "(") requireTableFunction(tokens, index + 2);
  if (token?.text === "." && nameOf(next) !== undefined && third?.text === "(") {
    throw refused(`the function ${shown(next)}() of a catalog`, "nothing says that it only reads");
  }
  const isPath = nameOf(token) === "system" && next?.text === "." && tokens[index - 1]?.text !== ".";
  if (isPath && tokens[index + 3]?.text === ".") {
    throw refused("the catalog system", "it tells of the server and the queries of others");
  }
}

// `TABLE(name(…))` calls a function; `TABLE(name)` is a table that one is given.
function requireTableFunction(tokens: readonly Token[], start: number): void {
  let end = start;
  while (nameOf(tokens[end]) !== undefined && tokens[end + 1]?.text === ".") end += 2;
  const name = nameOf(tokens[end]);
  if (tokens[end + 1]?.text !== "(" || keyword(tokens[end]) === "SELECT") return;
  if (end === start && ADMITTED_TABLE_FUNCTIONS.has(name ?? "")) return;
  const path = tokens.slice(start, end + 1).map(({ text }) => text);
  throw refused(`the table function ${path.join("")}()`, "it may run a text on another system");
}

function shown(token: Token | undefined): string {
  return token?.kind === "word" ? token.text.toUpperCase() : JSON.stringify(token?.text.slice(0, 40));
}

function refused(what: string, why: string): SourceError {
  return new SourceError(`${what} is not let through: ${why}`);
}

function unbalanced(): SourceError {
  return new SourceError("its brackets do not match");
}
