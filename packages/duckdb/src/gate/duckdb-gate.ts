import { type AdmittedQuery, type ReadOnlyGate, SourceError } from "@dqx/sql";
import { isAdmittedFunction } from "./admitted-functions.js";
import { type AllowedReads, isDataFile, isWithin } from "./allowed-reads.js";
import {
  argumentName,
  constantTexts,
  type FunctionCall,
  type QueryFacts,
  queryFacts,
  type TableReference,
} from "./query-facts.js";
import {
  ADMITTED_TABLE_FUNCTIONS,
  DATA_READERS,
  FILE_READERS,
  REFUSED_FUNCTIONS,
  REFUSED_READER_OPTIONS,
  REFUSED_TABLE_FUNCTIONS,
  REFUSED_VIEWS,
  SECRET_SETTING,
} from "./refused-functions.js";
import { serialized } from "./serialized-statement.js";
import type { MacroDefinition, UserCatalogue } from "./user-catalogue.js";

/** Schemas of DuckDB's own views. */
const SYSTEM_SCHEMAS: ReadonlySet<string> = new Set(["information_schema", "pg_catalog"]);

/** What a gate needs of its session. */
export interface GateOptions {
  /** DuckDB's `json_serialize_sql` of a text, which parses and does not bind. */
  readonly serialize: (sql: string) => Promise<string>;
  /** What the owners of the databases have defined. */
  readonly catalogue: () => Promise<UserCatalogue>;
  readonly reads: AllowedReads;
}

/**
 * The first lock: DuckDB's parser takes a text apart, and everything in it is held against lists of what may be
 * called and read. What stands on no list is refused. Macros and views of the database are taken apart, too.
 *
 * A transaction that is read-only does not protect files: COPY writes them, and so do functions of a SELECT.
 */
export class DuckDBGate implements ReadOnlyGate {
  readonly #options: GateOptions;

  /** @param options - the session's parser and catalogue, and what the source may read */
  constructor(options: GateOptions) {
    this.#options = options;
  }

  async admit(query: string): Promise<AdmittedQuery> {
    const facts = queryFacts(await this.#select(query));
    await this.#check(facts, new Set());
    return { parameters: facts.parameters };
  }

  async #select(sql: string): Promise<unknown> {
    const [only, ...others] = serialized(await this.#options.serialize(sql));
    if (only === undefined) throw new SourceError("it holds no statement");
    if (others.length === 0) return only;
    throw new SourceError(`it is ${others.length + 1} statements, and only one SELECT is let through`);
  }

  async #check(facts: QueryFacts, seen: Set<string>): Promise<void> {
    const catalogue = await this.#options.catalogue();
    if (facts.showsCatalogue) throw new SourceError("SHOW is not let through, only SELECT is let through");
    for (const call of facts.functions) {
      const macros = catalogue.macros(call.name);
      for (const macro of macros) await this.#checkDefinition(queryOf(macro), seen);
      // A macro of another schema hides no function of DuckDB's own: both may be meant.
      if (macros.length === 0 || isFunction(call.name)) checkFunction(call);
    }
    for (const call of facts.tableFunctions) {
      const macros = catalogue.macros(call.name);
      for (const macro of macros) await this.#checkDefinition(queryOf(macro), seen);
      if (macros.length === 0 || isTableFunction(call.name)) this.#checkTableFunction(call);
    }
    for (const reference of facts.tables) {
      const views = catalogue.views(reference.name);
      for (const sql of views) await this.#checkDefinition(sql, seen);
      this.#checkTable(reference, catalogue);
    }
  }

  #checkTable(reference: TableReference, catalogue: UserCatalogue): void {
    const refusal = lookUp(REFUSED_VIEWS, reference.name.toLowerCase());
    if (refusal !== undefined && !catalogue.hasRelation(reference)) {
      throw refusedCall(`the view ${reference.name}`, refusal);
    }
    if (SYSTEM_SCHEMAS.has(reference.schema.toLowerCase())) return;
    const path = [reference.catalog, reference.schema, reference.name]
      .filter((part) => part !== "")
      .join(".");
    // A name with a full stop that no table has is taken for a file's.
    if (path.includes(".") && !catalogue.hasRelation(reference)) this.#checkFile(path, "a table or a file");
  }

  async #checkDefinition(sql: string, seen: Set<string>): Promise<void> {
    if (seen.has(sql)) return;
    seen.add(sql);
    await this.#check(queryFacts(await this.#select(sql)), seen);
  }

  #checkTableFunction({ name, arguments: given }: FunctionCall): void {
    if (ADMITTED_TABLE_FUNCTIONS.has(name)) return;
    if (!DATA_READERS.has(name) && !FILE_READERS.has(name)) {
      const refusal = lookUp(REFUSED_TABLE_FUNCTIONS, name) ?? "it is on no list of what may be called";
      throw refusedCall(`the table function ${name}()`, refusal);
    }
    const option = given.map(argumentName).find((known) => REFUSED_READER_OPTIONS.has(known));
    if (option !== undefined) throw refusedCall(`the option ${option} of ${name}()`, "it writes tables");
    const paths = constantTexts(given[0]);
    if (paths === undefined) {
      throw refusedCall(
        `${name}() of a computed path`,
        "a source may be held to paths only that stand in its text as they are",
      );
    }
    for (const path of paths) {
      if (DATA_READERS.has(name)) this.#checkFile(path, `what ${name}() reads`);
      else if (!isWithin(path, this.#options.reads.paths)) throw notAllowed(path, `what ${name}() reads`);
    }
  }

  #checkFile(path: string, as: string): void {
    const { paths, dataFiles } = this.#options.reads;
    if (isWithin(path, paths) || (dataFiles && isDataFile(path))) return;
    throw notAllowed(path, as);
  }
}

function checkFunction({ name, arguments: given }: FunctionCall): void {
  const refusal = lookUp(REFUSED_FUNCTIONS, name);
  if (refusal !== undefined) throw refusedCall(`the function ${name}()`, refusal);
  if (!isAdmittedFunction(name)) {
    throw refusedCall(`the function ${name}()`, "it is on no list of what may be called");
  }
  if (name !== "current_setting") return;
  const setting = constantTexts(given[0])?.[0];
  if (setting === undefined || SECRET_SETTING.test(setting)) {
    throw refusedCall("current_setting() of this setting", "it may show secrets of the host");
  }
}

function queryOf({ kind, sql }: MacroDefinition): string {
  return kind === "expression" ? `SELECT (${sql}\n)` : sql;
}

function isFunction(name: string): boolean {
  return isAdmittedFunction(name) || Object.hasOwn(REFUSED_FUNCTIONS, name);
}

function isTableFunction(name: string): boolean {
  return DATA_READERS.has(name) || FILE_READERS.has(name) || Object.hasOwn(REFUSED_TABLE_FUNCTIONS, name);
}

function lookUp(reasons: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(reasons, name) ? reasons[name] : undefined;
}

function refusedCall(what: string, why: string): SourceError {
  return new SourceError(`${what} is not let through: ${why}`);
}

function notAllowed(path: string, as: string): SourceError {
  return new SourceError(
    `'${path}' is not let through as ${as}: it is no table of the database, and no file that the source allows. Name it or its folder in \`allowedPaths\` if it is to be read`,
  );
}
