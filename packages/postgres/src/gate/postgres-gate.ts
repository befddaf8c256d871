import { type AdmittedQuery, type ReadOnlyGate, SourceError } from "@dqx/sql";
import { loadParser } from "./parse-sql.js";
import { positionalQuery } from "./positional-query.js";
import { type FunctionCall, type QualifiedName, type QueryFacts, queryFacts } from "./query-facts.js";
import {
  ADMITTED_VOLATILE,
  REFUSED_FUNCTIONS,
  REFUSED_RELATIONS,
  SECRET_SETTING,
  VOLATILE_REASONS,
} from "./refused-functions.js";
import type { KnownFunction, ServerCatalogue } from "./server-catalogue.js";

/** The schema of PostgreSQL's own functions. */
const OWN = "pg_catalog";

/** What parts of a SELECT change something or lock rows, by the parser's names of them. */
const REFUSED_CLAUSES: Readonly<Record<string, string>> = {
  intoClause: "SELECT INTO makes a table",
  lockingClause: "FOR UPDATE and its like lock rows",
};

/**
 * The first lock: PostgreSQL's own parser takes a text apart. It has to be exactly one SELECT, and every function in
 * it has to be one that the server's catalogue does not say to be VOLATILE, and that stands on no list of ours.
 * Views are taken apart, too.
 *
 * A READ ONLY transaction alone is not enough: functions in it set settings, take locks, end other sessions and
 * read files, and a text of several statements would end it.
 */
export class PostgresGate implements ReadOnlyGate {
  readonly #catalogue: ServerCatalogue;

  /** @param catalogue - what the server knows of names */
  constructor(catalogue: ServerCatalogue) {
    this.#catalogue = catalogue;
  }

  async admit(query: string): Promise<AdmittedQuery> {
    const parser = await loadParser();
    const { sql, names, numbers } = positionalQuery(query, parser);
    const facts = queryFacts(parser.parse(sql));
    await this.#check(facts, new Set());
    // A placeholder that the parser does not see would stand in a text, and its value be bound to nothing.
    const unseen = names.find((_, index) => !facts.placeholders.has(index + 1));
    if (unseen !== undefined) throw new SourceError(`the placeholder $${unseen} stands where none can be`);
    return { parameters: [...names, ...numbers] };
  }

  /**
   * Checks what a text that is no user's query consists of.
   *
   * @throws SourceError saying what is refused
   */
  async check(facts: QueryFacts): Promise<void> {
    await this.#check(facts, new Set());
  }

  async #check(facts: QueryFacts, seen: Set<string>): Promise<void> {
    requireOneSelect(facts);
    await this.#catalogue.learn(facts);
    for (const call of facts.functions) this.#checkCall(call, seen.size === 0);
    for (const operator of facts.operators) {
      for (const known of this.#catalogue.functions("operator", operator)) {
        if (known.schema !== OWN) requireReading(`the operator ${operator.name}`, known);
      }
    }
    // A function can be called on a row as if it were a field of it.
    for (const name of facts.fields) {
      for (const known of this.#catalogue.functions("function", { schema: "", name })) {
        if (known.schema !== OWN) requireReading(`${known.schema}.${name}()`, known);
      }
    }
    for (const relation of facts.relations) await this.#checkRelation(relation, seen);
  }

  #checkCall(call: FunctionCall, isUsers: boolean): void {
    const known = this.#catalogue.functions("function", call);
    const what = `the function ${call.name}()`;
    const refusal = REFUSED_FUNCTIONS.get(call.name);
    if (refusal !== undefined) throw refused(what, refusal);
    for (const each of known)
      requireReading(each.schema === OWN ? what : `${each.schema}.${each.name}()`, each);
    const { constant } = call;
    if (!isUsers || call.name !== "current_setting") return;
    if (constant === undefined || SECRET_SETTING.test(constant)) {
      throw refused("current_setting() of this setting", "it may show secrets of the server");
    }
  }

  async #checkRelation(relation: QualifiedName, seen: Set<string>): Promise<void> {
    const { schema, name } = relation;
    if ((schema === "" || schema === OWN) && REFUSED_RELATIONS.has(name)) {
      throw refused(`the relation ${name}`, "it shows files of the server's host, or passwords");
    }
    for (const { definition } of this.#catalogue.views(relation)) {
      if (seen.has(definition)) continue;
      seen.add(definition);
      const parser = await loadParser();
      await this.#check(queryFacts(parser.parse(definition)), seen);
    }
  }
}

function requireOneSelect({ statements, otherStatements, kinds }: QueryFacts): void {
  if (statements.length === 0) throw new SourceError("it holds no statement");
  if (statements.length > 1) {
    throw new SourceError(`it is ${statements.length} statements, and only one SELECT is let through`);
  }
  const [other] = otherStatements;
  if (other !== undefined) {
    const kind = other
      .replace(/Stmt$/, "")
      .replaceAll(/(?<=[a-z])(?=[A-Z])/g, " ")
      .toUpperCase();
    throw new SourceError(`${kind} is not let through, only one SELECT is let through`);
  }
  for (const [clause, why] of Object.entries(REFUSED_CLAUSES)) {
    if (kinds.has(clause)) throw new SourceError(`it is not let through: ${why}`);
  }
}

function requireReading(what: string, { schema, name, isVolatile, isUntrusted }: KnownFunction): void {
  if (isUntrusted) throw refused(what, "its language may do anything on the server's host");
  if (!isVolatile) return;
  const known = VOLATILE_REASONS.find(([pattern]) => pattern.test(name))?.[1];
  if (schema === OWN) {
    if (ADMITTED_VOLATILE.has(name)) return;
    throw refused(what, known ?? "it is VOLATILE, so it may have side effects");
  }
  throw refused(what, known ?? "it is VOLATILE. Declare it STABLE or IMMUTABLE if it only reads");
}

function refused(what: string, why: string): SourceError {
  return new SourceError(`${what} is not let through: ${why}`);
}
