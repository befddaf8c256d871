import type { Predicate } from "../row/predicate.js";
import type { RowExpression } from "../row/row-expression.js";

/**
 * The fields of each kind of aggregate, beside its kind and filter. `Operand` is what it computes over: a
 * {@link RowExpression}, or what a planner makes of one; `Condition` is a {@link Predicate}, or what a planner
 * makes of it.
 *
 * Nulls are skipped by all but `rows`. A *finite* value is any but NaN and ±Infinity; all values of a type
 * that has none of these are finite.
 */
export interface AggregateFields<Operand, Condition = Predicate> {
  /** The number of rows. */
  readonly rows: object;
  /** The number of values that are not null. */
  readonly nonNull: { readonly of: Operand };
  /** The number of values that are NaN or ±Infinity. */
  readonly nonFinite: { readonly of: Operand };
  /** The sum of the finite values, as exact as the engine has it; null when there are none. */
  readonly sum: { readonly of: Operand };
  /** The smallest finite value, that of days and times in epoch seconds; null when there is none. */
  readonly minimum: { readonly of: Operand };
  /** The largest finite value, that of days and times in epoch seconds; null when there is none. */
  readonly maximum: { readonly of: Operand };
  /** The exact sum of the squares of whole numbers and decimals; null for floats, and when there are none. */
  readonly sumOfSquares: { readonly of: Operand };
  /** The population variance of finite floats, as a double; null for other types, and when there are none. */
  readonly populationVariance: { readonly of: Operand };
  /** The exact sum of the products of whole numbers and decimals; null when one operand is a float, and when there are none. */
  readonly sumOfProducts: { readonly of: Operand; readonly with: Operand };
  /** The population covariance of finite numbers of which one is a float, as a double; null for others, and for none. */
  readonly populationCovariance: { readonly of: Operand; readonly with: Operand };
  /** The sum of x · ln x over the finite values above 0, as a double; null when there are none. */
  readonly sumXLogX: { readonly of: Operand };
  /** The finite value with the smallest `orderBy`; among equals, the smallest value. */
  readonly first: { readonly of: Operand; readonly orderBy: Operand };
  /**
   * The quantile of the finite values at a share from 0 to 1; null when there are none. `discrete`: a value of the
   * column, the smallest that at least that share of the values does not exceed; ties of rounding may give its
   * neighbour. `continuous`: a double, interpolated between the values around (n - 1) · at.
   */
  readonly quantile: {
    readonly of: Operand;
    readonly at: number;
    readonly method: "continuous" | "discrete";
  };
  /** The finite value with the largest `orderBy`; among equals, the largest value. */
  readonly last: { readonly of: Operand; readonly orderBy: Operand };
  /** The number of distinct keys that are not entirely null; inside a key, NULL equals NULL. */
  readonly countDistinct: { readonly of: readonly Operand[] };
  /** The number of rows for which the predicate is true. */
  readonly countIf: { readonly predicate: Condition };
  /** The number of rows for which the predicate is true or false: those that it tests. */
  readonly countKnown: { readonly predicate: Condition };
  /**
   * What an expression in the engine's own SQL computes from the rows. It cannot be told which rows count, so its
   * filter is one of the statement.
   */
  readonly custom: { readonly text: string };
}

/** The kinds of aggregates. */
export type AggregateKind = keyof AggregateFields<unknown, unknown>;

/** An aggregate of one of the given kinds. */
export type AggregateOf<Kind extends AggregateKind, Operand = RowExpression, Filter = Predicate> = {
  readonly [K in Kind]: {
    readonly kind: K;
    /** The rows that count; all by default. */
    readonly where?: Filter;
  } & AggregateFields<Operand, Filter>[K];
}[Kind];

/** A primitive aggregate: every metric is built from these, and every SQL dialect renders them. */
export type Aggregate<Operand = RowExpression, Filter = Predicate> = AggregateOf<
  AggregateKind,
  Operand,
  Filter
>;
