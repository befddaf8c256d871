import { Either } from "@dqx/common";
import { approxQuantiles, type FormatName, type Predicate, type RowExpression } from "@dqx/metrics";
import {
  type BoundExpression,
  bindExpression,
  bindPredicate,
  type Columns,
  type Dialect,
  renderExpression,
  renderPredicate,
} from "@dqx/sql";
import type { ColumnFacts } from "../rows/column-facts.js";
import type { Grouping, GroupingKey, KeyPart } from "../rows/grouping-statement.js";
import type { ProfiledColumn } from "../rows/profiled-column.js";
import type { ProfiledRows } from "../rows/profiled-rows.js";
import { type Bins, binsOf } from "./bins.js";
import type { FormatConditions } from "./format-candidates.js";
import { type TimeUnit, timeUnit, unitFunctions } from "./time-coverage.js";

/** A column with this many distinct values has all of them told; of others, as many at most: those with enough rows. */
const TOLD_VALUES = 2000;
/** How many groups the columns with more values may need together: those with the fewest are counted. */
const MOST_GROUPS = 2_000_000;

/** Adds a key to the statement. @returns its place */
type AskKey = (key: GroupingKey) => number;

/** What the second scan is asked about a column: places of keys, absent for what is not asked. */
export interface ColumnKeys {
  /** Its values; `areAllTold` when all of them come back. */
  readonly values?: { readonly place: number; readonly areAllTold: boolean };
  /** The buckets of the sketch of its quantiles. */
  readonly buckets?: number;
  readonly bins?: { readonly place: number; readonly bins: Bins };
  readonly time?: { readonly place: number; readonly unit: TimeUnit };
  readonly formats?: readonly { readonly place: number; readonly format: FormatName }[];
}

/** What the second scan is made from. */
export interface KeyScope {
  readonly rows: ProfiledRows;
  /** How many rows the first scan counted. */
  readonly total: number;
  readonly dialect: Dialect;
  readonly ask: AskKey;
}

/**
 * Chooses which columns with many values have their values grouped.
 *
 * @param facts - what the first scan said
 * @returns those with the fewest first, as far as there is room for their groups
 */
export function groupedColumns(facts: ReadonlyMap<ProfiledColumn, ColumnFacts>): ReadonlySet<ProfiledColumn> {
  const chosen = new Set<ProfiledColumn>();
  let room = MOST_GROUPS;
  const byCount = [...facts].toSorted(([, a], [, b]) => (a.distinct?.count ?? 0) - (b.distinct?.count ?? 0));
  for (const [column, { distinct }] of byCount) {
    if (distinct === undefined || !column.isComparable) continue;
    if (distinct.count > TOLD_VALUES) room -= distinct.count;
    if (room < 0) break;
    chosen.add(column);
  }
  return chosen;
}

/** Asks the second scan about a column. */
export function askKeys(
  column: ProfiledColumn,
  facts: ColumnFacts,
  candidates: { readonly isGrouped: boolean; readonly formats: readonly FormatName[] },
  conditions: FormatConditions,
  scope: KeyScope,
): ColumnKeys {
  if (facts.nonNull === 0) return {};
  const { ask, total, dialect } = scope;
  const areAllTold = (facts.distinct?.count ?? Number.POSITIVE_INFINITY) <= TOLD_VALUES;
  const time = askTime(column, facts, scope);
  const formats = candidates.formats.map((format) => ({
    format,
    place: ask({
      parts: [{ sql: conditions.render(format, column), type: { kind: "boolean" } }],
      tellFrom: 1,
    }),
  }));
  const values = candidates.isGrouped && {
    areAllTold,
    place: ask({
      parts: [column.operand],
      tellFrom: areAllTold ? 1 : Math.max(2, Math.ceil(total / TOLD_VALUES)),
    }),
  };
  return {
    ...(values && { values }),
    ...(column.isNumber && !(values && areAllTold) && askNumbers(column, facts, scope, dialect)),
    ...(time && { time }),
    ...(formats.length > 0 && { formats }),
  };
}

function askNumbers(
  { name, operand }: ProfiledColumn,
  { minimum, maximum }: ColumnFacts,
  { rows, ask }: KeyScope,
  dialect: Dialect,
): Pick<ColumnKeys, "buckets" | "bins"> {
  const isWhole = operand.type.kind === "integer";
  const bins = binsOf(Number(minimum), Number(maximum), isWhole);
  const measured = approxQuantiles.spec({ column: name, shares: [0.5] }).measurement;
  const [bucket] = measured.kind === "groups" ? measured.by : [];
  const buckets = bucket && expressionKey(bucket, rows.columns, dialect);
  return {
    ...(buckets && { buckets: ask({ parts: [buckets], tellFrom: 1 }) }),
    ...(bins && {
      bins: { bins, place: ask({ parts: [binKey(name, bins, isWhole, rows, dialect)], tellFrom: 1 }) },
    }),
  };
}

function binKey(
  name: string,
  { lowest, width }: Bins,
  isWhole: boolean,
  { columns }: ProfiledRows,
  dialect: Dialect,
): KeyPart {
  const column: RowExpression = { kind: "column", name };
  // Whole numbers are subtracted without loss; others as doubles, in which no difference overflows.
  const start: RowExpression = { kind: "literal", value: isWhole ? BigInt(lowest) : lowest };
  const number = isWhole ? column : call("div", column, { kind: "literal", value: 1 });
  const place = call("floor", call("div", call("sub", number, start), { kind: "literal", value: width }));
  const key = expressionKey(place, columns, dialect);
  const bound = Either.getOrThrow(bindExpression(column, columns));
  if (bound.type.kind !== "float") return key;
  const finite = dialect.rows.isFinite(renderExpression(bound, dialect));
  return { ...key, sql: `CASE WHEN ${finite} THEN ${key.sql} END` };
}

function askTime(
  { name, operand, isTime }: ProfiledColumn,
  { minimum, maximum }: ColumnFacts,
  { rows, dialect, ask }: KeyScope,
): ColumnKeys["time"] {
  if (!isTime) return undefined;
  const isDay = rows.day?.column.name === name;
  const unit = timeUnit(minimum, maximum, operand.type.kind !== "date" && !isDay);
  if (unit === undefined) return undefined;
  if (rows.day !== undefined && isDay) {
    const day = dialect.dayOf(rows.day.column, rows.day.timeZone);
    const type = { kind: "date" } as const;
    const sql = dialect.rows.functions[unitFunctions[unit]]?.([day], WHOLE, type);
    if (sql !== undefined) return { unit, place: ask({ parts: [{ sql, type: WHOLE }], tellFrom: 1 }) };
  }
  const key = expressionKey(call(unitFunctions[unit], { kind: "column", name }), rows.columns, dialect);
  return { unit, place: ask({ parts: [key], tellFrom: 1 }) };
}

const WHOLE = { kind: "integer", minimum: -(2n ** 63n), maximum: 2n ** 63n - 1n } as const;

function call(
  name: Extract<RowExpression, { kind: "call" }>["name"],
  ...operands: readonly RowExpression[]
): RowExpression {
  return { kind: "call", name, arguments: operands };
}

function expressionKey(expression: RowExpression, columns: Columns, dialect: Dialect): KeyPart {
  const bound: BoundExpression = Either.getOrThrow(bindExpression(expression, columns));
  return { sql: renderExpression(bound, dialect), type: bound.type };
}

/** A condition as a key of its own: true, false and null. */
export function conditionKey(predicate: Predicate, columns: Columns, dialect: Dialect): GroupingKey {
  const sql = renderPredicate(Either.getOrThrow(bindPredicate(predicate, columns)), dialect);
  return { parts: [{ sql, type: { kind: "boolean" } }], tellFrom: 1 };
}

/** How many rows have a condition that was asked as a key. */
export function rowsWith(condition: "true" | "false", { told }: Grouping): number {
  const words = condition === "true" ? ["true", "t", "1"] : ["false", "f", "0"];
  return told.find(({ text }) => text !== null && words.includes(text))?.rows ?? 0;
}
