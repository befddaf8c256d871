import { canonicalJson, Either } from "@dqx/common";
import {
  type Aggregate,
  type AggregateOf,
  columnsOf,
  type Measurement,
  mapAggregate,
  operandsOf,
  type Predicate,
  type RowExpression,
  resultColumn,
  rowPartsOf,
  type SimpleMetricSpec,
} from "@dqx/metrics";
import { isNumeric } from "../dialect/column-type.js";
import type { Dialect } from "../dialect/dialect.js";
import { bindPredicate } from "../row/bind-predicate.js";
import { type BindingFailure, bindingFailure } from "../row/binding-failure.js";
import { renderPredicate } from "../row/render-row.js";
import type { RowScope } from "../row/row-scope.js";
import { bindOperand } from "./bind-operand.js";
import { type BoundAggregate, type BoundFilter, type BoundResult, boundIdentity } from "./bound-aggregate.js";
import type { BoundOperand } from "./bound-operand.js";
import type { ResultPlaces } from "./result-places.js";
import { resultScope } from "./result-scope.js";
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
  /** The places of what earlier steps of statements compute. */
  readonly places: ResultPlaces;
  /** Whether a statement may read the relation more than once. */
  readonly isRepeatable: boolean;
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
  scope: BindingScope,
): Bound<BoundMeasurement> {
  switch (measurement.kind) {
    case "scan":
      return bindScan(measurement, type, scope);
    case "schema":
      return Either.right({ shape: { kind: "scan" }, aggregates: [] });
    case "groups":
      return Either.gen(function* () {
        const grouping = yield* bindGrouping(measurement, type, scope);
        const aggregates = yield* bindAll(measurement.aggregates, type, scope.columns, scope);
        return ofShape({ kind: "groups", grouping, limit: measurement.limit }, aggregates);
      });
    case "overGroups":
      return bindOverGroups(measurement, type, scope);
    case "passes":
      return bindPasses(measurement, type, scope);
    case "sequence":
      return bindSequence(measurement, type, scope);
  }
}

// The rows of a user's SQL are chosen by its statement; all aggregates of a metric have the same filter.
function bindScan(
  { aggregates }: MeasurementOfKind<"scan">,
  metric: string,
  scope: BindingScope,
): Bound<BoundMeasurement> {
  const where = aggregates.find(({ kind }) => kind === "custom")?.where;
  if (where === undefined) {
    return Either.map(bindAll(aggregates, metric, scope.columns, scope), (bound) => ({
      shape: { kind: "scan" },
      aggregates: bound,
    }));
  }
  return Either.gen(function* () {
    const filter = yield* bindFilter(where, scope.columns, scope.dialect);
    const unfiltered = aggregates.map(({ where: _, ...aggregate }) => aggregate);
    return ofShape({ kind: "scan", where: filter }, yield* bindAll(unfiltered, metric, scope.columns, scope));
  });
}

type MeasurementOfKind<Kind extends Measurement["kind"]> = Extract<Measurement, { readonly kind: Kind }>;

function bindOverGroups(
  { by, where, inner, outer }: MeasurementOfKind<"overGroups">,
  metric: string,
  scope: BindingScope,
): Bound<BoundMeasurement> {
  return Either.gen(function* () {
    const grouping = yield* bindGrouping({ by, ...(where !== undefined && { where }) }, metric, scope);
    const shape: Shape = { kind: "overGroups", grouping };
    const bound = yield* bindAll(inner, metric, scope.columns, scope);
    const results = bound.map((aggregate) => placed(shape, aggregate, 0, 1 + grouping.by.length, scope));
    const { columns, aliasPrefix } = scope;
    const groups = resultScope(undefined, grouping.by, results, aliasPrefix, columns);
    return ofShape(shape, yield* bindAll(outer, metric, groups, scope, results));
  });
}

function bindPasses(
  { before, aggregates }: MeasurementOfKind<"passes">,
  metric: string,
  scope: BindingScope,
): Bound<BoundMeasurement> {
  if (!scope.isRepeatable) {
    return bindingFailure(
      `${metric} reads the rows more than once, and ${scope.dialect.name} binds the parameters of the source's query only once; make a source for each set of values`,
    );
  }
  return Either.gen(function* () {
    const shape: Shape = { kind: "passes" };
    const { columns, aliasPrefix } = scope;
    let results: readonly BoundResult[] = [];
    const known = () => resultScope(columns, [], results, aliasPrefix, columns);
    for (const [pass, computed] of before.entries()) {
      const bound = yield* bindAll(computed, metric, known(), scope, results);
      results = [...results, ...bound.map((aggregate) => placed(shape, aggregate, pass, 1, scope))];
    }
    return ofShape(shape, yield* bindAll(aggregates, metric, known(), scope, results));
  });
}

function bindSequence(
  { by, orderBy, windows, aggregates, where }: MeasurementOfKind<"sequence">,
  metric: string,
  scope: BindingScope,
): Bound<BoundMeasurement> {
  const { columns, dialect, aliasPrefix, places } = scope;
  return Either.gen(function* () {
    const keys = yield* bindKeys(by, metric, scope);
    const order = yield* bindKeys(orderBy, metric, scope);
    const values = yield* bindKeys(
      windows.map(({ of }) => of),
      metric,
      scope,
    );
    const wanted = where === undefined ? [] : [yield* bindFilter(where, columns, dialect)];
    const present = [...order, ...values].map((operand) => ({ sql: isPresent(operand, dialect) }));
    const filters = new Map([...wanted, ...present].map((filter) => [filter.sql, filter]));
    const sequencing = { by: keys, orderBy: order, where: [...filters.values()] };
    const shape: Shape = { kind: "sequence", sequencing };
    const results = windows.flatMap(({ kind }, index): readonly BoundResult[] => {
      const of = values[index];
      if (of === undefined) return [];
      return [{ kind, of, place: places.of(shape, canonicalJson([kind, of.identity]), 1) }];
    });
    const rows = resultScope(columns, [], results, aliasPrefix, columns);
    return ofShape(shape, yield* bindAll(aggregates, metric, rows, scope, results));
  });
}

// Neither null nor NaN nor infinite.
function isPresent({ sql, type }: BoundOperand, { rows }: Dialect): string {
  const isValue = `NOT (${rows.isNull(sql)})`;
  return type.kind === "float" ? `${isValue} AND (${rows.isFinite(sql)})` : isValue;
}

function placed(
  shape: Shape,
  bound: BoundAggregate,
  pass: number,
  first: number,
  { places }: BindingScope,
): BoundResult {
  const place = places.of(shape, canonicalJson([pass, bound.identity]), first);
  return { kind: "aggregate", place, pass, bound };
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
  scope: BindingScope,
): Bound<Grouping> {
  return Either.gen(function* () {
    const keys = yield* bindKeys(by, metric, scope);
    return {
      by: keys,
      ...(where !== undefined && { where: yield* bindFilter(where, scope.columns, scope.dialect) }),
    };
  });
}

function bindKeys(
  expressions: readonly RowExpression[],
  metric: string,
  { columns, dialect }: BindingScope,
): Bound<readonly BoundOperand[]> {
  return Either.all(
    expressions.map((expression) => bindOperand(expression, { type: "any" }, metric, columns, dialect)),
  );
}

function bindAll(
  aggregates: readonly Aggregate[],
  metric: string,
  over: RowScope,
  { dialect }: BindingScope,
  results: readonly BoundResult[] = [],
): Bound<readonly BoundAggregate[]> {
  return Either.all(
    aggregates.map((aggregate) =>
      Either.map(bindAggregate(aggregate, metric, over, dialect), (bound) => {
        const reads = readBy(aggregate, results);
        return reads.length === 0 ? bound : { ...bound, reads };
      }),
    ),
  );
}

// Only what an aggregate reads itself: a result that fails must not make others fail.
function readBy(aggregate: Aggregate, results: readonly BoundResult[]): readonly BoundResult[] {
  const read = new Set(rowPartsOf(aggregate).flatMap(columnsOf));
  return results.filter((_, index) => columnsOf(resultColumn(index)).some((name) => read.has(name)));
}

function bindAggregate(
  aggregate: Aggregate,
  metric: string,
  columns: RowScope,
  dialect: Dialect,
): Bound<BoundAggregate> {
  const parts: Bound<unknown>[] = [];
  if (aggregate.kind === "custom") parts.push(bindCustom(aggregate, metric, columns));
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

function bindCustom(
  { text, where }: AggregateOf<"custom">,
  metric: string,
  columns: RowScope,
): Bound<unknown> {
  if (where !== undefined) {
    return bindingFailure(
      `the SQL ${JSON.stringify(text)} computes from all rows of its statement, so ${metric} cannot count some of them here; give the filter to the segments`,
    );
  }
  return Either.flatMap(columns.aggregateType(text), ({ type, typeName }) =>
    isNumeric(type)
      ? Either.right(type)
      : bindingFailure(
          `the SQL ${JSON.stringify(text)} is ${typeName}, and ${metric} needs numbers; cast it in the expression`,
        ),
  );
}

function bindFilter(where: Predicate, columns: RowScope, dialect: Dialect): Bound<BoundFilter> {
  return Either.map(bindPredicate(where, columns), (bound) => ({ sql: renderPredicate(bound, dialect) }));
}
