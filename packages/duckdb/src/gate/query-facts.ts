/** A call of a function in a query. */
export interface FunctionCall {
  /** The function's name in lower case, without its schema. */
  readonly name: string;
  /** Its arguments as the parser serializes them. */
  readonly arguments: readonly unknown[];
}

/** A relation that a query names. */
export interface TableReference {
  readonly catalog: string;
  readonly schema: string;
  readonly name: string;
}

/** What a query consists of, as far as the gate cares. */
export interface QueryFacts {
  /** Calls in expressions: scalar functions, aggregates, windows, macros, operators. */
  readonly functions: readonly FunctionCall[];
  /** Calls where a relation stands. */
  readonly tableFunctions: readonly FunctionCall[];
  readonly tables: readonly TableReference[];
  /** The names of placeholders, each once. */
  readonly parameters: readonly string[];
  /** The columns that are named, each once, qualified as they are written. */
  readonly columns: readonly string[];
  /** The kinds of expressions that occur, for example `SUBQUERY`. */
  readonly classes: ReadonlySet<string>;
  /** True for SHOW TABLES and its like, which read the catalogue; DESCRIBE of a query is none. */
  readonly showsCatalogue: boolean;
}

/**
 * Collects what a query consists of from every corner of DuckDB's serialization of it: subqueries, CTEs,
 * lambdas, windows, ORDER BY and LIMIT hold expressions, too.
 *
 * @param serialized - a statement as `json_serialize_sql` gives it, parsed
 */
export function queryFacts(serialized: unknown): QueryFacts {
  const functions: FunctionCall[] = [];
  const tableFunctions: FunctionCall[] = [];
  const tables: TableReference[] = [];
  const parameters = new Set<string>();
  const columns = new Set<string>();
  const classes = new Set<string>();
  let showsCatalogue = false;
  const open: object[] = [asNode(serialized)];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const children = new Map(Object.entries(node));
    const type = textOf(node, "type");
    if (type === "TABLE_FUNCTION") {
      const call = asNode(fieldOf(node, "function"));
      tableFunctions.push(callOf(call));
      // The call itself is no expression; its arguments are.
      children.set("function", Object.values(call));
    }
    if (textOf(node, "function_name") !== "") functions.push(callOf(node));
    if (type === "BASE_TABLE") {
      tables.push({
        catalog: textOf(node, "catalog_name"),
        schema: textOf(node, "schema_name"),
        name: textOf(node, "table_name"),
      });
    }
    if (type === "SHOW_REF" && !isNode(fieldOf(node, "query"))) showsCatalogue = true;
    const kind = textOf(node, "class");
    if (kind !== "") classes.add(kind);
    if (kind === "PARAMETER") parameters.add(textOf(node, "identifier"));
    if (kind === "COLUMN_REF") columns.add(textsOf(fieldOf(node, "column_names")).join("."));
    // The last one pushed is the next one read: what is first in the text comes first.
    for (const child of [...children.values()].reverse()) if (isNode(child)) open.push(child);
  }
  return {
    functions,
    tableFunctions,
    tables,
    parameters: [...parameters],
    columns: [...columns],
    classes,
    showsCatalogue,
  };
}

/**
 * The text of a constant, or those of a list of constants.
 *
 * @param argument - an argument as the parser serializes it
 * @returns undefined when it is anything that has to be computed
 */
export function constantTexts(argument: unknown): readonly string[] | undefined {
  const node = asNode(argument);
  if (textOf(node, "class") === "CONSTANT") {
    const text = fieldOf(asNode(fieldOf(node, "value")), "value");
    return typeof text === "string" ? [text] : undefined;
  }
  const isList =
    textOf(node, "function_name") === "list_value" || textOf(node, "type") === "ARRAY_CONSTRUCTOR";
  if (!isList) return undefined;
  const items = callOf(node).arguments.map(constantTexts);
  return items.every((item) => item !== undefined) ? items.flat() : undefined;
}

/** The name of a named argument such as `header = true`; empty for a positional one. */
export function argumentName(argument: unknown): string {
  const node = asNode(argument);
  const alias = textOf(node, "alias");
  const isNamed = textOf(node, "type") === "COMPARE_EQUAL";
  const names = isNamed ? textsOf(fieldOf(asNode(fieldOf(node, "left")), "column_names")) : [];
  return (alias === "" ? names.join(".") : alias).toLowerCase();
}

function callOf(node: object): FunctionCall {
  const children = fieldOf(node, "children");
  return {
    name: textOf(node, "function_name").toLowerCase(),
    arguments: Array.isArray(children) ? children : [],
  };
}

function isNode(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function asNode(value: unknown): object {
  return isNode(value) ? value : {};
}

function fieldOf(node: object, key: string): unknown {
  return Object.getOwnPropertyDescriptor(node, key)?.value;
}

function textOf(node: object, key: string): string {
  const value = fieldOf(node, key);
  return typeof value === "string" ? value : "";
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
