import type { SourceParameters } from "@dqx/common";
import type { MetricLiteral } from "../row/metric-literal.js";
import type { StateDefinition } from "../state/state.js";
import type { MeasurementOf } from "./measurement.js";
import type { Metric, MetricArguments, MetricSpecOptions, SpecParameters } from "./metric-definition.js";
import type { MetricSpec, SimpleMetricSpec, SpecMeasuredBy } from "./metric-spec.js";

/** The spec of a distribution, of which the share of each value is a metric of its own. */
export interface SharesReading {
  /**
   * The share of rows that have a value, from 0 to 1.
   *
   * @param value - a value of the column; null for the share of nulls
   */
  share(value: MetricLiteral | null): SimpleMetricSpec;
}

/** Whether a metric is a distribution, of which an expression uses the share of a value. */
export function isSharesSpec(spec: MetricSpec): spec is SimpleMetricSpec & SharesReading {
  return "share" in spec && typeof spec.share === "function";
}

/** A metric of a distribution: its specs give the share of each value. */
export interface SharesMetric<
  Parameters extends object,
  State,
  Definition extends StateDefinition<State>,
  Arguments extends MetricArguments<Parameters>,
  Measured extends MeasurementOf<State>,
> extends Metric<Parameters, State, Definition, Arguments, Measured> {
  spec(
    parameters: SpecParameters<Parameters>,
    sourceParameters?: SourceParameters,
    options?: MetricSpecOptions,
  ): SpecMeasuredBy<Measured["kind"]> & SharesReading;
}

/**
 * Gives the specs of a distribution a reading for each value.
 *
 * @param metric - the metric
 * @param single - makes the spec of the share of one value
 */
export function withShares<
  Parameters extends object,
  State,
  Definition extends StateDefinition<State>,
  Arguments extends MetricArguments<Parameters>,
  Measured extends MeasurementOf<State>,
>(
  metric: Metric<Parameters, State, Definition, Arguments, Measured>,
  single: (
    parameters: SpecParameters<Parameters>,
    value: MetricLiteral | null,
    sourceParameters?: SourceParameters,
    options?: MetricSpecOptions,
  ) => SimpleMetricSpec,
): SharesMetric<Parameters, State, Definition, Arguments, Measured> {
  return {
    definition: metric.definition,
    spec: (parameters, ...others) =>
      Object.assign(metric.spec(parameters, ...others), {
        share: (value: MetricLiteral | null) => single(parameters, value, ...others),
      }),
    fromParameters(parameters, ...others) {
      const spec = metric.fromParameters(parameters, ...others);
      const { where, source, ...own } = parameters;
      const options = { ...(where !== undefined && { where }), ...others[1] } as MetricSpecOptions;
      // The metric has just read these parameters, so they are of its type.
      const read = own as unknown as SpecParameters<Parameters>;
      return Object.assign(spec, {
        share: (value: MetricLiteral | null) => single(read, value, spec.sourceParameters, options),
      });
    },
  };
}
