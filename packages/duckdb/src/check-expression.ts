import type { SqlRow } from "@dqx/common";
import {
  boundSql,
  duckdbDialect,
  noExpression,
  notAggregate,
  SourceError,
  type SqlOver,
  type SqlText,
} from "@dqx/sql";

/** The name that stands for the relation while an expression is parsed. */
const RELATION = "dqx_rows";

/** The classes of DuckDB's parse tree that compute from one row, and nothing else. */
const ROW_CLASSES: ReadonlySet<string> = new Set([
  "BETWEEN",
  "CASE",
  "CAST",
  "COLLATE",
  "COLUMN_REF",
  "COMPARISON",
  "CONJUNCTION",
  "CONSTANT",
  "FUNCTION",
  "LAMBDA",
  "OPERATOR",
]);

/** What the other classes are called by people. */
const OTHER_CLASSES: Readonly<Record<string, string>> = {
  DEFAULT: "a default",
  PARAMETER: "a parameter",
  POSITIONAL_REFERENCE: "a positional reference",
  STAR: "several columns at once",
  SUBQUERY: "a subquery",
  WINDOW: "a window function",
};

/** Functions without side effects that tell of the session and not of the row. */
const HOST_FUNCTIONS = ["current_setting", "getenv", "getvariable"];

/** How deep macros may call each other. */
const MAXIMUM_DEPTH = 5;

/** Runs one SELECT of ours. */
type Query = (statement: SqlText) => Promise<readonly SqlRow[]>;

/**
 * Checks that a text is exactly one expression over the columns of a row, by DuckDB's own parser and its list
 * of functions: no subquery, aggregate or window function, and no function with side effects or another
 * result for each call.
 *
 * @param text - what a user wrote
 * @param relation - SQL that can stand after `FROM`: what the expression is over
 * @param query - runs a SELECT on the session
 * @returns DuckDB's name of the expression's type
 * @throws {@link SourceError} saying what is in the text that may not be there
 */
export async function checkExpression(text: string, relation: SqlText, query: Query): Promise<string> {
  return check(text, relation, query, "row");
}

/**
 * Checks that a text is exactly one expression that computes from many rows, as {@link checkExpression} checks one
 * over a row.
 */
export async function checkAggregate(text: string, relation: SqlText, query: Query): Promise<string> {
  return check(text, relation, query, "rows");
}

async function check(text: string, relation: SqlText, query: Query, over: SqlOver): Promise<string> {
  try {
    const hasAggregate = await checkText(text, query, over, 0);
    if (over === "rows" && !hasAggregate) throw notAggregate();
    // Binds the expression, and runs nothing.
    const { sql, parameters } = boundSql(relation);
    const [column] = await query({ sql: `DESCRIBE SELECT (${text}\n) AS e FROM ${sql}`, parameters });
    return String(column?.[1]);
  } catch (cause) {
    if (!(cause instanceof SourceError)) throw cause;
    throw noExpression(text, over, cause);
  }
}

// Tells whether it has an aggregate.
async function checkText(text: string, query: Query, over: SqlOver, depth: number): Promise<boolean> {
  const called = new Set<string>();
  // In brackets, two expressions would be one row; without, an alias would pass. The line end closes a comment
  // at the end of the text, which would hide what follows.
  await parse(`SELECT ${text}\n FROM ${RELATION}`, query);
  walk(await parse(`SELECT (${text}\n) AS e FROM ${RELATION}`, query), (part) => {
    const { class: kind, type, function_name: name, schema } = part;
    if (typeof kind !== "string") return;
    if (!ROW_CLASSES.has(kind) || type === "GROUPING_FUNCTION") {
      throw new SourceError(`it has ${OTHER_CLASSES[kind] ?? `what DuckDB calls ${String(type)}`}`);
    }
    if (typeof name !== "string") return;
    if (typeof schema === "string" && schema !== "" && schema !== "main") {
      throw new SourceError(`it calls ${schema}.${name}, and only DuckDB's own functions are let through`);
    }
    called.add(name.toLowerCase());
  });
  return checkFunctions([...called], query, over, depth);
}

// The one expression of the one SELECT that DuckDB's parser finds.
async function parse(statement: string, query: Query): Promise<unknown> {
  const [row] = await query(
    `SELECT system.main.json_serialize_sql(${duckdbDialect.literal(statement)}::VARCHAR)`,
  );
  const parsed: unknown = JSON.parse(String(row?.[0]));
  if (field(parsed, "error") === true) throw new SourceError(String(field(parsed, "error_message")));
  const statements = list(field(parsed, "statements"));
  const node = field(statements[0], "node");
  const selected = list(field(node, "select_list"));
  const from = field(node, "from_table");
  const isOne =
    statements.length === 1 &&
    selected.length === 1 &&
    field(node, "type") === "SELECT_NODE" &&
    field(from, "type") === "BASE_TABLE" &&
    field(from, "table_name") === RELATION;
  if (!isOne) throw new SourceError("it is more than one expression");
  return selected[0];
}

async function checkFunctions(
  names: readonly string[],
  query: Query,
  over: SqlOver,
  depth: number,
): Promise<boolean> {
  if (names.length === 0) return false;
  if (depth > MAXIMUM_DEPTH) throw new SourceError("its macros call each other too deeply");
  // Qualified, and without functions of its own: macros of the database may have the names of DuckDB's.
  const rows = await query(`SELECT function_name, function_type, internal, has_side_effects, macro_definition
FROM system.main.duckdb_functions()`);
  let hasAggregate = false;
  for (const name of names) {
    const entries = rows.filter(([entry]) => String(entry).toLowerCase() === name);
    const types = new Set(entries.map(([, type]) => type));
    const refuse = (why: string): never => {
      throw new SourceError(`it calls ${name}, which ${why}`);
    };
    if (entries.some(([, , internal]) => internal !== true)) refuse("is not DuckDB's own");
    const isAggregate = types.has("aggregate");
    if (isAggregate && over === "row") refuse("computes from many rows; use a metric for that");
    if (!isAggregate && !types.has("scalar") && !types.has("macro")) refuse("is no function of one row");
    if (entries.some(([, , , hasSideEffects]) => hasSideEffects === true)) {
      refuse("has side effects, or another result for each call");
    }
    if (HOST_FUNCTIONS.includes(name)) refuse("tells of the session and not of the row");
    hasAggregate ||= isAggregate;
    for (const [, type, , , definition] of entries) {
      if (type !== "macro") continue;
      if (await checkText(String(definition), query, over, depth + 1)) hasAggregate = true;
    }
  }
  return hasAggregate;
}

type Part = Readonly<Record<string, unknown>>;

function walk(value: unknown, visit: (part: Part) => void): void {
  if (Array.isArray(value)) for (const item of value) walk(item, visit);
  else if (isPart(value)) {
    visit(value);
    for (const member of Object.values(value)) walk(member, visit);
  }
}

function isPart(value: unknown): value is Part {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function field(value: unknown, name: string): unknown {
  return isPart(value) ? value[name] : undefined;
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
