import { canonicalJson } from "@dqx/common";
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
import type { RowScope } from "../row/row-scope.js";
import { bindOperand } from "./bind-operand.js";
import { type BoundAggregate, type BoundFilter, boundIdentity } from "./bound-aggregate.js";
import type { BoundOperand } from "./bound-operand.js";
import { groupScope } from "./group-scope.js";
import { type Grouping, type Shape, shapeIdentity } from "./shape.js";

type Bound<Part> = Either.Either<Part, BindingFailure>;

/** What a metric is made from, its columns found. */
export interface BoundMeasurement {
  readonly shape: Shape;
  /** What a statement of the shape computes for the metric. */
  readonly aggregates: readonly BoundAggregate[];
}

/** What metrics are bound against. */
export interface BindingScope {
  /** The columns of the relation. */
  readonly columns: RowScope;
  readonly dialect: Dialect;
  /** What generated names begin with. */
  readonly aliasPrefix: string;
}

/**
 * Finds the columns of a metric's aggregates, and checks that they hold what the aggregates need.
 *
 * @param spec - the metric
 * @param scope - what the relation has, and the engine's SQL
 * @returns what it is made from, or why it cannot be measured
 */
export function bindMetric(
  { measurement, type }: SimpleMetricSpec,
  { columns, dialect, aliasPrefix }: BindingScope,
): Bound<BoundMeasurement> {
  const bindAll = (aggregates: readonly Aggregate[], over: RowScope): Bound<readonly BoundAggregate[]> =>
    Either.all(aggregates.map((aggregate) => bindAggregate(aggregate, type, over, dialect)));
  switch (measurement.kind) {
    case "scan":
      return Either.map(bindAll(measurement.aggregates, columns), (aggregates) => ({
        shape: { kind: "scan" },
        aggregates,
      }));
    case "groups":
      return Either.gen(function* () {
        const grouping = yield* bindGrouping(measurement, type, columns, dialect);
        const aggregates = yield* bindAll(measurement.aggregates, columns);
        return ofShape({ kind: "groups", grouping, limit: measurement.limit }, aggregates);
      });
    case "overGroups":
      return Either.gen(function* () {
        const grouping = yield* bindGrouping(measurement, type, columns, dialect);
        const inner = yield* bindAll(measurement.inner, columns);
        const outer = yield* bindAll(measurement.outer, groupScope(columns, grouping, inner, aliasPrefix));
        return ofShape({ kind: "overGroups", grouping, inner }, outer);
      });
  }
}

// An aggregate of groups is another one than the same of all rows.
function ofShape(shape: Shape, aggregates: readonly BoundAggregate[]): BoundMeasurement {
  const shaped = aggregates.map((bound) => ({
    ...bound,
    identity: canonicalJson([shapeIdentity(shape), bound.identity]),
  }));
  return { shape, aggregates: shaped };
}

function bindGrouping(
  { by, where }: { readonly by: readonly RowExpression[]; readonly where?: Predicate },
  metric: string,
  columns: RowScope,
  dialect: Dialect,
): Bound<Grouping> {
  return Either.gen(function* () {
    const keys: BoundOperand[] = [];
    for (const key of by) keys.push(yield* bindOperand(key, { type: "any" }, metric, columns, dialect));
    return {
      by: keys,
      ...(where !== undefined && { where: yield* bindFilter(where, columns, dialect) }),
    };
  });
}

function bindAggregate(
  aggregate: Aggregate,
  metric: string,
  columns: RowScope,
  dialect: Dialect,
): Bound<BoundAggregate> {
  const parts: Bound<unknown>[] = [];
  const noted = <Part>(part: Bound<Part>): Bound<Part> => {
    parts.push(part);
    return part;
  };
  const tried = mapAggregate(
    aggregate,
    (of: RowExpression, needs) => noted(bindOperand(of, needs, metric, columns, dialect)),
    (where: Predicate) => noted(bindFilter(where, columns, dialect)),
  );
  return Either.map(Either.all(parts), () => {
    const bound = mapAggregate(
      tried,
      (of: Bound<BoundOperand>) => Either.getOrThrow(of),
      (where: Bound<BoundFilter>) => Either.getOrThrow(where),
    );
    const operands = operandsOf(bound).map(({ of }) => of);
    return { aggregate: bound, operands, identity: boundIdentity(bound) };
  });
}

function bindFilter(where: Predicate, columns: RowScope, dialect: Dialect): Bound<BoundFilter> {
  return Either.map(bindPredicate(where, columns), (bound) => ({ sql: renderPredicate(bound, dialect) }));
}
