import { type CanonicalValue, canonicalJson, type SourceParameters, type SqlValue } from "@dqx/common";
import type { Aggregate } from "../aggregate/aggregate.js";
import type { MetricOutcome } from "./metric-outcome.js";

/** What identifies a metric, wherever it is kept: its type and all of its parameters. */
export interface MetricIdentity {
  /** The definition's name, for example `average`. */
  readonly type: string;
  /** Every parameter that tells the metric from others of its type. */
  readonly parameters: CanonicalRecord;
  /** {@link metricId} of both: equal exactly for equal metrics. */
  readonly id: string;
  /** How the metric is shown, for example `average(price)`. Not an identity. */
  readonly name: string;
}

/** Named canonical values. */
export type CanonicalRecord = { readonly [name: string]: CanonicalValue | undefined };

/**
 * How a metric is measured, its parameters filled in. States are opaque bytes here, as they are stored; the
 * definition knows what is in them.
 */
export interface Measurement {
  /** What the engine computes. */
  readonly aggregates: readonly Aggregate[];
  /**
   * The state of a part of the data.
   *
   * @param results - what the engine gave, in the order of `aggregates`
   */
  stateOf(results: readonly SqlValue[]): Uint8Array;
  /** What comes out of a state. */
  outcomeOf(state: Uint8Array): MetricOutcome;
  /** The state of two parts together; absent where the mathematics does not allow it. */
  readonly merge?: (a: Uint8Array, b: Uint8Array) => Uint8Array;
}

/** A metric that is measured on the data. */
export interface SimpleMetricSpec extends MetricIdentity {
  readonly kind: "simple";
  readonly measurement: Measurement;
  /** What the source's own query depends on; empty for none. */
  readonly sourceParameters: SourceParameters;
}

/** A metric that is computed from another metric's values on several days. */
export interface ExtendedMetricSpec extends MetricIdentity {
  readonly kind: "extended";
  /** The metric it is computed from. */
  readonly base: MetricSpec;
  /** How many days before its own date it needs the base; ascending. */
  readonly lags: readonly number[];
}

/** Any metric that can be asked for. */
export type MetricSpec = SimpleMetricSpec | ExtendedMetricSpec;

/**
 * The identity of a metric: its type and the canonical JSON of *all* its parameters. Equality, deduplication,
 * storage and caches use this and nothing else.
 *
 * @param type - the definition's name
 * @param parameters - every parameter
 * @returns for example `average{"column":"price"}`
 */
export function metricId(type: string, parameters: CanonicalRecord): string {
  return type + canonicalJson(parameters);
}
