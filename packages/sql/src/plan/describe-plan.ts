import { Either, type LocalDate } from "@dqx/common";
import { groupBy } from "./group-by.js";
import type { PlannedMetric, ScanPlan } from "./plan-scan.js";
import type { PlannedStatement, StatementPurpose } from "./planned-statement.js";
import type { SourcePlan } from "./source-plan.js";

/** A planned statement as plain data. */
export interface StatementDescription {
  readonly sql: string;
  readonly purpose: StatementPurpose;
  /** The days that it covers, ascending. */
  readonly dates: readonly LocalDate[];
  /** The names of the metrics that need something of what it computes. */
  readonly metrics: readonly string[];
  /** About how many rows it reads; `null` when the engine was not asked, or does not say. */
  readonly expectedRows: number | null;
}

/** A planned metric that cannot be measured. */
export interface PlanFailure {
  /** The metric's name. */
  readonly metric: string;
  /** The days that it is wanted for, ascending. */
  readonly dates: readonly LocalDate[];
  readonly reason: string;
}

/** A source's plan as plain data, for people and for JSON. */
export interface PlanDescription {
  readonly dataset: string;
  /** The statements in the order in which they run. Each scans its relation once. */
  readonly statements: readonly StatementDescription[];
  /** The metrics that no statement can measure. */
  readonly failures: readonly PlanFailure[];
}

/**
 * Describes a source's plan.
 *
 * @param plan - the plan
 * @returns what it runs, what each statement is for, and what it cannot measure
 */
export function describePlan({ dataset, relations }: SourcePlan): PlanDescription {
  const statements: StatementDescription[] = [];
  const failures: PlanFailure[] = [];
  for (const planned of relations) {
    if (planned.kind === "scan") {
      const { scan, expectedRows = null } = planned;
      statements.push(...describeStatements(scan).map((statement) => ({ ...statement, expectedRows })));
      failures.push(...scan.metrics.flatMap(failureOf));
    } else {
      const { relation, reason } = planned;
      failures.push(...relation.requests.map(({ spec, dates }) => ({ metric: spec.name, dates, reason })));
    }
  }
  return { dataset, statements, failures };
}

function describeStatements({
  metrics,
  statements,
}: ScanPlan): readonly Omit<StatementDescription, "expectedRows">[] {
  const usersOf = groupBy(
    metrics.flatMap(({ spec, aggregates }) =>
      Either.getOrElse(aggregates, () => []).map(({ identity }) => ({ identity, name: spec.name })),
    ),
    ({ identity }) => identity,
  );
  return statements.map((statement) => describeStatement(statement, usersOf));
}

function describeStatement(
  { sql, purpose, dates, aggregates, implied }: PlannedStatement,
  usersOf: ReadonlyMap<string, readonly { readonly name: string }[]>,
): Omit<StatementDescription, "expectedRows"> {
  const users = [...aggregates, ...implied].flatMap(({ identity }) => usersOf.get(identity) ?? []);
  return { sql, purpose, dates, metrics: [...new Set(users.map(({ name }) => name))] };
}

function failureOf({ spec, dates, aggregates }: PlannedMetric): readonly PlanFailure[] {
  return Either.isLeft(aggregates) ? [{ metric: spec.name, dates, reason: aggregates.left.reason }] : [];
}
