import {
  InvalidArgumentError,
  type LocalDate,
  nearestName,
  type SourceParameters,
  showValue,
} from "@dqx/common";
import { boundSql } from "./bound-sql.js";
import type { SourceRelation } from "./engine-source.js";
import type { ReadOnlyGate } from "./read-only-gate.js";
import { SourceError } from "./source-error.js";
import { withoutSemicolon } from "./without-semicolon.js";

/**
 * How a query is read: as a relation in brackets. The engine's parser finds the query to be one SELECT and tells
 * its placeholders; the driver binds the metric's parameters to them, so no value is ever part of the text.
 *
 * @param dataset - the source's name
 * @param query - one SELECT, perhaps with placeholders such as `$region`
 */
export function queryRelation(dataset: string, query: string): SourceRelation {
  const sql = bracketed(query);
  return {
    relation: ({ parameters }) => (isEmpty(parameters) ? sql : { sql, parameters }),
    async check(gate, relation) {
      const { parameters } = boundSql(relation);
      const names = await placeholders(gate, query);
      for (const name of names) requireValue(dataset, name, parameters);
      for (const name of Object.keys(parameters)) refuseUnknown(dataset, name, names);
    },
    remedy,
  };
}

/**
 * How a query is read that is made anew for each date. Its placeholders are bound to the metric's parameters;
 * the function may use others of them in its own way.
 *
 * @param dataset - the source's name
 * @param queryFor - makes one SELECT
 */
export function datedQueryRelation(
  dataset: string,
  queryFor: (date: LocalDate, parameters: SourceParameters) => string,
): SourceRelation {
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
      const sql = bracketed(query);
      return isEmpty(parameters) ? sql : { sql, parameters };
    },
    async check(gate, relation) {
      const { sql, parameters } = boundSql(relation);
      for (const name of await placeholders(gate, unbracketed(sql))) requireValue(dataset, name, parameters);
    },
    remedy,
  };
}

// The line break ends a comment that the query may end with.
function bracketed(query: string): string {
  return `(${withoutSemicolon(query)}\n)`;
}

function unbracketed(relation: string): string {
  return relation.slice(1, -2);
}

function isEmpty(parameters: SourceParameters): boolean {
  return Object.keys(parameters).length === 0;
}

async function remedy(): Promise<string> {
  return "Correct the query; names in it are those of the source's database";
}

async function placeholders(gate: ReadOnlyGate, query: string): Promise<readonly string[]> {
  const { parameters } = await gate.admit(query);
  if (parameters.every((name) => !/^\d+$/.test(name))) return parameters;
  throw new SourceError("the query has parameters without a name. Write them as $name");
}

function requireValue(dataset: string, name: string, values: SourceParameters): void {
  if (Object.hasOwn(values, name)) return;
  throw new SourceError(
    `the query of dataset '${dataset}' needs a value for $${name}. Give it as a parameter of the metric`,
  );
}

function refuseUnknown(dataset: string, name: string, known: readonly string[]): void {
  if (known.includes(name)) return;
  const nearest = nearestName(name, known);
  const listed = known.map((other) => `$${other}`).join(", ") || "none";
  throw new SourceError(
    `the query of dataset '${dataset}' has no parameter '${name}'. ${nearest === undefined ? `It has: ${listed}` : `Did you mean '${nearest}'?`}`,
  );
}
