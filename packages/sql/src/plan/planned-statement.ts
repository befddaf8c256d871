import type { LocalDate, SourceParameters } from "@dqx/common";
import type { BoundAggregate } from "./bound-aggregate.js";
import type { Shape } from "./shape.js";

/**
 * Why a statement runs: `scan`, `distinct` (all values of a day are kept in memory), `groups`, `passes` and
 * `sequence` are planned; `guarded` measures columns again in which NaN or
 * ±Infinity was met; `isolate` finds the metrics that make another statement fail; `sample` shows some failing rows; `quarantine`
 * counts the rows of a day and writes them to files.
 */
export type StatementPurpose =
  | "scan"
  | "distinct"
  | "groups"
  | "passes"
  | "sequence"
  | "guarded"
  | "isolate"
  | "sample"
  | "quarantine";

/** A statement as data: it can be printed without being run. */
export interface PlannedStatement {
  readonly purpose: StatementPurpose;
  readonly sql: string;
  /** The values that the driver binds to its placeholders. */
  readonly parameters: SourceParameters;
  /** What the aggregates are computed over. */
  readonly shape: Shape;
  /** The days that it covers, ascending. */
  readonly dates: readonly LocalDate[];
  /** True when the first column of each row is its day; otherwise all rows are of one day. */
  readonly grouped: boolean;
  /** Whether the rows without a day are a group of their own, whose day is null: they are counted, and no more. */
  readonly countsUndated: boolean;
  /** The identities of the operands whose aggregates leave NaN and ±Infinity out themselves. */
  readonly guarded: ReadonlySet<string>;
  /** What stands in the columns behind the day, by position. */
  readonly aggregates: readonly BoundAggregate[];
  /** Counts of NaN and ±Infinity that are not computed, since a finite sum of the operand says there are none. */
  readonly implied: readonly BoundAggregate[];
}
