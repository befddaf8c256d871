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

/** What became of SQL texts, by their text: the engine's names of their types. */
export type CheckedTexts = ReadonlyMap<string, Either.Either<string, BindingFailure>>;

/** What became of the SQL that metrics hold. */
export interface CheckedSql {
  /** Of expressions over one row. */
  readonly expressions: CheckedTexts;
  /** Of aggregates; none by default. */
  readonly aggregates?: CheckedTexts;
}

/** The SQL that metrics hold, each text once. */
export interface SqlTexts {
  /** Expressions over one row. */
  readonly expressions: readonly string[];
  readonly aggregates: readonly string[];
}

/** The SQL that metrics hold. */
export async function sqlTextsIn(specs: readonly SimpleMetricSpec[]): Promise<SqlTexts> {
  const expressions = new Set<string>();
  const aggregates = new Set<string>();
  await inSlices(specs, ({ measurement }) => {
    for (const text of sqlTextsOfMeasurement(measurement)) expressions.add(text);
    for (const aggregate of rowAggregates(measurement)) {
      if (aggregate.kind === "custom") aggregates.add(aggregate.text);
    }
  });
  return { expressions: [...expressions], aggregates: [...aggregates] };
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
 * Has the engine check SQL, and asks it for the types. Nothing of it runs.
 *
 * @param texts - what users wrote
 * @param relation - SQL that can stand after `FROM`: what the expressions are over
 * @param session - of the relation's source; what it cannot check it does not let through
 * @returns each text's type, or why it cannot be used
 */
export async function checkSql(
  { expressions, aggregates }: SqlTexts,
  relation: SqlText,
  session: SqlSession,
  signal: AbortSignal | undefined,
): Promise<CheckedSql> {
  const { checkExpression, checkAggregate } = session;
  return {
    expressions: await checkTexts(expressions, checkExpression?.bind(session), relation, signal),
    aggregates: await checkTexts(aggregates, checkAggregate?.bind(session), relation, signal),
  };
}

async function checkTexts(
  texts: readonly string[],
  check: SqlSession["checkExpression"],
  relation: SqlText,
  signal: AbortSignal | undefined,
): Promise<CheckedTexts> {
  const checked = new Map<string, Either.Either<string, BindingFailure>>();
  if (check === undefined) return checked;
  for (const text of texts) {
    try {
      checked.set(text, Either.right(await check(text, relation, signal)));
    } catch (cause) {
      signal?.throwIfAborted();
      if (!(cause instanceof DQXError)) throw cause;
      checked.set(text, bindingFailure(cause.message));
    }
  }
  return checked;
}
