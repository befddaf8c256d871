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
import type { GroupedRows, MeasurementOf, SchemaColumn } from "./measurement.js";
import type { MetricExample } from "./metric-example.js";
import type { MetricOutcome } from "./metric-outcome.js";
import {
  type CanonicalRecord,
  type Measurement,
  metricId,
  type SimpleMetricSpec,
  type SpecMeasuredBy,
} from "./metric-spec.js";
import {
  canonicalParameters,
  decodeParameters,
  type ParameterField,
  type ParameterFields,
  refuseReserved,
} from "./parameter-field.js";
import { requireCodec } from "./require-codec.js";
import { showName } from "./show-name.js";

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
   * @throws {@link InvalidArgumentError} naming a parameter or option that is missing, unknown or of the wrong kind
   */
  spec(
    parameters: Readonly<Parameters>,
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
      readonly [name: string]: Pick<ParameterField<unknown>, "description" | "isList" | "choices">;
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
 *   the source and the filter enter the identity, or when its state's codec is wrong
 * @example
 * ```ts
 * import { average } from "@dqx/metrics";
 *
 * const spec = average.spec({ column: "price" });
 * spec.name; // "average(price)"
 * ```
 */
export function defineMetric<
  Parameters extends object,
  State,
  Definition extends StateDefinition<State> = StateDefinition<State>,
  const Arguments extends MetricArguments<Parameters> = readonly [],
  Measured extends MeasurementOf<State> = MeasurementOf<State>,
>(
  definition: MetricDefinition<Parameters, State, Definition & StateDefinition<State>, Arguments, Measured>,
): Metric<Parameters, State, Definition, Arguments, Measured> {
  const { type, title = type } = definition;
  for (const name of [SOURCE, WHERE]) refuseReserved(type, definition.parameters, name);
  requireCodec(type, definition.state);
  function specOf(
    given: object,
    sourceParameters: SourceParameters = {},
    options: MetricSpecOptions = {},
  ): SpecMeasuredBy<Measured["kind"]> {
    const parameters = decodeParameters(type, definition.parameters, given);
    const where = readWhere(type, options);
    if (where !== undefined && definition.measurement(parameters).kind === "schema") {
      throw new InvalidArgumentError(
        `${type} is about columns and not about rows, so it takes no \`${WHERE}\`. Leave it out.`,
      );
    }
    const scope: CanonicalRecord = {
      ...(where !== undefined && { [WHERE]: where }),
      ...(Object.keys(sourceParameters).length > 0 && { [SOURCE]: sourceParameters }),
    };
    const own = canonicalParameters(definition.parameters, parameters);
    const identified: CanonicalRecord = { ...own, ...scope };
    const shown = [
      ...definition.display(parameters),
      ...(where === undefined ? [] : [`where ${showPredicate(where)}`]),
      ...showSource(sourceParameters),
    ];
    const id = metricId(type, identified);
    const stateId = (): string => {
      const key = definition.stateKey?.(parameters);
      return key === undefined ? id : metricId(key.type, { ...key.parameters, ...scope });
    };
    let measurement: SpecMeasuredBy<Measured["kind"]>["measurement"] | undefined;
    return {
      type,
      parameters: identified,
      sourceParameters,
      ...(definition.estimate !== undefined && { estimate: definition.estimate }),
      id,
      name: `${title}(${shown.join(", ")})`,
      // When it is first asked for: of the specs that are equal, a run measures one.
      get measurement() {
        measurement ??= measurementOf(parameters, where, stateId());
        return measurement;
      },
    };
  }
  function measurementOf(
    parameters: Parameters,
    where: Predicate | undefined,
    stateId: string,
  ): Extract<Measurement, { readonly kind: Measured["kind"] }> {
    const { state } = definition;
    const { merge } = state;
    const measurement: Measurement = {
      ...overBytes<State>(definition.measurement(parameters), where, state),
      stateId,
      outcomeOf: (bytes) => definition.outcomeOf(state.decode(bytes), parameters),
      ...(merge !== undefined && {
        merge: (a: Uint8Array, b: Uint8Array) => state.encode(merge(state.decode(a), state.decode(b))),
      }),
    };
    // It is of the kind that the definition gave.
    return measurement as Extract<Measurement, { readonly kind: Measured["kind"] }>;
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

// States leave a definition as bytes.
function overBytes<State>(
  measured: MeasurementOf<State>,
  where: Predicate | undefined,
  { encode }: StateDefinition<State>,
): MeasurementOf<Uint8Array> {
  const among = (aggregates: readonly Aggregate[]): readonly Aggregate[] =>
    aggregates.map((aggregate) => ({ ...aggregate, ...both(aggregate.where, where) }));
  switch (measured.kind) {
    case "scan":
      return {
        ...measured,
        aggregates: among(measured.aggregates),
        stateOf: (results: readonly SqlValue[]) => encode(measured.stateOf(results)),
      };
    case "passes":
      return {
        ...measured,
        before: measured.before.map(among),
        aggregates: among(measured.aggregates),
        stateOf: (results: readonly SqlValue[]) => encode(measured.stateOf(results)),
      };
    case "schema":
      return {
        ...measured,
        stateOf: (columns: readonly SchemaColumn[]) => encode(measured.stateOf(columns)),
      };
    case "groups":
      return {
        ...measured,
        ...both(measured.where, where),
        stateOf: (groups: GroupedRows) => encode(measured.stateOf(groups)),
      };
    case "overGroups":
    case "sequence":
      return {
        ...measured,
        ...both(measured.where, where),
        stateOf: (results: readonly SqlValue[]) => encode(measured.stateOf(results)),
      };
  }
}

// Both the definition's own filter and that of the spec hold.
function both(own: Predicate | undefined, where: Predicate | undefined): { readonly where?: Predicate } {
  if (where === undefined) return own === undefined ? {} : { where: own };
  return { where: own === undefined ? where : all(own, where) };
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
