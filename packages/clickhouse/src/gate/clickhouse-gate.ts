import type { SourceParameters } from "@dqx/common";
import { type AdmittedQuery, clickhouseDialect, type ReadOnlyGate, SourceError } from "@dqx/sql";
import { isAdmittedAggregate } from "./admitted-aggregates.js";
import { isAdmittedFunction } from "./admitted-functions.js";
import { type Placeholder, placeholdersOf, withoutPlaceholders } from "./placeholders.js";
import { type QueryFacts, queryFacts } from "./query-facts.js";
import {
  isAdmittedSystemRelation,
  isAdmittedTableFunction,
  refusalOf,
  tableRefusalOf,
} from "./refused-functions.js";
import type { RelationName, ServerCatalogue } from "./server-catalogue.js";
import { type SyntaxNode, syntaxTree } from "./syntax-tree.js";

/** The database of ClickHouse's own relations. */
const SYSTEM = "system";

/** What a gate needs of its session. */
export interface GateOptions {
  /** Gives the first column of a statement's result. Nothing but SELECT and EXPLAIN AST is asked for. */
  readonly ask: (sql: string, parameters: SourceParameters) => Promise<readonly string[]>;
  readonly catalogue: ServerCatalogue;
  /** The database of names that are written without one. */
  readonly database: string;
  /** The table functions that the source allows, beside those that make rows of their arguments. */
  readonly allowedTableFunctions: readonly string[];
}

/**
 * The first lock: ClickHouse's own parser takes a text apart, without binding or running it. It has to be exactly one
 * SELECT without settings; every function in it has to be on a list, or one of the database's own that is made of
 * such, and every function in FROM one that makes rows of its arguments. Views are taken apart, too.
 *
 * `readonly` alone is not enough: under it, functions read files of the server's host, write into its log, and wait.
 */
export class ClickHouseGate implements ReadOnlyGate {
  readonly #options: GateOptions;
  readonly #admitted = new Set<string>();

  /** @param options - what it needs of its session */
  constructor(options: GateOptions) {
    this.#options = options;
  }

  async admit(query: string): Promise<AdmittedQuery> {
    const placeholders = await this.placeholders(query);
    return { parameters: placeholders.map(({ name }) => name) };
  }

  /**
   * Admits a query, whatever the values of its placeholders will be.
   *
   * @returns its placeholders, with their types
   * @throws SourceError saying what is refused
   */
  async placeholders(query: string): Promise<readonly Placeholder[]> {
    const [formatted = ""] = await this.#ask(
      `SELECT formatQuerySingleLine(${clickhouseDialect.literal(query)})`,
    );
    if (!/^(?:SELECT|WITH|\()/.test(formatted)) {
      const [word = ""] = formatted.split(/\s/, 1);
      throw new SourceError(`${word} is not let through, only one SELECT is let through`);
    }
    await this.#check(await this.tree(withoutPlaceholders(formatted)), new Set());
    return placeholdersOf(formatted);
  }

  /**
   * Admits a statement with the values that it will run with.
   *
   * @throws SourceError saying what is refused
   */
  async admitStatement(sql: string, parameters: SourceParameters): Promise<void> {
    // The name of a relation may be among the values.
    const values = Object.entries(parameters).map(([name, value]) => [name, typeof value, String(value)]);
    const key = JSON.stringify([sql, values]);
    if (this.#admitted.has(key)) return;
    await this.check(await this.tree(sql, parameters));
    this.#admitted.add(key);
  }

  /** What ClickHouse's parser sees in a text. @throws SourceError when it is no SELECT */
  async tree(sql: string, parameters: SourceParameters = {}): Promise<SyntaxNode> {
    return syntaxTree(await this.#ask(`EXPLAIN AST ${sql}`, parameters));
  }

  /** Checks what a text that is no user's query consists of. @throws SourceError saying what is refused */
  async check(tree: SyntaxNode): Promise<QueryFacts> {
    return this.#check(tree, new Set());
  }

  async #check(tree: SyntaxNode, seen: Set<string>): Promise<QueryFacts> {
    requireOneSelect(tree);
    const facts = queryFacts(tree);
    await this.#checkFacts(facts, seen);
    return facts;
  }

  async #checkFacts(facts: QueryFacts, seen: Set<string>): Promise<void> {
    const { kinds, functions, tableFunctions, relations } = facts;
    if (kinds.has("Set")) {
      throw new SourceError("SETTINGS is not let through: it changes how the statement is run");
    }
    for (const name of tableFunctions) this.#checkTableFunction(name);
    await this.#checkFunctions(functions, seen);
    await this.#checkRelations(
      [...relations].flatMap((name) => this.#readings(name)),
      seen,
    );
  }

  #checkTableFunction(name: string): void {
    const { allowedTableFunctions } = this.#options;
    const isAllowed = allowedTableFunctions.some((allowed) => allowed.toLowerCase() === name.toLowerCase());
    if (isAllowed || isAdmittedTableFunction(name)) return;
    throw refused(
      `the table function ${name}()`,
      `${tableRefusalOf(name)}. Name it in allowedTableFunctions if the source may`,
    );
  }

  async #checkFunctions(names: ReadonlySet<string>, seen: Set<string>): Promise<void> {
    const unlisted = [...names].filter((name) => !isAdmittedFunction(name) && !isAdmittedAggregate(name));
    if (unlisted.length === 0) return;
    const own = await this.#options.catalogue.functions(unlisted);
    for (const name of unlisted) {
      const known = own.get(name);
      if (known === undefined) throw refused(`the function ${name}()`, refusalOf(name));
      if (known.definition === undefined) {
        throw refused(`the function ${name}()`, "it runs a program of the server's host");
      }
      if (seen.has(known.definition)) continue;
      seen.add(known.definition);
      await this.#checkFacts(await this.#lambda(known.definition), seen);
    }
  }

  // `CREATE FUNCTION name AS (a, b) -> …` is no SELECT; what follows AS is an expression.
  async #lambda(definition: string): Promise<QueryFacts> {
    const expression = definition.slice(definition.indexOf(" AS ") + " AS ".length);
    return queryFacts(await this.tree(`SELECT ${expression}`));
  }

  async #checkRelations(relations: readonly RelationName[], seen: Set<string>): Promise<void> {
    const foreign = relations.find(
      ({ database, name }) => database.toLowerCase() === SYSTEM && !isAdmittedSystemRelation(name),
    );
    if (foreign !== undefined) {
      throw refused(`the relation ${SYSTEM}.${foreign.name}`, "it tells of the server and its users");
    }
    const others = relations.filter(({ database }) => database.toLowerCase() !== SYSTEM);
    if (others.length === 0) return;
    for (const select of await this.#options.catalogue.views(others)) {
      if (seen.has(select)) continue;
      seen.add(select);
      await this.#check(await this.tree(select), seen);
    }
  }

  // A full stop may separate the database from the name, or be part of one of them.
  #readings(written: string): readonly RelationName[] {
    const parts = written.split(".");
    const split = parts.slice(1).map((_, index) => ({
      database: parts.slice(0, index + 1).join("."),
      name: parts.slice(index + 1).join("."),
    }));
    return [{ database: this.#options.database, name: written }, ...split];
  }

  #ask(sql: string, parameters: SourceParameters = {}): Promise<readonly string[]> {
    return this.#options.ask(sql, parameters);
  }
}

// Beside the SELECTs, the statement as a whole may have a format and a file to write to.
function requireOneSelect({ kind, children }: SyntaxNode): void {
  if (kind === "SelectWithUnionQuery" && children.length > 1) {
    throw new SourceError("INTO OUTFILE, FORMAT and SETTINGS of the whole statement are not let through");
  }
}

function refused(what: string, why: string): SourceError {
  return new SourceError(`${what} is not let through: ${why}`);
}
