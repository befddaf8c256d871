import {
  type Aggregate,
  mapAggregate,
  operandsOf,
  type Predicate,
  type RowExpression,
  type SimpleMetricSpec,
} from "@dqx/metrics";
import * as Either from "effect/Either";
import type { Dialect } from "../dialect/dialect.js";
import { bindPredicate } from "../row/bind-predicate.js";
import type { BindingFailure } from "../row/binding-failure.js";
import { renderPredicate } from "../row/render-row.js";
import { bindOperand } from "./bind-operand.js";
import { type BoundAggregate, type BoundFilter, boundIdentity } from "./bound-aggregate.js";
import type { BoundOperand } from "./bound-operand.js";
import type { Columns } from "./columns.js";

type Bound<Part> = Either.Either<Part, BindingFailure>;

/**
 * Finds the columns of a metric's aggregates, and checks that they hold what the aggregates need.
 *
 * @param spec - the metric
 * @param columns - what the relation has
 * @param dialect - the engine's SQL
 * @returns its aggregates over existing columns, or why it cannot be measured
 */
export function bindMetric(
  spec: SimpleMetricSpec,
  columns: Columns,
  dialect: Dialect,
): Bound<readonly BoundAggregate[]> {
  return Either.all(
    spec.measurement.aggregates.map((aggregate) => bindAggregate(aggregate, spec.type, columns, dialect)),
  );
}

function bindAggregate(
  aggregate: Aggregate,
  metric: string,
  columns: Columns,
  dialect: Dialect,
): Bound<BoundAggregate> {
  const tried = mapAggregate(
    aggregate,
    (of: RowExpression, needs) => bindOperand(of, needs, metric, columns, dialect),
    (where: Predicate) => bindFilter(where, columns, dialect),
  );
  const parts = Either.all([...operandsOf(tried).map(({ of }) => of), tried.where ?? Either.void]);
  return Either.map(parts, () => {
    const bound = mapAggregate(
      tried,
      (of: Bound<BoundOperand>) => Either.getOrThrow(of),
      (where: Bound<BoundFilter>) => Either.getOrThrow(where),
    );
    const operands = operandsOf(bound).map(({ of }) => of);
    return { aggregate: bound, operands, identity: boundIdentity(bound) };
  });
}

function bindFilter(where: Predicate, columns: Columns, dialect: Dialect): Bound<BoundFilter> {
  return Either.map(bindPredicate(where, columns), (bound) => ({ sql: renderPredicate(bound, dialect) }));
}
