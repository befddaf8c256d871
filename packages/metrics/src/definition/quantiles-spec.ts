import { InvalidArgumentError, type SourceParameters } from "@dqx/common";
import type { StateDefinition } from "../state/state.js";
import type { MeasurementOf } from "./measurement.js";
import type { Metric, MetricArguments, MetricSpecOptions, SpecParameters } from "./metric-definition.js";
import type { MetricSpec, SimpleMetricSpec, SpecMeasuredBy } from "./metric-spec.js";
import { isSegmentsSpec } from "./segments-spec.js";

/** The spec of several quantiles, each of which is a metric of its own. */
export interface QuantilesReading {
  /**
   * One of the quantiles.
   *
   * @param share - one of those that were asked for
   * @throws {@link InvalidArgumentError} when it is none of them
   */
  at(share: number): SimpleMetricSpec;
}

/** The parameters of several quantiles. */
export interface QuantilesParameters {
  /** Shares from 0 to 1. */
  readonly shares: readonly number[];
}

/** The parameters of several quantiles of a column. */
export interface QuantilesOfColumn extends QuantilesParameters {
  readonly column: string;
}

/** Whether a metric is several quantiles, of which an expression uses one. */
export function isQuantilesSpec(spec: MetricSpec): spec is SimpleMetricSpec & QuantilesReading {
  return "at" in spec && typeof spec.at === "function" && !isSegmentsSpec(spec);
}

/** A metric of several quantiles: its specs give each of them. */
export interface QuantilesMetric<
  Parameters extends QuantilesParameters,
  State,
  Definition extends StateDefinition<State>,
  Arguments extends MetricArguments<Parameters>,
  Measured extends MeasurementOf<State>,
> extends Metric<Parameters, State, Definition, Arguments, Measured> {
  spec(
    parameters: SpecParameters<Parameters>,
    sourceParameters?: SourceParameters,
    options?: MetricSpecOptions,
  ): SpecMeasuredBy<Measured["kind"]> & QuantilesReading;
}

/**
 * Gives the specs of a metric of several quantiles a reading for each.
 *
 * @param metric - the metric
 * @param single - makes the spec of one quantile
 */
export function withQuantiles<
  Parameters extends QuantilesParameters,
  State,
  Definition extends StateDefinition<State>,
  Arguments extends MetricArguments<Parameters>,
  Measured extends MeasurementOf<State>,
>(
  metric: Metric<Parameters, State, Definition, Arguments, Measured>,
  single: (
    parameters: SpecParameters<Parameters>,
    share: number,
    sourceParameters?: SourceParameters,
    options?: MetricSpecOptions,
  ) => SimpleMetricSpec,
): QuantilesMetric<Parameters, State, Definition, Arguments, Measured> {
  const reading = (
    name: string,
    parameters: SpecParameters<Parameters>,
    ...others: readonly [SourceParameters?, MetricSpecOptions?]
  ): QuantilesReading => ({
    at(share) {
      if (parameters.shares.includes(share)) return single(parameters, share, ...others);
      throw new InvalidArgumentError(
        `${name} has no quantile at ${share}. It has: ${parameters.shares.join(", ")}; add it to the list.`,
      );
    },
  });
  return {
    definition: metric.definition,
    spec(parameters, ...others) {
      const spec = metric.spec(parameters, ...others);
      return Object.assign(spec, reading(spec.name, parameters, ...others));
    },
    fromParameters(parameters, ...others) {
      const spec = metric.fromParameters(parameters, ...others);
      const { where, source, ...own } = parameters;
      const options = { ...(where !== undefined && { where }), ...others[1] } as MetricSpecOptions;
      // The metric has just read these parameters, so they are of its type.
      const read = own as unknown as SpecParameters<Parameters>;
      return Object.assign(spec, reading(spec.name, read, spec.sourceParameters, options));
    },
  };
}
