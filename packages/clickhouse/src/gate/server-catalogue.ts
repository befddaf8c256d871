import type { SqlRow } from "@dqx/common";
import { clickhouseDialect } from "@dqx/sql";

/** A function of the database's own. */
export interface KnownFunction {
  /** The statement that made it, when it is an expression in SQL. */
  readonly definition?: string;
}

/** Runs one SELECT of the gate's own. */
export type CatalogueQuery = (sql: string) => Promise<readonly SqlRow[]>;

/** A relation, by its database and name. */
export interface RelationName {
  readonly database: string;
  readonly name: string;
}

/** What the server knows of the names in statements, asked for once a session. */
export class ServerCatalogue {
  readonly #query: CatalogueQuery;
  readonly #functions = new Map<string, KnownFunction | undefined>();
  readonly #views = new Map<string, string | undefined>();

  /** @param query - runs a SELECT on the session */
  constructor(query: CatalogueQuery) {
    this.#query = query;
  }

  /**
   * Functions of the database's own.
   *
   * @param names - of functions that are on no list
   * @returns by their names, those that there are
   */
  async functions(names: readonly string[]): Promise<ReadonlyMap<string, KnownFunction>> {
    const unknown = names.filter((name) => !this.#functions.has(name));
    if (unknown.length > 0) {
      const rows = await this.#query(
        `SELECT name, origin, create_query FROM system.functions WHERE name IN (${listed(unknown)})`,
      );
      for (const name of unknown) this.#functions.set(name, undefined);
      for (const [name, origin, definition] of rows) {
        if (origin === "System") continue;
        const isSql = origin === "SQLUserDefined" && typeof definition === "string" && definition !== "";
        this.#functions.set(String(name), isSql ? { definition } : {});
      }
    }
    return present(names, this.#functions);
  }

  /**
   * The views among relations.
   *
   * @returns the SELECT of each
   */
  async views(relations: readonly RelationName[]): Promise<readonly string[]> {
    const keyOf = ({ database, name }: RelationName): string => JSON.stringify([database, name]);
    const unknown = relations.filter((relation) => !this.#views.has(keyOf(relation)));
    if (unknown.length > 0) {
      const pairs = unknown.map(({ database, name }) => `(${listed([database, name])})`);
      const rows = await this.#query(
        `SELECT database, name, as_select FROM system.tables WHERE engine = 'View' AND (database, name) IN (${pairs.join(", ")})`,
      );
      for (const relation of unknown) this.#views.set(keyOf(relation), undefined);
      for (const [database, name, select] of rows) {
        this.#views.set(keyOf({ database: String(database), name: String(name) }), String(select));
      }
    }
    return [...present(relations.map(keyOf), this.#views).values()];
  }
}

function listed(values: readonly string[]): string {
  return values.map((value) => clickhouseDialect.literal(value)).join(", ");
}

function present<Value>(
  names: readonly string[],
  known: ReadonlyMap<string, Value | undefined>,
): ReadonlyMap<string, Value> {
  return new Map(
    names.flatMap((name) => {
      const value = known.get(name);
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
}
