import type { AnyMetric, SimpleMetricSpec } from "@dqx/metrics";
import { type MetricScope, optionsOf, requireOptions } from "./metric-options.js";

/** What a call of a catalogue method asks for: a measured metric, and when and where it is taken. */
export interface MeasuredRequest extends MetricScope {
  readonly spec: SimpleMetricSpec;
}

/** The specs that one provider's methods make. The checks of a suite ask for the same metrics over and over. */
export class MeasuredSpecs {
  readonly #known = new Map<AnyMetric, Map<string, MeasuredRequest>>();

  /**
   * What a call of a catalogue method asks for. Calls with the same texts and no options share their spec.
   *
   * @param metric - the metric of the method
   * @param given - the method's arguments: the metric's own by position, then its options
   * @throws `InvalidArgumentError` naming an argument or option that is missing, unknown or of the wrong kind
   */
  of(metric: AnyMetric, given: readonly unknown[]): MeasuredRequest {
    const identity = textsOnly(metric, given);
    if (identity === undefined) return makeRequest(metric, given);
    let ofMetric = this.#known.get(metric);
    if (ofMetric === undefined) {
      ofMetric = new Map();
      this.#known.set(metric, ofMetric);
    }
    const known = ofMetric.get(identity);
    if (known !== undefined) return known;
    const made = makeRequest(metric, given);
    ofMetric.set(identity, made);
    return made;
  }
}

// Only texts cannot change once they were given, and are told apart by themselves.
function textsOnly({ definition }: AnyMetric, given: readonly unknown[]): string | undefined {
  const count = definition.arguments?.length ?? 0;
  if (given.length !== count || !given.every((one) => typeof one === "string")) return undefined;
  return count === 1 ? given[0] : JSON.stringify(given);
}

function makeRequest(metric: AnyMetric, given: readonly unknown[]): MeasuredRequest {
  const { type, arguments: positional = [], parameters: fields } = metric.definition;
  const named = Object.keys(fields).filter((name) => !positional.includes(name));
  const options = optionsOf(given[positional.length]);
  requireOptions(type, options, ["lag", "dataset", "parameters", "where", ...named]);
  const values = new Map<string, unknown>(Object.entries(options));
  const parameters = Object.fromEntries([
    ...positional.map((name, index) => [name, listed(fields[name]?.isList === true, given[index])]),
    ...named.map((name) => [name, values.get(name)]),
  ]);
  // A copy, so that a later change by the caller does not change a metric under its identity.
  const sourceParameters = Object.freeze({ ...options.parameters });
  const { where, lag, dataset } = options;
  const spec = metric.fromParameters(parameters, sourceParameters, {
    ...(where !== undefined && { where }),
  });
  return { spec, ...(lag !== undefined && { lag }), ...(dataset !== undefined && { dataset }) };
}

// One item stands for a list of one.
function listed(isList: boolean, given: unknown): unknown {
  return isList && typeof given !== "object" ? [given] : given;
}
