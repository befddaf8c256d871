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

/** How a metric is measured. */
export type MeasurementOf<State> =
  | ScanMeasurement<State>
  | GroupsMeasurement<State>
  | OverGroupsMeasurement<State>;

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

/** The key of a group in the aggregates of {@link OverGroupsMeasurement.outer}. @param index - its place in `by` */
export function keyColumn(index: number): RowExpression {
  return { kind: "column", name: `key ${index}` };
}

/** A result of a group in the aggregates of {@link OverGroupsMeasurement.outer}. @param index - its place in `inner` */
export function resultColumn(index: number): RowExpression {
  return { kind: "column", name: `result ${index}` };
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
