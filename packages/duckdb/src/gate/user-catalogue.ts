import type { DuckDBConnection } from "@duckdb/node-api";
import type { TableReference } from "./query-facts.js";

/** What an owner of a database has defined that a query may name: macros, views and tables. */
export interface UserCatalogue {
  /** The definitions of all macros of a name, whatever their schema. */
  macros(name: string): readonly MacroDefinition[];
  /** The queries of all views of a name, whatever their schema. */
  views(name: string): readonly string[];
  /** Tells whether there is a table or view that a reference names; then no file is meant by it. */
  hasRelation(reference: TableReference): boolean;
}

/** A macro of a database. */
export interface MacroDefinition {
  readonly kind: "expression" | "relation";
  readonly sql: string;
}

/** Runs a query of the gate's own and returns its rows. */
type CatalogueQuery = (sql: string) => Promise<readonly (readonly unknown[])[]>;

/** The catalogue of a database that only DQX fills: it defines no macros and no views. */
export const emptyCatalogue: UserCatalogue = { macros: () => [], views: () => [], hasRelation: () => false };

/**
 * Reads what has been defined in the databases that a connection sees.
 *
 * @param query - a connection's
 */
async function readUserCatalogue(query: CatalogueQuery): Promise<UserCatalogue> {
  const macros = new Map<string, MacroDefinition[]>();
  const views = new Map<string, string[]>();
  const relations = new Set<string>();
  const found = await query(
    "SELECT function_name, function_type, macro_definition FROM system.main.duckdb_functions() WHERE NOT internal AND macro_definition IS NOT NULL",
  );
  for (const [name, type, sql] of found) {
    const kind = type === "table_macro" ? "relation" : "expression";
    add(macros, String(name), { kind, sql: String(sql) });
  }
  for (const [name, sql] of await query(
    "SELECT view_name, sql FROM system.main.duckdb_views() WHERE NOT internal AND sql IS NOT NULL",
  )) {
    add(views, String(name), viewQuery(String(sql)));
  }
  for (const [catalog, schema, name, isCurrent, isDefault] of await query(RELATIONS)) {
    const [database, folder, relation] = [String(catalog), String(schema), String(name)];
    relations.add(pathOf([database, folder, relation]));
    if (isCurrent === true) relations.add(pathOf([folder, relation]));
    if (folder === "main") relations.add(pathOf([database, relation]));
    if (isDefault === true) relations.add(pathOf([relation]));
  }
  return {
    macros: (name) => macros.get(name.toLowerCase()) ?? [],
    views: (name) => views.get(name.toLowerCase()) ?? [],
    hasRelation: ({ catalog, schema, name }) =>
      relations.has(pathOf([catalog, schema, name].filter((part) => part !== ""))),
  };
}

/**
 * Reads what has been defined in the databases that a connection sees.
 *
 * @param connection - the connection
 */
export async function readCatalogue(connection: DuckDBConnection): Promise<UserCatalogue> {
  return readUserCatalogue(async (sql) => (await connection.runAndReadAll(sql)).getRows());
}

// Only what a shorter name finds counts: another name of the same text may be that of a file.
const RELATIONS = `
  SELECT table_catalog, table_schema, table_name,
    table_catalog = system.main.current_database() OR table_catalog = 'temp',
    table_catalog = 'temp' OR (table_catalog = system.main.current_database() AND table_schema = system.main.current_schema())
  FROM system.information_schema.tables`;

const NAME = String.raw`(?:"(?:[^"]|"")*"|[^\s."(]+)`;
const VIEW = new RegExp(
  String.raw`^CREATE (?:TEMP(?:ORARY)? )?VIEW (?:IF NOT EXISTS )?${NAME}(?:\.${NAME})*\s*(?:\((?:[^")]|"(?:[^"]|"")*")*\)\s*)?AS\s`,
  "i",
);

/**
 * The query of a view.
 *
 * @param sql - the statement that made it, as the catalogue keeps it
 * @returns the statement itself when its query cannot be told; no parser takes that for a SELECT
 */
export function viewQuery(sql: string): string {
  return sql.replace(VIEW, "");
}

function pathOf(parts: readonly string[]): string {
  return JSON.stringify(parts.map((part) => part.toLowerCase()));
}

function add<Value>(map: Map<string, Value[]>, name: string, value: Value): void {
  const key = name.toLowerCase();
  map.set(key, [...(map.get(key) ?? []), value]);
}
