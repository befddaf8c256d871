import type { LocalDate, SourceParameters } from "@dqx/common";
import { type Aggregate, type AggregateOf, mapAggregate } from "@dqx/metrics";
import type { DayColumn } from "../dialect/column-type.js";
import { dayRanges } from "../dialect/day-ranges.js";
import type { Dialect, Guard, RenderedKind, SqlOperand } from "../dialect/dialect.js";
import type { BoundAggregate, BoundFilter } from "./bound-aggregate.js";
import type { BoundOperand } from "./bound-operand.js";
import type { PlannedStatement, StatementPurpose } from "./planned-statement.js";
import { PlanningError } from "./planning-error.js";
import { renderShape, type SelectedRows } from "./render-shape.js";
import type { Shape } from "./shape.js";

/** Where a relation's rows are, and how their days are known, its columns found. */
export interface ScanTarget {
  readonly dataset: string;
  /** SQL that can stand after FROM. */
  readonly relation: string;
  /** The values that the driver binds to the relation's placeholders; none by default. */
  readonly parameters?: SourceParameters;
  /** The column that holds the day; absent when all rows are of one day. */
  readonly day?: { readonly column: DayColumn; readonly timeZone: string };
  /** What generated names begin with: no column's name does. */
  readonly aliasPrefix: string;
}

/** What a statement is to compute. */
export interface StatementContent {
  readonly purpose: StatementPurpose;
  /** Ascending; several only where a column holds the day. */
  readonly dates: readonly LocalDate[];
  readonly aggregates: readonly BoundAggregate[];
  /** The identities of operands whose aggregates must leave NaN and ±Infinity out themselves; none by default. */
  readonly guarded?: ReadonlySet<string>;
  /** What the aggregates are computed over: the rows by default. */
  readonly shape?: Shape;
  /** What a finite sum in this statement answers; nothing by default. */
  readonly implied?: readonly BoundAggregate[];
  /** Whether to count the rows without a day, where a column holds it; false by default. */
  readonly countsUndated?: boolean;
}

/**
 * Writes a statement.
 *
 * @param target - what to read
 * @param content - what to compute
 * @param dialect - the engine's SQL
 * @throws {@link PlanningError} when the engine cannot compute one of the aggregates
 */
export function renderStatement(
  target: ScanTarget,
  content: StatementContent,
  dialect: Dialect,
): PlannedStatement {
  const { purpose, dates, aggregates, guarded = new Set<string>(), implied = [] } = content;
  const { shape = { kind: "scan" } } = content;
  const countsUndated = content.countsUndated === true && target.day !== undefined;
  const grouped = dates.length > 1 || countsUndated;
  const render = (bound: BoundAggregate): string =>
    renderAggregate(sqlAggregate(bound), guardOf(bound, guarded, shape), target.dataset, dialect);
  const day =
    grouped && target.day !== undefined ? dialect.dayOf(target.day.column, target.day.timeZone) : undefined;
  const condition = renderDays(target, dates, countsUndated, dialect);
  const rows: SelectedRows = {
    relation: target.relation,
    aliasPrefix: target.aliasPrefix,
    ...(day !== undefined && { day }),
    ...(condition !== undefined && { condition }),
  };
  const sql = renderShape(rows, shape, aggregates, render, dialect);
  const { parameters = {} } = target;
  return { purpose, sql, parameters, shape, dates, grouped, countsUndated, aggregates, guarded, implied };
}

// Groups are measured once, so their aggregates leave NaN and ±Infinity out at once.
function guardOf({ operands }: BoundAggregate, guarded: ReadonlySet<string>, shape: Shape): Guard {
  if (shape.kind !== "scan") return "guarded";
  return operands.some(({ identity }) => guarded.has(identity)) ? "guarded" : "plain";
}

/**
 * Writes which rows are of some days.
 *
 * @param target - what is read
 * @param dates - the days, ascending
 * @param countsUndated - whether the rows without a day are meant, too
 * @param dialect - the engine's SQL
 * @returns a condition; nothing when all rows are of one day
 */
export function renderDays(
  { day }: Pick<ScanTarget, "day">,
  dates: readonly LocalDate[],
  countsUndated: boolean,
  dialect: Dialect,
): string | undefined {
  if (day === undefined) return undefined;
  const ranges = dayRanges(dates).map((range) => dialect.withinDays(day.column, range, day.timeZone));
  if (countsUndated) ranges.push(`${dialect.quote(day.column.name)} IS NULL`);
  return ranges.length === 1 ? ranges.join("") : ranges.map((range) => `(${range})`).join(" OR ");
}

// A line end closes a comment at the end of a user's SQL.
function renderAggregate(
  aggregate: Aggregate<SqlOperand, string>,
  guard: Guard,
  dataset: string,
  dialect: Dialect,
): string {
  if (aggregate.kind === "custom") return `(${aggregate.text}\n)`;
  return renderKind<RenderedKind>(aggregate, guard, dataset, dialect);
}

function renderKind<Kind extends RenderedKind>(
  aggregate: AggregateOf<Kind, SqlOperand, string>,
  guard: Guard,
  dataset: string,
  { name, aggregates }: Dialect,
): string {
  const sql = aggregates[aggregate.kind]?.(aggregate, guard);
  if (sql !== undefined) return sql;
  throw new PlanningError(
    `Dataset '${dataset}' is read by ${name}, which cannot compute ${aggregate.kind}. Leave the metric out for this dataset.`,
  );
}

function sqlAggregate({ aggregate }: BoundAggregate): Aggregate<SqlOperand, string> {
  return mapAggregate(
    aggregate,
    (operand: BoundOperand): SqlOperand => operand,
    ({ sql }: BoundFilter) => sql,
  );
}
