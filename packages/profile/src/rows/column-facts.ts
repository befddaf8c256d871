import type { SqlRow, SqlValue } from "@dqx/common";
import { countResult, divideExact, type ExactNumber, numberResult, toDouble } from "@dqx/metrics";
import { type ColumnType, type Dialect, PlanningError } from "@dqx/sql";
import type { ProfiledColumn } from "./profiled-column.js";
import type { SelectList, Slot } from "./select-list.js";

/** What the first scan says of a column. */
export interface ColumnFacts {
  readonly nonNull: number;
  readonly distinct: { readonly count: number; readonly exact: boolean } | undefined;
  readonly minimum: SqlValue;
  readonly maximum: SqlValue;
  readonly mean: number | null;
  /** The sum, to tell columns that are equal from others. */
  readonly sum: ExactNumber | null;
  readonly nonFinite: number | null;
  readonly lengths: { readonly minimum: number; readonly maximum: number } | null;
  readonly blank: number | null;
}

const LENGTH: ColumnType = { kind: "integer", minimum: 0n, maximum: 2n ** 63n - 1n };

/**
 * Puts what is asked of a column into a select list.
 *
 * @param list - of the statement that reads all rows
 * @param column - which
 * @param dialect - the engine's SQL
 * @returns reads the answers from the statement's row
 */
export function askFacts(
  list: SelectList,
  column: ProfiledColumn,
  dialect: Dialect,
): (row: SqlRow) => ColumnFacts {
  const { operand: of, isNumber, isText, isTime, isComparable } = column;
  const { aggregates } = dialect;
  const nonNull = required(list, aggregates.nonNull?.({ kind: "nonNull", of }, "plain"));
  const isOrdered = isNumber || isText || isTime;
  const minimum = optional(list, isOrdered, aggregates.minimum?.({ kind: "minimum", of }, "guarded"));
  const maximum = optional(list, isOrdered, aggregates.maximum?.({ kind: "maximum", of }, "guarded"));
  const sum = optional(list, isNumber, aggregates.sum?.({ kind: "sum", of }, "guarded"));
  const isFloat = of.type.kind === "float";
  const nonFinite = optional(list, isFloat, aggregates.nonFinite?.({ kind: "nonFinite", of }, "plain"));
  const lengths = isText ? askLengths(list, column, dialect) : () => null;
  const blank = isText ? askBlank(list, column, dialect) : () => null;
  const distinct = isComparable ? askDistinct(list, column, dialect) : () => undefined;
  return (row) => {
    const count = countResult([nonNull(row)], 0);
    const infinite = isFloat ? countResult([nonFinite(row)], 0) : null;
    const total = isNumber ? numberResult([sum(row)], 0) : null;
    const finite = count - (infinite ?? 0);
    return {
      nonNull: count,
      distinct: distinct(row),
      minimum: minimum(row),
      maximum: maximum(row),
      mean: total === null || finite === 0 ? null : toDouble(divideExact(total, finite)).value,
      sum: total,
      nonFinite: infinite,
      lengths: lengths(row),
      blank: blank(row),
    };
  };
}

function askLengths(
  list: SelectList,
  { operand }: ProfiledColumn,
  { rows, aggregates }: Dialect,
): (row: SqlRow) => ColumnFacts["lengths"] {
  const sql = rows.functions.length?.([operand.sql], LENGTH, operand.type);
  if (sql === undefined) return () => null;
  const of = { sql, type: LENGTH };
  const shortest = required(list, aggregates.minimum?.({ kind: "minimum", of }, "plain"));
  const longest = required(list, aggregates.maximum?.({ kind: "maximum", of }, "plain"));
  return (row) => {
    const [minimum, maximum] = [shortest(row), longest(row)];
    return minimum === null || maximum === null
      ? null
      : { minimum: countResult([minimum], 0), maximum: countResult([maximum], 0) };
  };
}

function askBlank(
  list: SelectList,
  { operand }: ProfiledColumn,
  { rows, aggregates, literal }: Dialect,
): (row: SqlRow) => number | null {
  const trimmed = rows.functions.trim?.([operand.sql], operand.type, operand.type);
  if (trimmed === undefined) return () => null;
  const predicate = rows.compare(trimmed, "=", literal(""));
  const blank = required(list, aggregates.countIf?.({ kind: "countIf", predicate }, "plain"));
  return (row) => countResult([blank(row)], 0);
}

function askDistinct(
  list: SelectList,
  { operand: of }: ProfiledColumn,
  { aggregates, approximateDistinct }: Dialect,
): (row: SqlRow) => ColumnFacts["distinct"] {
  const estimate = approximateDistinct?.(of.sql);
  const counted = aggregates.countDistinct?.({ kind: "countDistinct", of: [of] }, "plain");
  const distinct = required(list, estimate ?? counted);
  return (row) => ({ count: countResult([distinct(row)], 0), exact: estimate === undefined });
}

function optional(list: SelectList, isAsked: boolean, sql: string | undefined): Slot {
  return isAsked && sql !== undefined ? list.add(sql) : () => null;
}

function required(list: SelectList, sql: string | undefined): Slot {
  if (sql !== undefined) return list.add(sql);
  throw new PlanningError("The engine cannot count. Profile a copy of the data on another one.");
}
