import {
  boundSql,
  fromItem,
  noExpression,
  notAggregate,
  SourceError,
  type SqlColumn,
  type SqlOver,
  type SqlText,
} from "@dqx/sql";
import { keyword, meaningful, nameOf, type Token, tokensOf } from "./gate/tokens.js";
import { requireBalance, requireReading } from "./gate/trino-gate.js";

/** What the server says of its functions, by name in lower case. */
export interface KnownFunction {
  /** One of a row: no aggregate, window or table function. */
  readonly isScalar: boolean;
  readonly isAggregate: boolean;
  /** It has the same result for the same arguments. */
  readonly isDeterministic: boolean;
}

/** Words with which a part of an expression would look at other rows. */
const OTHER_ROWS: ReadonlySet<string> = new Set(["SELECT", "VALUES", "TABLE", "OVER"]);

/**
 * Checks that a text is exactly one expression over the columns of a row, by its tokens, the server's list of
 * functions and the server's own parser: no subquery, aggregate or window function, and no function with another
 * result for each call.
 *
 * @param text - what a user wrote
 * @param relation - SQL that can stand after `FROM`: what the expression is over
 * @param functions - asks the server for its functions
 * @param describe - the columns of a statement, of which nothing is read
 * @returns Trino's name of the expression's type
 * @throws {@link SourceError} saying what is in the text that may not be there
 */
export async function checkExpression(
  text: string,
  relation: SqlText,
  functions: Functions,
  describe: Describe,
): Promise<string> {
  return check(text, relation, functions, describe, "row");
}

/**
 * Checks that a text is exactly one expression that computes from many rows, as {@link checkExpression} checks one
 * over a row.
 */
export async function checkAggregate(
  text: string,
  relation: SqlText,
  functions: Functions,
  describe: Describe,
): Promise<string> {
  return check(text, relation, functions, describe, "rows");
}

/** Asks the server for its functions. */
type Functions = () => Promise<ReadonlyMap<string, readonly KnownFunction[]>>;

/** The columns of a statement, of which nothing is read. */
type Describe = (statement: SqlText) => Promise<readonly SqlColumn[]>;

async function check(
  text: string,
  relation: SqlText,
  functions: Functions,
  describe: Describe,
  over: SqlOver,
): Promise<string> {
  try {
    const tokens = meaningful(tokensOf(text));
    requireOneExpression(tokens);
    requireKnownFunctions(calledNames(tokens), await functions(), over);
    const { sql, parameters } = boundSql(relation);
    // The line end closes a comment at the end of the text, which would hide what follows. Beside the columns of a row
    // the server refuses whatever computes from many rows, should its list not have it.
    const beside = over === "row" ? ", *" : "";
    const [column] = await describe({
      sql: `SELECT (${text}\n) AS e${beside} FROM ${fromItem(sql)}`,
      parameters,
    });
    return String(column?.type);
  } catch (cause) {
    if (!(cause instanceof SourceError)) throw cause;
    throw noExpression(text, over, cause);
  }
}

function requireOneExpression(tokens: readonly Token[]): void {
  requireBalance(tokens);
  let depth = 0;
  for (const [index, token] of tokens.entries()) {
    if (OTHER_ROWS.has(keyword(token) ?? "")) {
      throw new SourceError(
        `it has ${keyword(token)}, which looks at other rows. Put a name that is so in quotes`,
      );
    }
    if (token.kind === "placeholder" || (token.kind === "sign" && token.text === "?")) {
      throw new SourceError("it has a parameter");
    }
    if (token.kind === "sign") {
      if (token.text === "(" || token.text === "[") depth += 1;
      if (token.text === ")" || token.text === "]") depth -= 1;
      if (token.text === ";" || (token.text === "," && depth === 0)) {
        throw new SourceError("it is more than one expression");
      }
    }
    requireReading(tokens, index);
  }
}

function calledNames(tokens: readonly Token[]): readonly string[] {
  return tokens.flatMap((token, index) => {
    const name = tokens[index + 1]?.text === "(" ? nameOf(token) : undefined;
    return name === undefined ? [] : [name];
  });
}

// What is not on the server's list is part of the language, such as `cast`, or is refused by the server.
function requireKnownFunctions(
  names: readonly string[],
  known: ReadonlyMap<string, readonly KnownFunction[]>,
  over: SqlOver,
): void {
  let hasAggregate = false;
  for (const name of names) {
    const meant = known.get(name) ?? [];
    const isAggregate = meant.some((each) => each.isAggregate);
    hasAggregate ||= isAggregate;
    if (over === "rows" && !isAggregate && meant.some(({ isScalar }) => !isScalar)) {
      throw new SourceError(`it calls ${name}, which is no aggregate and no function of one row`);
    }
    if (over === "row" && meant.some(({ isScalar }) => !isScalar)) {
      throw new SourceError(`it calls ${name}, which computes from many rows; use a metric for that`);
    }
    if (meant.some(({ isDeterministic }) => !isDeterministic)) {
      throw new SourceError(`it calls ${name}, which has another result for each call`);
    }
  }
  if (over === "rows" && !hasAggregate) throw notAggregate();
}
