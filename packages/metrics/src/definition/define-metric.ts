import {
  InvalidArgumentError,
  requireKnownOptions,
  type SourceParameters,
  type SqlValue,
  showValue,
} from "@dqx/common";
import type { Aggregate } from "../aggregate/aggregate.js";
import { all } from "../row/builders.js";
import { decodePredicate } from "../row/decode-row.js";
import type { Predicate } from "../row/predicate.js";
import { showPredicate } from "../row/show-row.js";
import type { StateDefinition } from "../state/state.js";
import type { MetricOutcome } from "./metric-outcome.js";
import { type CanonicalRecord, type Measurement, metricId, type SimpleMetricSpec } from "./metric-spec.js";
import {
  canonicalParameters,
  decodeParameters,
  type ParameterField,
  type ParameterFields,
  refuseReserved,
} from "./parameter-field.js";
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

/** What every metric can be told beside its own parameters. */
export interface MetricSpecOptions {
  /** The rows that are measured: those for which it is true; all by default. Part of the identity. */
  readonly where?: Predicate;
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
   * @param options - the rows that are measured
   * @throws {@link InvalidArgumentError} naming a parameter or option that is missing, unknown or of the wrong kind
   */
  spec(
    parameters: Readonly<Parameters>,
    sourceParameters?: SourceParameters,
    options?: MetricSpecOptions,
  ): SimpleMetricSpec;
  /**
   * {@link Metric.spec} for parameters that come from outside, for example from the store.
   *
   * @param parameters - as in `MetricIdentity.parameters`: those of the source are under `source`, the filter
   *   under `where`
   * @param sourceParameters - more parameters of the source
   * @param options - the rows that are measured; wins over a filter among the parameters
   * @throws {@link InvalidArgumentError} naming a parameter or option that is missing, unknown or of the wrong kind
   */
  fromParameters(
    parameters: Readonly<Record<string, unknown>>,
    sourceParameters?: SourceParameters,
    options?: MetricSpecOptions,
  ): SimpleMetricSpec;
}

/** A metric of the catalogue whose types do not matter, for registries. */
export interface AnyMetric {
  readonly definition: {
    readonly type: string;
    readonly summary: string;
    readonly arguments?: readonly string[];
    readonly parameters: {
      readonly [name: string]: Pick<ParameterField<unknown>, "description" | "isList">;
    };
  };
  /**
   * {@link Metric.spec} for parameters that come from outside, for example from the store.
   *
   * @param parameters - as in `MetricIdentity.parameters`: those of the source are under `source`, the filter
   *   under `where`
   * @param sourceParameters - more parameters of the source
   * @param options - the rows that are measured; wins over a filter among the parameters
   * @throws {@link InvalidArgumentError} naming a parameter or option that is missing, unknown or of the wrong kind
   */
  fromParameters(
    parameters: Readonly<Record<string, unknown>>,
    sourceParameters?: SourceParameters,
    options?: MetricSpecOptions,
  ): SimpleMetricSpec;
}

/** The parameter under which a source's parameters enter a metric's identity. */
const SOURCE = "source";
/** The parameter under which a filter enters a metric's identity. */
const WHERE = "where";

/**
 * Makes a metric from its definition.
 *
 * @param definition - all that is to be known of the metric
 * @returns the metric, ready for the catalogue
 * @throws {@link InvalidArgumentError} when it has a parameter named `source` or `where`, under which those of
 *   the source and the filter enter the identity
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
): Metric<Parameters, State, Definition, Arguments> {
  const { type } = definition;
  for (const name of [SOURCE, WHERE]) refuseReserved(type, definition.parameters, name);
  function specOf(
    given: object,
    sourceParameters: SourceParameters = {},
    options: MetricSpecOptions = {},
  ): SimpleMetricSpec {
    const parameters = decodeParameters(type, definition.parameters, given);
    const where = readWhere(type, options);
    const identified: CanonicalRecord = {
      ...canonicalParameters(definition.parameters, parameters),
      ...(where !== undefined && { [WHERE]: where }),
      ...(Object.keys(sourceParameters).length > 0 && { [SOURCE]: sourceParameters }),
    };
    const shown = [
      ...definition.display(parameters),
      ...(where === undefined ? [] : [`where ${showPredicate(where)}`]),
      ...showSource(sourceParameters),
    ];
    return {
      type,
      parameters: identified,
      sourceParameters,
      id: metricId(type, identified),
      name: `${type}(${shown.join(", ")})`,
      measurement: measurementOf(definition, parameters, where),
    };
  }
  return {
    definition,
    spec: specOf,
    fromParameters({ [SOURCE]: source, [WHERE]: where, ...own }, sourceParameters, options) {
      return specOf(
        own,
        { ...readSource(type, source), ...sourceParameters },
        { ...(where !== undefined && { where: readPredicate(type, where) }), ...options },
      );
    },
  };
}

function measurementOf<Parameters extends object, State>(
  definition: MetricDefinition<Parameters, State>,
  parameters: Parameters,
  where: Predicate | undefined,
): Measurement {
  const { state } = definition;
  const { merge } = state;
  return {
    aggregates: definition.aggregates(parameters).map((aggregate) => filtered(aggregate, where)),
    stateOf: (results) => state.encode(definition.stateOf(results)),
    outcomeOf: (bytes) => definition.outcomeOf(state.decode(bytes), parameters),
    ...(merge !== undefined && {
      merge: (a: Uint8Array, b: Uint8Array) => state.encode(merge(state.decode(a), state.decode(b))),
    }),
  };
}

// Both the definition's own filter and that of the spec hold.
function filtered(aggregate: Aggregate, where: Predicate | undefined): Aggregate {
  if (where === undefined) return aggregate;
  return { ...aggregate, where: aggregate.where === undefined ? where : all(aggregate.where, where) };
}

function readWhere(type: string, options: MetricSpecOptions): Predicate | undefined {
  requireKnownOptions(type, options, [WHERE]);
  return options.where === undefined ? undefined : readPredicate(type, options.where);
}

function readPredicate(type: string, where: unknown): Predicate {
  return decodePredicate(where, `${type}: ${WHERE}`);
}

function readSource(type: string, stored: unknown): SourceParameters {
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
