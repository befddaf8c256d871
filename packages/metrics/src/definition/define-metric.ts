import {
  type CanonicalValue,
  InvalidArgumentError,
  type SourceParameters,
  type SqlValue,
  showValue,
} from "@dqx/common";
import type { Aggregate } from "../aggregate/aggregate.js";
import type { StateDefinition } from "../state/state.js";
import type { MetricOutcome } from "./metric-outcome.js";
import { type CanonicalRecord, type Measurement, metricId, type SimpleMetricSpec } from "./metric-spec.js";
import { decodeParameters, type ParameterFields, refuseReserved } from "./parameter-field.js";
import { showName } from "./show-name.js";

/** Names of a metric's parameters. */
export type MetricArguments<Parameters> = readonly (keyof Parameters & string)[];

/** All that DQX knows of a kind of metric. Specs, SQL, storage, equality and documentation are derived from it. */
export interface MetricDefinition<
  Parameters extends object,
  State,
  Definition extends StateDefinition<State> = StateDefinition<State>,
  Arguments extends MetricArguments<Parameters> = MetricArguments<Parameters>,
> {
  /** The name in the catalogue and in the store; never changed once released. */
  readonly type: string;
  /** What is measured, in one sentence that says what happens to nulls. */
  readonly summary: string;
  /** The parameters that a provider's method takes by position, before its options; none by default. */
  readonly arguments?: Arguments;
  /** The parameters. */
  readonly parameters: ParameterFields<Parameters>;
  /** What is shown between the brackets of the name. */
  display(parameters: Parameters): readonly string[];
  /** What the engine computes. The columns that must exist follow from it. */
  aggregates(parameters: Parameters): readonly Aggregate[];
  /** What is stored. */
  readonly state: Definition;
  /**
   * The state of a part of the data.
   *
   * @param results - what the engine gave, in the order of `aggregates`
   */
  stateOf(results: readonly SqlValue[]): State;
  /** What comes out of a state. */
  outcomeOf(state: State, parameters: Parameters): MetricOutcome;
}

/** A metric of the catalogue: its definition, and a function that makes specs of it. */
export interface Metric<
  Parameters extends object,
  State,
  Definition extends StateDefinition<State> = StateDefinition<State>,
  Arguments extends MetricArguments<Parameters> = MetricArguments<Parameters>,
> {
  readonly definition: MetricDefinition<Parameters, State, Definition, Arguments>;
  /**
   * The metric for given parameters.
   *
   * @param parameters - one value per parameter of the definition
   * @param sourceParameters - what the data source's own query depends on; part of the identity
   * @throws {@link InvalidArgumentError} naming a parameter that is missing, unknown or of the wrong kind
   */
  spec(parameters: Readonly<Parameters>, sourceParameters?: SourceParameters): SimpleMetricSpec;
}

/** A metric of the catalogue whose types do not matter, for registries. */
export interface AnyMetric {
  readonly definition: {
    readonly type: string;
    readonly summary: string;
    readonly arguments?: readonly string[];
    readonly parameters: { readonly [name: string]: { readonly description: string } };
  };
  /**
   * {@link Metric.spec} for parameters that come from outside, for example from the store.
   *
   * @param parameters - as in `MetricIdentity.parameters`, those of the source under `source` included
   * @param sourceParameters - more parameters of the source
   * @throws {@link InvalidArgumentError} naming a parameter that is missing, unknown or of the wrong kind
   */
  fromParameters(parameters: CanonicalRecord, sourceParameters?: SourceParameters): SimpleMetricSpec;
}

/** The parameter under which a source's parameters enter a metric's identity. */
const SOURCE = "source";

/**
 * Makes a metric from its definition.
 *
 * @param definition - all that is to be known of the metric
 * @returns the metric, ready for the catalogue
 * @throws {@link InvalidArgumentError} when it has a parameter named `source`, under which those of the source
 *   enter the identity
 * @example
 * ```ts
 * const spec = average.spec({ column: "price" });
 * spec.name; // "average(price)"
 * ```
 */
export function defineMetric<
  Parameters extends object,
  State,
  Definition extends StateDefinition<State> = StateDefinition<State>,
  const Arguments extends MetricArguments<Parameters> = readonly [],
>(
  definition: MetricDefinition<Parameters, State, Definition & StateDefinition<State>, Arguments>,
): Metric<Parameters, State, Definition, Arguments> & AnyMetric {
  refuseReserved(definition.type, definition.parameters, SOURCE);
  function specOf(given: object, sourceParameters: SourceParameters = {}): SimpleMetricSpec {
    const parameters = decodeParameters(definition.type, definition.parameters, given);
    const identified: CanonicalRecord = {
      ...parameters,
      ...(Object.keys(sourceParameters).length > 0 && { [SOURCE]: sourceParameters }),
    };
    const shown = definition.display(parameters).concat(showSource(sourceParameters));
    return {
      kind: "simple",
      type: definition.type,
      parameters: identified,
      sourceParameters,
      id: metricId(definition.type, identified),
      name: `${definition.type}(${shown.join(", ")})`,
      measurement: measurementOf(definition, parameters),
    };
  }
  return {
    definition,
    spec: specOf,
    fromParameters({ [SOURCE]: stored, ...own }, sourceParameters) {
      return specOf(own, { ...readSource(definition.type, stored), ...sourceParameters });
    },
  };
}

function measurementOf<Parameters extends object, State>(
  definition: MetricDefinition<Parameters, State>,
  parameters: Parameters,
): Measurement {
  const { state } = definition;
  const { merge } = state;
  return {
    aggregates: definition.aggregates(parameters),
    stateOf: (results) => state.encode(definition.stateOf(results)),
    outcomeOf: (bytes) => definition.outcomeOf(state.decode(bytes), parameters),
    ...(merge !== undefined && {
      merge: (a: Uint8Array, b: Uint8Array) => state.encode(merge(state.decode(a), state.decode(b))),
    }),
  };
}

function readSource(type: string, stored: CanonicalValue | undefined): SourceParameters {
  if (stored === undefined) return {};
  const named = typeof stored === "object" && stored !== null && !Array.isArray(stored);
  if (named && Object.values(stored).every(isSourceParameter)) {
    // Every value was just seen to be one that a source's parameter can have.
    return stored as SourceParameters;
  }
  throw new InvalidArgumentError(
    `${type}: the source's parameters are ${showValue(stored)}. Give text, numbers, bigints, booleans or null by name.`,
  );
}

function isSourceParameter(value: unknown): boolean {
  return value === null || ["string", "number", "bigint", "boolean"].includes(typeof value);
}

function showSource(parameters: SourceParameters): readonly string[] {
  return Object.entries(parameters)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([name, value]) =>
        `${showName(name)}=${typeof value === "string" ? JSON.stringify(value) : String(value)}`,
    );
}
