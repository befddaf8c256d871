import type { LocalDate } from "@dqx/common";
import type { AggregateKind, AggregateOf, MetricLiteral } from "@dqx/metrics";
import type { ColumnType, DayColumn } from "./column-type.js";
import type { Fault } from "./fault.js";
import type { RowRenderers } from "./row-renderers.js";
import type { SampleRenderers } from "./sample-renderers.js";

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
  /**
   * Where the driver binds values: `anywhere`, so that a relation with values may stand several times in a
   * statement; `once`, where placeholders are told by position and each is bound once; `nowhere`, so that a
   * source whose relation has values is refused when it is planned.
   */
  readonly bindsParameters: "anywhere" | "once" | "nowhere";
}

/** How much an engine takes in one statement. */
export interface DialectLimits {
  /** How many aggregates one statement may have. */
  readonly aggregates: number;
}

/** Whether an aggregate must leave NaN and ±Infinity out itself; never for types that have none. */
export type Guard = "plain" | "guarded";

/** An operand of an aggregate, as the engine's SQL. */
export interface SqlOperand {
  /** One expression, quoted and in brackets where it has to be, so that it can be an argument or an operand. */
  readonly sql: string;
  readonly type: ColumnType;
  /** The engine's own name of its type; absent when the value is computed. */
  readonly typeName?: string;
}

/** The kinds of aggregates that a dialect writes: all but the user's own SQL. */
export type RenderedKind = Exclude<AggregateKind, "custom">;

/** Renders an aggregate of one kind. */
export type AggregateRenderer<Kind extends AggregateKind> = (
  aggregate: AggregateOf<Kind, SqlOperand, string>,
  guard: Guard,
) => string;

/**
 * One function for each primitive aggregate; null for one that the engine cannot compute.
 *
 * `nonFinite` is asked for over floats only. A predicate is a condition, to be put in brackets where other operators
 * stand beside it.
 */
export type AggregateRenderers = {
  readonly [Kind in RenderedKind]: AggregateRenderer<Kind> | null;
};

/** Days from one date until before another. */
export interface DayRange {
  readonly from: LocalDate;
  /** The first day that is not in the range; absent after 9999-12-31. */
  readonly until?: LocalDate;
}

/**
 * All that DQX knows of an engine's SQL. A new engine is one more value of this type, which its data sources
 * carry.
 */
export interface Dialect {
  /** The engine's name, for messages. */
  readonly name: string;
  readonly capabilities: DialectCapabilities;
  readonly limits: DialectLimits;
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
  dayOf(column: DayColumn, timeZone: string): string;
  /** A condition that holds for the rows of a range of days, written so that the engine can skip data. */
  withinDays(column: DayColumn, range: DayRange, timeZone: string): string;
  readonly aggregates: AggregateRenderers;
  /**
   * An aggregate that estimates the number of distinct values, nulls left out; absent where the engine has none.
   *
   * @param value - SQL of the value
   */
  readonly approximateDistinct?: (value: string) => string;
  /**
   * A relation of some rows of another, drawn at random; absent where the engine draws none from any relation.
   *
   * @param relation - SQL that can stand after FROM
   * @param rows - how many
   */
  readonly sampled?: (relation: string, rows: number) => string;
  /** How it draws samples that it draws again in each statement; absent where it draws none. */
  readonly samples?: SampleRenderers;
  /** How it writes what can be said of one row. */
  readonly rows: RowRenderers;
  /** The kind of an error, by the engine's message. */
  faults(message: string): Fault;
}
