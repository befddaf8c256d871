import type { SourceParameters } from "@dqx/common";
import type { Predicate } from "../row/predicate.js";
import type { StateDefinition } from "../state/state.js";
import type { MeasurementOf } from "./measurement.js";
import type { MetricExample } from "./metric-example.js";
import type { MetricOutcome } from "./metric-outcome.js";
import type { CanonicalRecord, SimpleMetricSpec, SpecMeasuredBy } from "./metric-spec.js";
import type { ParameterField, ParameterFields } from "./parameter-field.js";

/** Names of a metric's parameters. */
export type MetricArguments<Parameters> = readonly (keyof Parameters & string)[];

/** All that DQX knows of a kind of metric. Specs, SQL, storage, equality and documentation are derived from it. */
export interface MetricDefinition<
  Parameters extends object,
  State,
  Definition extends StateDefinition<State> = StateDefinition<State>,
  Arguments extends MetricArguments<Parameters> = MetricArguments<Parameters>,
  Measured extends MeasurementOf<State> = MeasurementOf<State>,
> {
  /** The name in the catalogue and in the store; never changed once released. */
  readonly type: string;
  /** What the names of its specs begin with; the type by default. */
  readonly title?: string;
  /** What is measured, in one sentence that says what happens to nulls. */
  readonly summary: string;
  /** The parameters that a provider's method takes by position, before its options; none by default. */
  readonly arguments?: Arguments;
  /** The parameters. */
  readonly parameters: ParameterFields<Parameters>;
  /** What is shown between the brackets of the name. */
  display(parameters: Parameters): readonly string[];
  /** What the engine computes, and the state of it. The columns that must exist follow from it. */
  measurement(parameters: Readonly<Parameters>): Measured;
  /** How its values are estimated, for example `hyperloglog`; absent when they are exact. */
  readonly estimate?: string;
  /**
   * Whether its value grows with the number of rows, as counts and sums do, so that a sample of the rows does not
   * tell it. Absent when it does not.
   */
  readonly counts?: true;
  /** What is stored. */
  readonly state: Definition;
  /** What the state depends on, where metrics of several types share it; the metric itself by default. */
  stateKey?(parameters: Readonly<Parameters>): StateKey;
  /** What comes out of a state. */
  outcomeOf(state: State, parameters: Parameters): MetricOutcome;
  /** Rows, and what comes out of them. The tests of engines, of merging and of documentation walk them. */
  readonly examples: readonly MetricExample<Parameters>[];
}

/** What a state depends on. Metrics whose keys are equal have equal states of equal rows. */
export interface StateKey {
  /** The name of the state, for example `histogram`. */
  readonly type: string;
  readonly parameters: CanonicalRecord;
}

/** What every metric can be told beside its own parameters. */
export interface MetricSpecOptions {
  /** The rows that are measured: those for which it is true; all by default. Part of the identity. */
  readonly where?: Predicate;
}

/** Parameters of a spec. Where a metric has none, nothing else can be given in their place. */
export type SpecParameters<Parameters extends object> = [keyof Parameters] extends [never]
  ? Readonly<Record<string, never>>
  : Readonly<Parameters>;

/** A metric of the catalogue: its definition, and a function that makes specs of it. */
export interface Metric<
  Parameters extends object,
  State,
  Definition extends StateDefinition<State> = StateDefinition<State>,
  Arguments extends MetricArguments<Parameters> = MetricArguments<Parameters>,
  Measured extends MeasurementOf<State> = MeasurementOf<State>,
> {
  readonly definition: MetricDefinition<Parameters, State, Definition, Arguments, Measured>;
  /**
   * The metric for given parameters.
   *
   * @param parameters - one value per parameter of the definition
   * @param sourceParameters - what the data source's own query depends on; part of the identity
   * @param options - the rows that are measured
   * @throws `InvalidArgumentError` naming a parameter or option that is missing, unknown or of the wrong kind
   */
  spec(
    parameters: SpecParameters<Parameters>,
    sourceParameters?: SourceParameters,
    options?: MetricSpecOptions,
  ): SpecMeasuredBy<Measured["kind"]>;
  /**
   * {@link Metric.spec} for parameters that come from outside, for example from the store.
   *
   * @param parameters - as in `MetricIdentity.parameters`: those of the source are under `source`, the filter
   *   under `where`
   * @param sourceParameters - more parameters of the source
   * @param options - the rows that are measured; wins over a filter among the parameters
   * @throws `InvalidArgumentError` naming a parameter or option that is missing, unknown or of the wrong kind
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
      readonly [name: string]: Pick<ParameterField<unknown>, "description" | "isList" | "isFlag" | "choices">;
    };
    readonly examples: readonly MetricExample<object>[];
  };
  /**
   * {@link Metric.spec} for parameters that come from outside, for example from the store.
   *
   * @param parameters - as in `MetricIdentity.parameters`: those of the source are under `source`, the filter
   *   under `where`
   * @param sourceParameters - more parameters of the source
   * @param options - the rows that are measured; wins over a filter among the parameters
   * @throws `InvalidArgumentError` naming a parameter or option that is missing, unknown or of the wrong kind
   */
  fromParameters(
    parameters: Readonly<Record<string, unknown>>,
    sourceParameters?: SourceParameters,
    options?: MetricSpecOptions,
  ): SimpleMetricSpec;
}
