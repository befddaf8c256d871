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
import { isAdmittedAggregate } from "./gate/admitted-aggregates.js";
import { isAdmittedFunction } from "./gate/admitted-functions.js";
import type { ClickHouseGate } from "./gate/clickhouse-gate.js";
import { isMultiplying, isUnstable } from "./gate/refused-functions.js";
import type { SyntaxNode } from "./gate/syntax-tree.js";

/** The name that stands for the relation while an expression is parsed. */
const RELATION = "dqx_rows";

/** What cannot stand in an expression over one row, by the parser's names. */
const REFUSED: Readonly<Record<string, string>> = {
  Asterisk: "several columns at once",
  QualifiedAsterisk: "several columns at once",
  ColumnsListMatcher: "several columns at once",
  ColumnsRegexpMatcher: "several columns at once",
  QualifiedColumnsListMatcher: "several columns at once",
  QualifiedColumnsRegexpMatcher: "several columns at once",
  Subquery: "a subquery",
  WindowDefinition: "a window",
};

/**
 * Checks that a text is exactly one expression over the columns of a row, by ClickHouse's own parser and the lists of
 * functions: no subquery, aggregate or window function, and no function with side effects or another result for each
 * call.
 *
 * @param text - what a user wrote
 * @param relation - SQL that can stand after `FROM`: what the expression is over
 * @param gate - of the session
 * @param describe - the columns of a statement, which is not run
 * @returns ClickHouse's name of the expression's type
 * @throws {@link SourceError} saying what is in the text that may not be there
 */
export async function checkExpression(
  text: string,
  relation: SqlText,
  gate: ClickHouseGate,
  describe: Describe,
): Promise<string> {
  return check(text, relation, gate, describe, "row");
}

/**
 * Checks that a text is exactly one expression that computes from many rows, as {@link checkExpression} checks one
 * over a row.
 */
export async function checkAggregate(
  text: string,
  relation: SqlText,
  gate: ClickHouseGate,
  describe: Describe,
): Promise<string> {
  return check(text, relation, gate, describe, "rows");
}

/** The columns of a statement, which is not run. */
type Describe = (statement: SqlText) => Promise<readonly SqlColumn[]>;

async function check(
  text: string,
  relation: SqlText,
  gate: ClickHouseGate,
  describe: Describe,
  over: SqlOver,
): Promise<string> {
  try {
    await checkText(text, gate, over);
    const { sql, parameters } = boundSql(relation);
    const [column] = await describe({ sql: `SELECT (${text}\n) AS e FROM ${fromItem(sql)}`, parameters });
    return String(column?.type);
  } catch (cause) {
    if (!(cause instanceof SourceError)) throw cause;
    throw noExpression(text, over, cause);
  }
}

async function checkText(text: string, gate: ClickHouseGate, over: SqlOver): Promise<void> {
  // In brackets, two expressions would be one tuple; without, an alias would pass. The line end closes a comment at
  // the end of the text, which would hide what follows.
  const [bare, bracketed] = [`SELECT ${text}\n FROM ${RELATION}`, `SELECT (${text}\n) AS e FROM ${RELATION}`];
  if ((await gate.placeholders(bracketed)).length > 0) throw new SourceError("it has a parameter");
  requireOneExpression(await gate.tree(bracketed));
  const tree = await gate.tree(bare);
  requireOneExpression(tree);
  const { functions, kinds, hasAlias } = await gate.check(tree);
  for (const [kind, what] of Object.entries(REFUSED)) {
    if (kinds.has(kind)) throw new SourceError(`it has ${what}`);
  }
  if (hasAlias) throw new SourceError("it gives a part of itself a name");
  let hasAggregate = false;
  for (const name of functions) {
    const isAggregate = isAdmittedAggregate(name) && !isAdmittedFunction(name);
    hasAggregate ||= isAggregate;
    if (isAggregate && over === "row") {
      throw new SourceError(`it calls ${name}, which computes from many rows; use a metric for that`);
    }
    if (isMultiplying(name)) throw new SourceError(`it calls ${name}, which makes several of one`);
    if (isUnstable(name)) throw new SourceError(`it calls ${name}, which has another result for each call`);
  }
  if (over === "rows" && !hasAggregate) throw notAggregate();
}

// One SELECT of one expression from the one relation, and nothing behind it.
function requireOneExpression({ children: [selects] }: SyntaxNode): void {
  const [select] = selects?.children ?? [];
  const [expressions, from] = select?.children ?? [];
  const relation = from?.children[0]?.children[0]?.children[0];
  const isOne =
    selects?.children.length === 1 &&
    select?.kind === "SelectQuery" &&
    select.children.length === 2 &&
    expressions?.children.length === 1 &&
    from?.kind === "TablesInSelectQuery" &&
    from.children.length === 1 &&
    relation?.kind === "TableIdentifier" &&
    relation.text === RELATION;
  if (!isOne) throw new SourceError("it is more than one expression");
}
