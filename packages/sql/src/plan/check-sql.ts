import { DQXError, Either, inSlices } from "@dqx/common";
import {
  type Aggregate,
  type Measurement,
  type RowExpression,
  rowPartsOf,
  type SimpleMetricSpec,
  sqlTextsOf,
} from "@dqx/metrics";
import { type BindingFailure, bindingFailure } from "../row/binding-failure.js";
import type { SqlText } from "../source/bound-sql.js";
import type { SqlSession } from "../source/sql-data-source.js";

/** What became of the SQL expressions that metrics hold, by their text: the engine's names of their types. */
export type CheckedSql = ReadonlyMap<string, Either.Either<string, BindingFailure>>;

/** The SQL expressions that metrics hold, each once. */
export async function sqlTextsIn(specs: readonly SimpleMetricSpec[]): Promise<readonly string[]> {
  const texts = new Set<string>();
  await inSlices(specs, ({ measurement }) => {
    for (const text of sqlTextsOfMeasurement(measurement)) texts.add(text);
  });
  return [...texts];
}

function sqlTextsOfMeasurement(measurement: Measurement): readonly string[] {
  return [
    ...rowAggregates(measurement).flatMap(rowPartsOf).flatMap(sqlTextsOf),
    ...rowExpressions(measurement).flatMap(sqlTextsOf),
    ...("where" in measurement && measurement.where !== undefined ? sqlTextsOf(measurement.where) : []),
  ];
}

function rowAggregates(measurement: Measurement): readonly Aggregate[] {
  switch (measurement.kind) {
    case "scan":
    case "groups":
    case "sequence":
      return measurement.aggregates;
    case "overGroups":
      return measurement.inner;
    case "passes":
      return [...measurement.before.flat(), ...measurement.aggregates];
    case "schema":
      return [];
  }
}

function rowExpressions(measurement: Measurement): readonly RowExpression[] {
  switch (measurement.kind) {
    case "scan":
    case "passes":
    case "schema":
      return [];
    case "groups":
    case "overGroups":
      return measurement.by;
    case "sequence":
      return [...measurement.by, ...measurement.orderBy, ...measurement.windows.map(({ of }) => of)];
  }
}

/**
 * Has the engine check SQL expressions, and asks it for their types. Nothing of them runs.
 *
 * @param texts - what users wrote
 * @param relation - SQL that can stand after `FROM`: what the expressions are over
 * @param session - of the relation's source; when it cannot check expressions, there are none that it lets through
 * @returns each text's type, or why it cannot be used
 */
export async function checkSql(
  texts: readonly string[],
  relation: SqlText,
  session: SqlSession,
  signal: AbortSignal | undefined,
): Promise<CheckedSql> {
  const checked = new Map<string, Either.Either<string, BindingFailure>>();
  for (const text of texts) {
    if (session.checkExpression === undefined) break;
    try {
      checked.set(text, Either.right(await session.checkExpression(text, relation, signal)));
    } catch (cause) {
      signal?.throwIfAborted();
      if (!(cause instanceof DQXError)) throw cause;
      checked.set(text, bindingFailure(cause.message));
    }
  }
  return checked;
}
