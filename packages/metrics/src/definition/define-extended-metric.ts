import { type ExtendedMetricSpec, type MetricSpec, metricId } from "./metric-spec.js";
import { decodeParameters, type ParameterFields, refuseReserved } from "./parameter-field.js";

/** All that DQX knows of a kind of metric that is computed from another metric's values on several days. */
export interface ExtendedMetricDefinition<Parameters extends object> {
  /** The name in the catalogue and in the store; never changed once released. */
  readonly type: string;
  /** What is computed, in one sentence. */
  readonly summary: string;
  /** The parameters beside the base metric. */
  readonly parameters: ParameterFields<Parameters>;
  /** What is shown behind the base in the name. */
  display(parameters: Parameters): readonly string[];
  /** How many days before its own date it needs the base; ascending. */
  lags(parameters: Parameters): readonly number[];
}

/** A kind of metric that is computed from another one. */
export interface ExtendedMetric<Parameters extends object> {
  readonly definition: ExtendedMetricDefinition<Parameters>;
  /**
   * The metric over a base metric.
   *
   * @param base - the metric whose daily values are used; may itself be extended
   * @param parameters - one value per parameter of the definition
   * @throws `InvalidArgumentError` naming a parameter of the wrong kind
   */
  spec(base: MetricSpec, parameters: Parameters): ExtendedMetricSpec;
}

/** The parameter under which the base metric enters the identity. */
const BASE = "base";

/**
 * Makes an extended metric from its definition.
 *
 * @param definition - all that is to be known of the metric
 * @throws `InvalidArgumentError` when it has a parameter named `base`, under which the base enters the identity
 */
export function defineExtendedMetric<Parameters extends object>(
  definition: ExtendedMetricDefinition<Parameters>,
): ExtendedMetric<Parameters> {
  refuseReserved(definition.type, definition.parameters, BASE);
  return {
    definition,
    spec(base, given) {
      const parameters = decodeParameters(definition.type, definition.parameters, given);
      const identified = { ...parameters, [BASE]: { type: base.type, parameters: base.parameters } };
      return {
        kind: "extended",
        type: definition.type,
        parameters: identified,
        id: metricId(definition.type, identified),
        name: `${definition.type}(${[base.name, ...definition.display(parameters)].join(", ")})`,
        base,
        lags: definition.lags(parameters),
      };
    },
  };
}
