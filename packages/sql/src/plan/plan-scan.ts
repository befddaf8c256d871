import { Either, type LocalDate } from "@dqx/common";
import { primitiveOf, type SchemaColumn, type SimpleMetricSpec } from "@dqx/metrics";
import type { Dialect } from "../dialect/dialect.js";
import { type BindingFailure, bindingFailure } from "../row/binding-failure.js";
import type { RowScope } from "../row/row-scope.js";
import type { SqlColumn } from "../source/sql-data-source.js";
import { bindMetric } from "./bind-metric.js";
import { type BoundAggregate, impliedAmong, isConstant, rowCount } from "./bound-aggregate.js";
import { type BindingContext, Columns } from "./columns.js";
import { groupBy } from "./group-by.js";
import type { PlannedStatement, StatementPurpose } from "./planned-statement.js";
import { joinRequests, type Relation } from "./relation.js";
import { renderStatement, type ScanTarget, type StatementContent } from "./render-statement.js";
import { ResultPlaces } from "./result-places.js";
import { type Shape, shapeIdentity } from "./shape.js";

/** A metric of a plan, and what it is made from; or why it cannot be measured. */
export interface PlannedMetric {
  readonly spec: SimpleMetricSpec;
  /** Ascending. */
  readonly dates: readonly LocalDate[];
  readonly aggregates: Either.Either<readonly BoundAggregate[], BindingFailure>;
  /** What the aggregates are computed over. */
  readonly shape: Shape;
}

/** What will be run to measure metrics on one relation. */
export interface ScanPlan {
  readonly target: ScanTarget;
  readonly metrics: readonly PlannedMetric[];
  readonly statements: readonly PlannedStatement[];
  /** The columns of the relation, in their order. */
  readonly schema: readonly SchemaColumn[];
  /** What expressions and predicates over its rows are bound against. */
  readonly scope: RowScope;
}

/**
 * Plans the fewest statements that measure metrics on one relation: one scan, grouped by day when several
 * days are needed, in which equal aggregates are computed once. A metric that the relation's columns do not
 * allow is in no statement.
 *
 * @param relation - what to read, and what is wanted of it
 * @param columns - the relation's columns, as the engine describes them
 * @param dialect - the engine's SQL
 * @param context - what became of the SQL expressions in the metrics, and the reference time of the run
 * @returns the plan, as data; nothing has run
 * @throws {@link PlanningError} when the engine cannot compute what a metric needs
 */
export function planScan(
  relation: Relation,
  columns: readonly SqlColumn[],
  dialect: Dialect,
  context: BindingContext = {},
): ScanPlan {
  const steps = planScanSteps(relation, columns, dialect, context);
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}

/** The steps of {@link planScan}: thousands of metrics on many days take longer than others should wait. */
export function* planScanSteps(
  relation: Relation,
  columns: readonly SqlColumn[],
  dialect: Dialect,
  context: BindingContext,
): Generator<void, ScanPlan> {
  const known = new Columns(relation.dataset, columns, dialect, context);
  const day = dayColumn(relation, known);
  const prefix = aliasPrefix(known.names);
  const { parameters = {} } = relation;
  const scope = {
    columns: known,
    dialect,
    aliasPrefix: prefix,
    places: new ResultPlaces(),
    isRepeatable: dialect.capabilities.bindsParameters === "anywhere" || Object.keys(parameters).length === 0,
  };
  const metrics: PlannedMetric[] = [];
  for (const { spec, dates } of joinRequests(relation.requests)) {
    const bound = Either.flatMap(day, () => bindMetric(spec, scope));
    metrics.push({
      spec,
      dates,
      aggregates: Either.map(bound, ({ aggregates }) => aggregates),
      shape: Either.match(bound, { onLeft: () => ({ kind: "scan" }), onRight: ({ shape }) => shape }),
    });
    yield;
  }
  const target: ScanTarget = {
    dataset: relation.dataset,
    relation: relation.sql,
    ...(relation.parameters !== undefined && { parameters: relation.parameters }),
    aliasPrefix: prefix,
    ...Either.getOrElse(day, () => ({})),
  };
  const shaped = groupBy(metrics, ({ shape }) => shapeIdentity(shape));
  const scanned = planStatements(neededAggregates(shaped.get("") ?? []), dialect);
  yield;
  const grouped = [...shaped].flatMap(([identity, group]) =>
    identity === "" ? [] : planGroups(group, dialect),
  );
  const statements: PlannedStatement[] = [];
  for (const content of [...withRowCount(scanned, dialect), ...grouped]) {
    yield;
    statements.push(renderStatement(target, content, dialect));
  }
  const schema = columns.map(({ name, type, nullable }) => ({
    name,
    type,
    kind: dialect.columnType(type).kind,
    ...(nullable !== undefined && { nullable }),
  }));
  return { target, metrics, statements, schema, scope: known };
}

/** An aggregate and the days that it is needed for. */
interface Needed {
  readonly bound: BoundAggregate;
  readonly dates: Set<LocalDate>;
}

function dayColumn(
  { dating, dataset }: Relation,
  columns: Columns,
): Either.Either<Pick<ScanTarget, "day">, BindingFailure> {
  if (dating.kind === "one-day") return Either.right({});
  return Either.flatMap(columns.find(dating.column, "the date column"), (column) => {
    const { type } = column;
    if (type.kind === "date" || type.kind === "timestamp" || type.kind === "timestamptz") {
      return Either.right({ day: { column: { ...column, type }, timeZone: dating.timeZone } });
    }
    const found =
      column.guessed === undefined ? `is ${column.typeName}` : `has no known type (${column.guessed})`;
    return bindingFailure(
      `the date column '${column.name}' of dataset '${dataset}' ${found}; it has to be a date or a timestamp, so give it that type where the source is made`,
    );
  });
}

// Where a select list's alias wins over a column (ClickHouse), no alias may be a column's name.
function aliasPrefix(names: readonly string[]): string {
  const taken = names.map((name) => name.toLowerCase());
  let prefix = "m";
  while (taken.some((name) => name.startsWith(prefix) && /^\d+$/.test(name.slice(prefix.length))))
    prefix += "_";
  return prefix;
}

function neededAggregates(metrics: readonly PlannedMetric[]): readonly Needed[] {
  const needed = new Map<string, Needed>();
  for (const { aggregates, dates } of metrics) {
    for (const bound of Either.getOrElse(aggregates, () => [])) {
      const known = needed.get(bound.identity) ?? { bound, dates: new Set() };
      for (const date of dates) known.dates.add(date);
      needed.set(bound.identity, known);
    }
  }
  return [...needed.values()];
}

type Content = Omit<StatementContent, "guarded">;

function planStatements(needed: readonly Needed[], dialect: Dialect): readonly Content[] {
  const computed = needed.filter(({ bound }) => !isConstant(bound));
  const implied = dialect.capabilities.revealsNonFinite ? impliedBySums(computed) : [];
  const rest = computed.filter((entry) => !implied.includes(entry));
  const split = dialect.capabilities.splitsDistinctCounts && allDates(computed).length > 1;
  const isSplit = ({ bound }: Needed) => split && primitiveOf(bound.aggregate).cost === "distinct";
  const scan = rest.filter((entry) => !isSplit(entry));
  const scanDates = allDates([...scan, ...implied]);
  const distinct = groupBy(rest.filter(isSplit), ({ dates }) => [...dates].toSorted().join());
  return [
    ...chunks(scan, dialect.limits.aggregates).map((part): Content => {
      const aggregates = part.map(({ bound }) => bound);
      return {
        purpose: "scan",
        dates: scanDates,
        aggregates,
        implied: impliedAmong(
          implied.map(({ bound }) => bound),
          aggregates,
        ),
      };
    }),
    ...[...distinct.values()]
      .flatMap((group) => chunks(group, dialect.limits.aggregates))
      .map(
        (part): Content => ({
          purpose: "distinct",
          dates: allDates(part),
          aggregates: part.map(({ bound }) => bound),
          implied: [],
        }),
      ),
  ];
}

const PURPOSES: Readonly<Record<Shape["kind"], StatementPurpose>> = {
  scan: "scan",
  groups: "groups",
  overGroups: "groups",
  passes: "passes",
  sequence: "sequence",
};

// One statement for each set of days: hash tables of days that nobody asked for would not be cheap.
function planGroups(metrics: readonly PlannedMetric[], dialect: Dialect): readonly Content[] {
  const bound = metrics.filter(({ aggregates }) => Either.isRight(aggregates));
  const byDates = groupBy(bound, ({ dates }) => dates.join());
  return [...byDates.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const needed = neededAggregates(group)
      .map(({ bound: aggregate }) => aggregate)
      .filter((aggregate) => !isConstant(aggregate));
    const parts = needed.length === 0 ? [[]] : chunks(needed, dialect.limits.aggregates);
    return parts.map(
      (aggregates): Content => ({
        purpose: PURPOSES[first.shape.kind],
        dates: first.dates,
        shape: widest(group.map(({ shape }) => shape)) ?? first.shape,
        aggregates,
        implied: [],
      }),
    );
  });
}

// Who wants fewer groups leaves the others out.
function widest(shapes: readonly Shape[]): Shape | undefined {
  const groups = shapes.filter((shape) => shape.kind === "groups");
  return groups.toSorted((a, b) => b.limit - a.limit)[0];
}

// The number of rows costs nothing, tells a sum of 0 from a sum over no rows, and finds the rows without a day.
function withRowCount(contents: readonly Content[], dialect: Dialect): readonly Content[] {
  if (dialect.aggregates.rows === null) return contents;
  const isCounted = ({ aggregates }: Content) =>
    aggregates.some(({ identity }) => identity === rowCount.identity);
  const counted = contents.find(isCounted);
  const host =
    counted ?? contents.findLast(({ aggregates }) => aggregates.length < dialect.limits.aggregates);
  return contents.map((content) => {
    if (content !== host) return content;
    const aggregates = counted === undefined ? [...content.aggregates, rowCount] : content.aggregates;
    return { ...content, aggregates, countsUndated: true };
  });
}

function impliedBySums(needed: readonly Needed[]): readonly Needed[] {
  const bounds = needed.map(({ bound }) => bound);
  const implied = new Set(impliedAmong(bounds, bounds));
  return needed.filter(({ bound }) => implied.has(bound));
}

function allDates(needed: readonly Needed[]): readonly LocalDate[] {
  const all = new Set<LocalDate>();
  for (const { dates } of needed) for (const date of dates) all.add(date);
  return [...all].sort();
}

function chunks<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
