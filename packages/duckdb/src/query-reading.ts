import { InvalidArgumentError, type LocalDate, type SourceParameters, showValue } from "@dqx/common";
import type { DuckDBSession } from "./duckdb-session.js";
import type { SourceDefinition } from "./engine-source.js";
import { QueryTemplate } from "./query-template.js";
import { SourceError } from "./source-error.js";

type QueryReading = Pick<SourceDefinition, "relation" | "check" | "remedy">;

/**
 * How a query is read: as a relation in brackets, after DuckDB's own parser has found it to be one SELECT
 * with just the parameters that were put in.
 *
 * @param dataset - the source's name
 * @param query - one SELECT, perhaps with named parameters
 */
export function queryReading(dataset: string, query: string): QueryReading {
  const template = new QueryTemplate(query);
  return {
    relation: ({ parameters }) => bracketed(template.render(dataset, parameters)),
    check: (session) => checkTemplate(session, template),
    remedy,
  };
}

/**
 * How a query is read that is made anew for each date.
 *
 * @param dataset - the source's name
 * @param queryFor - makes one SELECT without parameters
 */
export function datedQueryReading(
  dataset: string,
  queryFor: (date: LocalDate, parameters: SourceParameters) => string,
): QueryReading {
  const templates = new Map<string, QueryTemplate>();
  return {
    relation({ date, parameters }) {
      if (date === undefined)
        throw new SourceError(`dataset '${dataset}' is made for a date, and none was given.`);
      const query: unknown = queryFor(date, parameters);
      if (typeof query !== "string" || query.trim() === "") {
        throw new InvalidArgumentError(
          `relationFor of dataset '${dataset}' gave ${showValue(query)} for ${date}. Give the text of one SELECT.`,
        );
      }
      const template = new QueryTemplate(query);
      const relation = bracketed(template.render(dataset, {}));
      templates.set(relation, template);
      return relation;
    },
    async check(session, relation) {
      const template = templates.get(relation);
      if (template !== undefined) await checkTemplate(session, template);
    },
    remedy,
  };
}

// The line break ends a comment that the query may end with.
function bracketed(query: string): string {
  return `(${query}\n)`;
}

async function remedy(): Promise<string> {
  return "Correct the query; names in it are those of the source's database";
}

async function checkTemplate(session: DuckDBSession, template: QueryTemplate): Promise<void> {
  const statement = await session.prepare(template.sql);
  try {
    const names = Array.from({ length: statement.parameterCount }, (_, index) =>
      statement.parameterName(index + 1),
    );
    const positional = names.find((name) => /^\d+$/.test(name));
    if (positional !== undefined) {
      throw new SourceError("the query has parameters without a name. Write them as $name");
    }
    const unseen = names.find((name) => !template.parameters.includes(name));
    if (unseen !== undefined || names.length !== template.parameters.length) {
      throw new SourceError(
        "the parameters of the query cannot be told from its text. Write them as $name, outside of strings and comments",
      );
    }
  } finally {
    statement.destroySync();
  }
}
