import { canonicalJson } from "@dqx/common";
import type { MetricLiteral } from "../row/metric-literal.js";

/**
 * The primitive aggregates that every metric is built from, and that every SQL dialect renders.
 *
 * Nulls are skipped by all but `rows`. A *finite* value is any but NaN and ±Infinity; all values of a type
 * that has none of these are finite.
 */
export type Aggregate =
  /** How many rows there are. */
  | { readonly kind: "rows" }
  /** How many values are not null. */
  | { readonly kind: "nonNull"; readonly column: string }
  /** How many values are NaN or ±Infinity. */
  | { readonly kind: "nonFinite"; readonly column: string }
  /** The sum of the finite values, as exact as the engine has it; null when there are none. */
  | { readonly kind: "sum"; readonly column: string }
  /** The smallest finite value; null when there is none. */
  | { readonly kind: "minimum"; readonly column: string }
  /** The largest finite value; null when there is none. */
  | { readonly kind: "maximum"; readonly column: string }
  /** The population variance of the finite values, as a double; null when there are none. */
  | { readonly kind: "populationVariance"; readonly column: string }
  /** The finite value with the smallest `orderBy`; among equals, the smallest value. */
  | { readonly kind: "first"; readonly column: string; readonly orderBy: string }
  /** How many distinct keys there are that are not entirely null; inside a key, NULL equals NULL. */
  | { readonly kind: "countDistinct"; readonly columns: readonly string[] }
  /** How many values equal one of `values`. */
  | { readonly kind: "countEqual"; readonly column: string; readonly values: readonly MetricLiteral[] };

/**
 * The identity of an aggregate: equal aggregates are computed once, whatever metric asked for them.
 *
 * @param aggregate - the aggregate
 * @returns canonical JSON
 */
export function aggregateIdentity(aggregate: Aggregate): string {
  return canonicalJson(aggregate);
}
