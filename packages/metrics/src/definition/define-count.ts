import type { SourceParameters, SqlValue } from "@dqx/common";
import type { Aggregate } from "../aggregate/aggregate.js";
import { numberResult } from "../aggregate/aggregate-result.js";
import { divideExact, toDouble } from "../state/exact-number.js";
import { fieldsCodec, type StateDefinition } from "../state/state.js";
import { requireBytes, requireDouble } from "../state/state-field.js";
import { refuseReserved } from "./decode-parameters.js";
import { defineMetric } from "./define-metric.js";
import type {
  OverGroupsMeasurement,
  PassesMeasurement,
  ScanMeasurement,
  SequenceMeasurement,
} from "./measurement.js";
import type {
  Metric,
  MetricArguments,
  MetricDefinition,
  MetricSpecOptions,
  SpecParameters,
} from "./metric-definition.js";
import { emptyOutcome, failedOutcome, type MetricOutcome, valueOutcome } from "./metric-outcome.js";
import type { MetricSpec, SimpleMetricSpec, SpecMeasuredBy } from "./metric-spec.js";
import { constantField, type ParameterFields } from "./parameter-field.js";

/** How a count is measured: in one row of results, to which that of `tested` is added for its ratio. */
export type CountMeasurement<State> =
  | ScanMeasurement<State>
  | OverGroupsMeasurement<State>
  | PassesMeasurement<State>
  | SequenceMeasurement<State>;

/** All that DQX knows of a kind of metric that counts: that of any metric, and among which rows it counts. */
export interface CountDefinition<
  Parameters extends object,
  State,
  Definition extends StateDefinition<State> = StateDefinition<State>,
  Arguments extends MetricArguments<Parameters> = MetricArguments<Parameters>,
  Measured extends CountMeasurement<State> = CountMeasurement<State>,
> extends MetricDefinition<Parameters, State, Definition, Arguments, Measured> {
  /**
   * The number of rows that are tested, which the count's ratio is divided by: one more aggregate of the
   * measurement, so one over groups where that is. It gives a count, or a sum of counts.
   */
  tested(parameters: Readonly<Parameters>): Aggregate;
}

/** The spec of a count, which has a ratio. */
export type CountSpec<Kind extends CountMeasurement<unknown>["kind"] = CountMeasurement<unknown>["kind"]> =
  SpecMeasuredBy<Kind> & {
    /** The share that the count is of the rows that are tested, from 0 to 1: a metric of its own. */
    ratio(): SpecMeasuredBy<Kind>;
  };

/** A metric that counts: its specs have a ratio. */
export interface CountMetric<
  Parameters extends object,
  State,
  Definition extends StateDefinition<State> = StateDefinition<State>,
  Arguments extends MetricArguments<Parameters> = MetricArguments<Parameters>,
  Measured extends CountMeasurement<State> = CountMeasurement<State>,
> extends Metric<Parameters, State, Definition, Arguments, Measured> {
  readonly definition: CountDefinition<Parameters, State, Definition, Arguments, Measured>;
  spec(
    parameters: SpecParameters<Parameters>,
    sourceParameters?: SourceParameters,
    options?: MetricSpecOptions,
  ): CountSpec<Measured["kind"]>;
}

/** The parameter by which a ratio is told from its count, in identities and in the store. */
const RATIO = "ratio";

/** Whether a metric is a count, so that it has a ratio. */
export function isCountSpec(spec: MetricSpec): spec is CountSpec {
  return RATIO in spec && typeof spec.ratio === "function";
}

/**
 * Makes a metric that counts, and its ratio, which is measured as the count is and identified by the parameter
 * `ratio` beside those of the count.
 *
 * @param definition - all that is to be known of the count
 * @returns the metric, ready for the catalogue
 * @throws `InvalidArgumentError` when it has a parameter named `ratio`, `source` or `where`
 * @example
 * ```ts
 * import { nullCount } from "@dqx/metrics";
 *
 * nullCount.spec({ column: "price" }).ratio().name; // "nullCount.ratio(price)"
 * ```
 */
export function defineCount<
  Parameters extends object,
  State,
  Definition extends StateDefinition<State> = StateDefinition<State>,
  const Arguments extends MetricArguments<Parameters> = readonly [],
  Measured extends CountMeasurement<State> = CountMeasurement<State>,
>(
  definition: CountDefinition<Parameters, State, Definition & StateDefinition<State>, Arguments, Measured>,
): CountMetric<Parameters, State, Definition, Arguments, Measured> {
  refuseReserved(definition.type, definition.parameters, RATIO);
  const count = defineMetric({ ...definition, counts: true });
  const ratio = defineMetric(ratioDefinition(definition));
  type Spec = CountSpec<Measured["kind"]>;
  const ratioOf = (parameters: object, source?: SourceParameters, options?: MetricSpecOptions) =>
    // It is measured as the count is.
    ratio.fromParameters({ ...parameters, [RATIO]: true }, source, options) as SpecMeasuredBy<
      Measured["kind"]
    >;
  return {
    definition,
    spec: (parameters, source, options): Spec =>
      Object.assign(count.spec(parameters, source, options), {
        ratio: () => ratioOf(parameters, source, options),
      }),
    fromParameters(parameters, source, options): SimpleMetricSpec {
      if (parameters[RATIO] !== undefined) return ratio.fromParameters(parameters, source, options);
      return Object.assign(count.fromParameters(parameters, source, options), {
        ratio: () => ratioOf(parameters, source, options),
      });
    },
  };
}

/** The state of a count, and how many rows were tested. */
interface RatioState<State> {
  readonly count: State;
  readonly tested: number;
}

function ratioDefinition<Parameters extends object, State>(
  definition: CountDefinition<Parameters, State>,
): MetricDefinition<Parameters, RatioState<State>> {
  const { type, title = type, summary } = definition;
  const fields = { ...definition.parameters, [RATIO]: constantField(true) };
  return {
    type,
    title: `${title}.${RATIO}`,
    summary: `The share of the tested rows that are counted by: ${summary}`,
    // The count's own parameters and one that nobody reads.
    parameters: fields as ParameterFields<Parameters>,
    display: (parameters) => definition.display(parameters),
    measurement: (parameters) =>
      withTested(definition.measurement(parameters), definition.tested(parameters)),
    state: ratioState(definition.state),
    outcomeOf: ({ count, tested }, parameters) => shareOf(definition.outcomeOf(count, parameters), tested),
    // Those of the count say what its ratio is.
    examples: [],
  };
}

function withTested<State>(
  counted: CountMeasurement<State>,
  tested: Aggregate,
): CountMeasurement<RatioState<State>> {
  const stateOf = (results: readonly SqlValue[]): RatioState<State> => ({
    count: counted.stateOf(results.slice(0, -1)),
    // A sum over no groups is null.
    tested: toDouble(numberResult(results, results.length - 1) ?? 0n).value,
  });
  switch (counted.kind) {
    case "scan":
    case "passes":
    case "sequence":
      return { ...counted, aggregates: [...counted.aggregates, tested], stateOf };
    case "overGroups":
      return { ...counted, outer: [...counted.outer, tested], stateOf };
  }
}

function ratioState<State>(count: StateDefinition<State>): StateDefinition<RatioState<State>> {
  const { merge } = count;
  return {
    identity: { count: count.identity, tested: 0 },
    ...(merge !== undefined && {
      merge: (a: RatioState<State>, b: RatioState<State>) => ({
        count: merge(a.count, b.count),
        tested: a.tested + b.tested,
      }),
    }),
    ...fieldsCodec<RatioState<State>>(
      1,
      ({ count: counted, tested }) => [count.encode(counted), tested],
      (fields) => ({ count: count.decode(requireBytes(fields, 0)), tested: requireDouble(fields, 1) }),
    ),
  };
}

function shareOf(counted: MetricOutcome, tested: number): MetricOutcome {
  if (counted.kind !== "value") return counted;
  if (tested === 0) return emptyOutcome("no rows were tested");
  const { value, warnings, method, error } = counted;
  // An estimate may be off, a count may not.
  if (value > tested && method === undefined) return failedOutcome(`${value} of ${tested} rows were counted`);
  const share = valueOutcome(divideExact(Number.isInteger(value) ? BigInt(value) : value, tested));
  if (share.kind !== "value") return share;
  return {
    ...share,
    warnings: [...warnings, ...share.warnings],
    ...(method !== undefined && { method }),
    ...(error !== undefined && { error: error / tested }),
  };
}
