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
import { canonicalParameters, decodeParameters, refuseReserved } from "./decode-parameters.js";
import type { GroupedRows, MeasurementOf, SchemaColumn } from "./measurement.js";
import type { Metric, MetricArguments, MetricDefinition, MetricSpecOptions } from "./metric-definition.js";
import { type CanonicalRecord, type Measurement, metricId, type SpecMeasuredBy } from "./metric-spec.js";
import { requireCodec } from "./require-codec.js";
import { showName } from "./show-name.js";

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
 *   the source and the filter enter the identity; its first spec, when its state's codec is wrong
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
  function specOf(
    given: object,
    sourceParameters: SourceParameters = {},
    options: MetricSpecOptions = {},
  ): SpecMeasuredBy<Measured["kind"]> {
    requireCodec(type, definition.state);
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
      ...(definition.counts === true && { counts: true }),
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
