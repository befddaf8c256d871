import { type CanonicalValue, canonicalJson, type Either, type SourceParameters } from "@dqx/common";
import type { ExactNumber } from "../state/exact-number.js";
import type { DerivationFailure } from "./derivation-failure.js";
import type { MeasurementOf } from "./measurement.js";
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
export type Measurement = MeasurementOf<Uint8Array> & StateReading;

/** What a metric makes of its states. */
export interface StateReading {
  /** The identity of the state: metrics with equal ones share it. */
  readonly stateId: string;
  /** What comes out of a state. */
  outcomeOf(state: Uint8Array): MetricOutcome;
  /** The state of two parts together; absent where the mathematics does not allow it. */
  readonly merge?: (a: Uint8Array, b: Uint8Array) => Uint8Array;
}

/** A metric that is measured on the data. */
export interface SimpleMetricSpec extends MetricIdentity {
  readonly measurement: Measurement;
  /** How its values are estimated, for example `hyperloglog`; absent when they are exact. */
  readonly estimate?: string;
  /** Whether its value grows with the number of rows, so that a sample of the rows does not tell it. */
  readonly counts?: true;
  /** What the source's own query depends on; empty for none. */
  readonly sourceParameters: SourceParameters;
}

/** The spec of a metric of which it is known how it is measured. */
export type SpecMeasuredBy<Kind extends Measurement["kind"]> = SimpleMetricSpec & {
  readonly measurement: Extract<Measurement, { readonly kind: Kind }>;
};

/** A metric that is computed from other metrics, its parameters filled in. */
export interface DerivedMetricSpec extends MetricIdentity {
  /** What it is computed from. */
  readonly inputs: readonly MetricInput[];
  /**
   * The value.
   *
   * @param readings - the value of each input, in their order
   * @returns the value, or why these readings have none
   */
  compute(readings: readonly number[]): Either.Either<ExactNumber, DerivationFailure>;
}

/** A metric on a day, as another one is computed from it. */
export interface MetricInput {
  readonly spec: MetricSpec;
  /** How many days before the date of the metric that is computed; 0 or more. */
  readonly lag: number;
  /** The dataset; that of the metric that is computed when absent. */
  readonly dataset?: string;
}

/** Any metric that can be asked for: measured, or derived from others. */
export type MetricSpec = SimpleMetricSpec | DerivedMetricSpec;

/** Whether a metric is measured on the data; any other one is derived. */
export function isMeasured(spec: MetricSpec): spec is SimpleMetricSpec {
  return "measurement" in spec;
}

/** Whether a value, which may come from a caller without types, is the spec of a metric. */
export function isMetricSpec(value: unknown): value is MetricSpec {
  if (typeof value !== "object" || value === null) return false;
  if (!("id" in value && typeof value.id === "string" && "name" in value)) return false;
  return "measurement" in value || ("inputs" in value && Array.isArray(value.inputs) && "compute" in value);
}

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
