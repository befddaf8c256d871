import type { SqlValue } from "@dqx/common";
import type { Aggregate } from "../aggregate/aggregate.js";
import type { Predicate } from "../row/predicate.js";
import type { RowExpression } from "../row/row-expression.js";

/** Aggregates over all rows of a day: one row of results. */
export interface ScanMeasurement<State> {
  readonly kind: "scan";
  readonly aggregates: readonly Aggregate[];
  /**
   * The state of a part of the data.
   *
   * @param results - what the engine gave, in the order of `aggregates`
   */
  stateOf(results: readonly SqlValue[]): State;
}

/** Aggregates over each group of rows with equal keys: one row of results a group, the largest groups first. */
export interface GroupsMeasurement<State> {
  readonly kind: "groups";
  /** What makes a group. Null is a key like any other. */
  readonly by: readonly RowExpression[];
  readonly aggregates: readonly Aggregate[];
  /** The rows that are grouped; all by default. A group without such rows is absent. */
  readonly where?: Predicate;
  /** How many groups there are at most; the rows of all others are counted together. */
  readonly limit: number;
  /** The state of a part of the data. @param groups - what the engine gave */
  stateOf(groups: GroupedRows): State;
}

/** Aggregates over the aggregates of groups: grouped inside of the engine, one row of results. */
export interface OverGroupsMeasurement<State> {
  readonly kind: "overGroups";
  /** What makes a group. Null is a key like any other. */
  readonly by: readonly RowExpression[];
  /** What is computed of each group. */
  readonly inner: readonly Aggregate[];
  /** What is computed of the groups: aggregates over {@link keyColumn} and {@link resultColumn}. */
  readonly outer: readonly Aggregate[];
  /** The rows that are grouped; all by default. A group without such rows is absent. */
  readonly where?: Predicate;
  /**
   * The state of a part of the data.
   *
   * @param results - what the engine gave, in the order of `outer`
   */
  stateOf(results: readonly SqlValue[]): State;
}

/**
 * Aggregates over all rows of a day that depend on aggregates over the same rows, such as the deviations from a
 * median: the rows are read once for each pass, in one statement, so that all passes see the same rows.
 */
export interface PassesMeasurement<State> {
  readonly kind: "passes";
  /** What earlier passes compute, the first one first. Later passes read it as {@link resultColumn}, counted through. */
  readonly before: readonly (readonly Aggregate[])[];
  /** What the last pass computes over the rows and {@link resultColumn}. */
  readonly aggregates: readonly Aggregate[];
  /**
   * The state of a part of the data.
   *
   * @param results - what the engine gave, in the order of `aggregates`
   */
  stateOf(results: readonly SqlValue[]): State;
}

/** What a row in a sequence is told of the rows before it; null for the first row. */
export interface SequenceWindow {
  /** `previous`: the value of the row before; `maximumBefore`: the largest value of all rows before. */
  readonly kind: "previous" | "maximumBefore";
  readonly of: RowExpression;
}

/**
 * Aggregates over the rows of a day in an order, each row with what is known of the rows before it. Rows in which the
 * order or the value of a window is null, NaN or infinite are left out.
 */
export interface SequenceMeasurement<State> {
  readonly kind: "sequence";
  /** What makes a sequence of its own; null is a key like any other. One sequence when empty. */
  readonly by: readonly RowExpression[];
  /** What the rows are ordered by. */
  readonly orderBy: readonly RowExpression[];
  /** What each row is told; the aggregates read it as {@link resultColumn}. */
  readonly windows: readonly SequenceWindow[];
  readonly aggregates: readonly Aggregate[];
  /** The rows that are in a sequence; all by default. */
  readonly where?: Predicate;
  /**
   * The state of a part of the data.
   *
   * @param results - what the engine gave, in the order of `aggregates`
   */
  stateOf(results: readonly SqlValue[]): State;
}

/** What the engine says of the columns: nothing is read. */
export interface SchemaMeasurement<State> {
  readonly kind: "schema";
  /** The state. @param columns - the columns in their order */
  stateOf(columns: readonly SchemaColumn[]): State;
}

/** A column as the engine describes it. */
export interface SchemaColumn {
  readonly name: string;
  /** The engine's name of the type, for example `DECIMAL(10,2)`. */
  readonly type: string;
  /** What the type is, whatever the engine calls it. */
  readonly kind: SchemaColumnKind;
  /** Whether the column may hold nulls; absent when the engine does not say. */
  readonly nullable?: boolean;
}

/** What a column's type is, whatever the engine calls it. */
export type SchemaColumnKind = (typeof schemaColumnKinds)[number];

/** The kinds of types of columns. */
export const schemaColumnKinds = [
  "integer",
  "decimal",
  "float",
  "boolean",
  "text",
  "date",
  "timestamp",
  "timestamptz",
  "other",
] as const;

/** How a metric is measured. */
export type MeasurementOf<State> =
  | ScanMeasurement<State>
  | GroupsMeasurement<State>
  | OverGroupsMeasurement<State>
  | PassesMeasurement<State>
  | SequenceMeasurement<State>
  | SchemaMeasurement<State>;

/** One group of rows with equal keys. */
export interface Group {
  /** Its values of `by`. */
  readonly key: readonly SqlValue[];
  /** How many rows it has. */
  readonly rows: number;
  /** What the engine gave, in the order of `aggregates`. */
  readonly results: readonly SqlValue[];
}

/** The groups of a part of the data. */
export interface GroupedRows {
  /** The largest groups, by their number of rows, as many as the limit allows. */
  readonly groups: readonly Group[];
  /** The groups that the limit left out. */
  readonly rest: { readonly groups: number; readonly rows: number };
}

/** No column of an engine has a name with this character. */
const GENERATED = "\0";

/** The key of a group in the aggregates of {@link OverGroupsMeasurement.outer}. @param index - its place in `by` */
export function keyColumn(index: number): RowExpression {
  return { kind: "column", name: `${GENERATED}key ${index}` };
}

/**
 * A result that a later aggregate reads.
 *
 * @param index - its place in {@link OverGroupsMeasurement.inner}, {@link PassesMeasurement.before} (counted
 *   through) or {@link SequenceMeasurement.windows}
 */
export function resultColumn(index: number): RowExpression {
  return { kind: "column", name: `${GENERATED}result ${index}` };
}

/**
 * Leaves out all but the largest groups.
 *
 * @param groups - groups, the largest first
 * @param limit - how many to keep
 */
export function largestGroups({ groups, rest }: GroupedRows, limit: number): GroupedRows {
  const others = groups.slice(limit);
  return {
    groups: groups.slice(0, limit),
    rest: {
      groups: rest.groups + others.length,
      rows: others.reduce((sum, { rows }) => sum + rows, rest.rows),
    },
  };
}
