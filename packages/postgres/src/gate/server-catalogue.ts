import type { SqlRow } from "@dqx/common";
import type { QualifiedName, QueryFacts } from "./query-facts.js";

/** What the server's catalogue says of a function, or of the function behind an operator. */
export interface KnownFunction extends QualifiedName {
  readonly kind: "function" | "operator";
  /** It is declared VOLATILE, or one of the functions that an aggregate consists of is. */
  readonly isVolatile: boolean;
  /** A function of one row: neither an aggregate, nor a window function, nor one that returns several rows. */
  readonly isOfOneRow: boolean;
  readonly isAggregate: boolean;
  /** It is written in a language that may do anything on the server's host. */
  readonly isUntrusted: boolean;
}

/** A view of the database. */
export interface KnownView extends QualifiedName {
  /** Its SELECT. */
  readonly definition: string;
}

/** Runs one SELECT of the gate's own, by position of its values. */
export type CatalogueQuery = (
  sql: string,
  values: readonly (readonly string[])[],
) => Promise<readonly SqlRow[]>;

const FUNCTIONS = `SELECT 'function', n.nspname::pg_catalog.text, p.proname::pg_catalog.text,
  p.provolatile = 'v' OR EXISTS (
    SELECT FROM pg_catalog.pg_aggregate a JOIN pg_catalog.pg_proc part
      ON part.oid IN (a.aggtransfn, a.aggfinalfn, a.aggcombinefn, a.aggmtransfn, a.aggminvtransfn, a.aggmfinalfn)
    WHERE a.aggfnoid = p.oid AND part.provolatile = 'v'),
  p.prokind = 'f' AND NOT p.proretset,
  NOT l.lanpltrusted AND l.lanname NOT IN ('internal', 'c'), p.prokind = 'a'
FROM pg_catalog.pg_proc p
  JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
  JOIN pg_catalog.pg_language l ON l.oid = p.prolang
WHERE p.proname = ANY ($1::pg_catalog.name[])
UNION ALL
SELECT 'operator', n.nspname::pg_catalog.text, o.oprname::pg_catalog.text, p.provolatile = 'v', TRUE,
  NOT l.lanpltrusted AND l.lanname NOT IN ('internal', 'c'), FALSE
FROM pg_catalog.pg_operator o
  JOIN pg_catalog.pg_proc p ON p.oid = o.oprcode
  JOIN pg_catalog.pg_namespace n ON n.oid = o.oprnamespace
  JOIN pg_catalog.pg_language l ON l.oid = p.prolang
WHERE o.oprname = ANY ($2::pg_catalog.name[])`;

const VIEWS = `SELECT n.nspname::pg_catalog.text, c.relname::pg_catalog.text, pg_catalog.pg_get_viewdef(c.oid)
FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'v' AND c.relname = ANY ($1::pg_catalog.name[])
  AND n.nspname NOT IN ('pg_catalog', 'information_schema')`;

/** What the server knows of the names in a text, asked for once a session. */
export class ServerCatalogue {
  readonly #query: CatalogueQuery;
  readonly #functions = new Map<string, readonly KnownFunction[]>();
  readonly #views = new Map<string, readonly KnownView[]>();

  /** @param query - runs a SELECT on the session */
  constructor(query: CatalogueQuery) {
    this.#query = query;
  }

  /** Asks for the names in a text that are not known yet. */
  async learn({ functions, operators, fields, relations }: QueryFacts): Promise<void> {
    const called = [...functions.map(({ name }) => name), ...fields].filter((name) => name !== "");
    await this.#learnFunctions(unique(called), unique(operators.map(({ name }) => name)));
    const named = unique(relations.map(({ name }) => name)).filter((name) => !this.#views.has(name));
    if (named.length === 0) return;
    const rows = await this.#query(VIEWS, [named]);
    const views = rows.map(
      ([schema, name, definition]): KnownView => ({
        schema: String(schema),
        name: String(name),
        definition: String(definition),
      }),
    );
    for (const name of named)
      this.#views.set(
        name,
        views.filter((view) => view.name === name),
      );
  }

  /** The functions, or those behind the operators, that a name may mean. */
  functions(kind: KnownFunction["kind"], { schema, name }: QualifiedName): readonly KnownFunction[] {
    const known = this.#functions.get(`${kind} ${name}`) ?? [];
    return known.filter((each) => schema === "" || each.schema === schema);
  }

  /** The views that a name may mean. */
  views({ schema, name }: QualifiedName): readonly KnownView[] {
    return (this.#views.get(name) ?? []).filter((each) => schema === "" || each.schema === schema);
  }

  async #learnFunctions(functions: readonly string[], operators: readonly string[]): Promise<void> {
    const called = functions.filter((name) => !this.#functions.has(`function ${name}`));
    const signs = operators.filter((name) => !this.#functions.has(`operator ${name}`));
    if (called.length + signs.length === 0) return;
    const rows = await this.#query(FUNCTIONS, [called, signs]);
    const known = rows.map(
      ([kind, schema, name, isVolatile, isOfOneRow, isUntrusted, isAggregate]): KnownFunction => ({
        kind: kind === "operator" ? "operator" : "function",
        schema: String(schema),
        name: String(name),
        isVolatile: isVolatile === true,
        isOfOneRow: isOfOneRow === true,
        isUntrusted: isUntrusted === true,
        isAggregate: isAggregate === true,
      }),
    );
    const keep = (kind: KnownFunction["kind"], names: readonly string[]): void => {
      for (const name of names) {
        const meant = known.filter((each) => each.kind === kind && each.name === name);
        this.#functions.set(`${kind} ${name}`, meant);
      }
    };
    keep("function", called);
    keep("operator", signs);
  }
}

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}
