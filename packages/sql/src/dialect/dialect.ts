import type { LocalDate } from "@dqx/common";
import type { Aggregate, MetricLiteral } from "@dqx/metrics";
import type { BoundColumn, ColumnType } from "./column-type.js";

/** What an engine can and cannot do. Code asks for these and never for an engine's name. */
export interface DialectCapabilities {
  /** Column names match whatever their case, even quoted ones. */
  readonly ignoresColumnCase: boolean;
  /**
   * A plain sum, variance, minimum, maximum or first value over a column with NaN or ±Infinity is itself not
   * finite, or that of the finite values, or an error. Columns are then measured plainly first, and again
   * with a guard only where something not finite came out.
   */
  readonly revealsNonFinite: boolean;
  /** Exact distinct counts are cheaper in a statement over just the dates that need them. */
  readonly splitsDistinctCounts: boolean;
  /** A failed statement ends the session's snapshot: what runs after it may see newer data. */
  readonly failureEndsSnapshot: boolean;
}

/** Whether an aggregate must leave NaN and ±Infinity out itself; never for types that have none. */
export type Guard = "plain" | "guarded";

/** Renders an aggregate of one column. */
export type ColumnRenderer = (column: BoundColumn, guard: Guard) => string;

/** One function for each primitive aggregate; null for one that the engine cannot compute. */
export interface AggregateRenderers {
  readonly rows: (() => string) | null;
  readonly nonNull: ((column: BoundColumn) => string) | null;
  /** Only asked for columns of floats. */
  readonly nonFinite: ((column: BoundColumn) => string) | null;
  readonly sum: ColumnRenderer | null;
  readonly minimum: ColumnRenderer | null;
  readonly maximum: ColumnRenderer | null;
  readonly populationVariance: ColumnRenderer | null;
  readonly first: ((column: BoundColumn, orderBy: BoundColumn, guard: Guard) => string) | null;
  readonly countDistinct: ((columns: readonly BoundColumn[]) => string) | null;
  /** `values` holds only what a value of the column may equal, numbers as their digits; it may be empty. */
  readonly countEqual: ((column: BoundColumn, values: readonly MetricLiteral[]) => string) | null;
}

/** The kinds of primitive aggregates. */
export type AggregateKind = Aggregate["kind"];

/** Days from one date until before another. */
export interface DayRange {
  readonly from: LocalDate;
  /** The first day that is not in the range; absent after 9999-12-31. */
  readonly until?: LocalDate;
}

/** All that DQX knows of an engine's SQL. A new engine is one more value of this type. */
export interface Dialect {
  /** What sources call it by, for example `duckdb`. */
  readonly name: string;
  readonly capabilities: DialectCapabilities;
  /** How many aggregates one statement may have. */
  readonly maximumAggregates: number;
  /** Quotes a name so that it stands for nothing but itself. */
  quote(name: string): string;
  /** Writes a literal of the type that the value has. */
  literal(value: MetricLiteral | null): string;
  /** What a type is, by the engine's name of it. */
  columnType(typeName: string): ColumnType;
  /**
   * The day of a row, as SQL of type DATE.
   *
   * @param column - a date, a timestamp (wall time) or an instant
   * @param timeZone - the IANA zone that instants are cut into days of
   */
  dayOf(column: BoundColumn, timeZone: string): string;
  /** A condition that holds for the rows of a range of days, written so that the engine can skip data. */
  withinDays(column: BoundColumn, range: DayRange, timeZone: string): string;
  readonly aggregates: AggregateRenderers;
  /** Tells from a statement's error whether NaN or ±Infinity in the data may have caused it. */
  blamesNonFinite(message: string): boolean;
}
