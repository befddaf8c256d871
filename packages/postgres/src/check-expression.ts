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
import { loadParser } from "./gate/parse-sql.js";
import { positionalQuery } from "./gate/positional-query.js";
import { PostgresGate } from "./gate/postgres-gate.js";
import { type QueryFacts, queryFacts } from "./gate/query-facts.js";
import type { ServerCatalogue } from "./gate/server-catalogue.js";

/** The name that stands for the relation while an expression is parsed. */
const RELATION = "dqx_rows";

/** What cannot stand in an expression over one row, by the parser's names. */
const REFUSED: Readonly<Record<string, string>> = {
  A_Star: "several columns at once",
  SubLink: "a subquery",
  ParamRef: "a parameter",
  GroupingFunc: "grouping()",
  SetToDefault: "a default",
};

/** What ends the SELECT that is written around an expression, when the expression is more than one. */
const REST = [
  "whereClause",
  "groupClause",
  "havingClause",
  "windowClause",
  "sortClause",
  "limitCount",
  "limitOffset",
  "distinctClause",
  "withClause",
  "larg",
];

/**
 * Checks that a text is exactly one expression over the columns of a row, by PostgreSQL's own parser and the
 * server's list of functions: no subquery, aggregate or window function, and no function with side effects or
 * another result for each call.
 *
 * @param text - what a user wrote
 * @param relation - SQL that can stand after `FROM`: what the expression is over
 * @param catalogue - what the server knows of names
 * @param describe - the columns of a statement, which is not run
 * @returns PostgreSQL's name of the expression's type
 * @throws {@link SourceError} saying what is in the text that may not be there
 */
export async function checkExpression(
  text: string,
  relation: SqlText,
  catalogue: ServerCatalogue,
  describe: Describe,
): Promise<string> {
  return check(text, relation, catalogue, describe, "row");
}

/**
 * Checks that a text is exactly one expression that computes from many rows, as {@link checkExpression} checks one
 * over a row.
 */
export async function checkAggregate(
  text: string,
  relation: SqlText,
  catalogue: ServerCatalogue,
  describe: Describe,
): Promise<string> {
  return check(text, relation, catalogue, describe, "rows");
}

/** The columns of a statement, which is not run. */
type Describe = (statement: SqlText) => Promise<readonly SqlColumn[]>;

async function check(
  text: string,
  relation: SqlText,
  catalogue: ServerCatalogue,
  describe: Describe,
  over: SqlOver,
): Promise<string> {
  try {
    await checkText(text, catalogue, over);
    const { sql, parameters } = boundSql(relation);
    const [column] = await describe({
      sql: `SELECT (${text}\n) AS e FROM ${fromItem(sql)}`,
      parameters,
    });
    return String(column?.type);
  } catch (cause) {
    if (!(cause instanceof SourceError)) throw cause;
    throw noExpression(text, over, cause);
  }
}

async function checkText(text: string, catalogue: ServerCatalogue, over: SqlOver): Promise<void> {
  const parser = await loadParser();
  // In brackets, two expressions would be one row; without, an alias would pass. The line end closes a comment
  // at the end of the text, which would hide what follows.
  const [bare, bracketed] = [`SELECT ${text}\n FROM ${RELATION}`, `SELECT (${text}\n) AS e FROM ${RELATION}`];
  const facts = queryFacts(parser.parse(positionalQuery(bracketed, parser).sql));
  for (const [kind, what] of Object.entries(REFUSED)) {
    if (facts.kinds.has(kind)) throw new SourceError(`it has ${what}`);
  }
  requireOneExpression(queryFacts(parser.parse(positionalQuery(bare, parser).sql)));
  requireOneExpression(facts);
  await new PostgresGate(catalogue).check(facts);
  let hasAggregate = false;
  for (const call of facts.functions) {
    const known = catalogue.functions("function", call);
    if (over === "rows") {
      if (call.isWindow) throw new SourceError("it has a window function");
      if (known.some(({ isOfOneRow, isAggregate }) => !isOfOneRow && !isAggregate)) {
        throw new SourceError(`it calls ${call.name}, which is no aggregate and no function of one row`);
      }
      hasAggregate ||= known.some(({ isAggregate }) => isAggregate);
    } else if (call.isOverRows || known.some(({ isOfOneRow }) => !isOfOneRow)) {
      throw new SourceError(`it calls ${call.name}, which computes from many rows; use a metric for that`);
    }
    if (known.some(({ isVolatile }) => isVolatile)) {
      throw new SourceError(`it calls ${call.name}, which has another result for each call`);
    }
    if (call.name === "current_setting") {
      throw new SourceError(`it calls ${call.name}, which tells of the session and not of the row`);
    }
  }
  if (over === "rows" && !hasAggregate) throw notAggregate();
}

function requireOneExpression({ statements, targets, relations, kinds }: QueryFacts): void {
  const [relation] = relations;
  const isOne =
    statements.join() === "SelectStmt" &&
    targets === 1 &&
    relations.length === 1 &&
    relation?.name === RELATION &&
    REST.every((clause) => !kinds.has(clause));
  if (!isOne) throw new SourceError("it is more than one expression");
}
