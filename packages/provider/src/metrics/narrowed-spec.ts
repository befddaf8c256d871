import { InvalidArgumentError } from "@dqx/common";
import {
  all,
  catalogue,
  isMeasured,
  type MetricSpec,
  type Predicate,
  type SimpleMetricSpec,
} from "@dqx/metrics";

/**
 * The spec of a metric that is measured on the data.
 *
 * @param spec - any metric
 * @throws {@link InvalidArgumentError} when it is computed from others
 */
export function requireMeasured(spec: MetricSpec): SimpleMetricSpec {
  if (isMeasured(spec)) return spec;
  throw new InvalidArgumentError(
    `${spec.name} is computed from other metrics, so there is none of it for a part of the rows. Take the part of each metric that it is computed from, for example at(mp.sum("amount")).div(at(mp.sum("amount", { lag: 1 }))).`,
  );
}

/**
 * A metric over fewer rows.
 *
 * @param given - a metric of the catalogue that is measured on rows
 * @param where - the rows, beside the metric's own filter
 * @throws {@link InvalidArgumentError} when it is another one
 */
export function narrowedSpec(given: MetricSpec, where: Predicate): SimpleMetricSpec {
  const spec = requireMeasured(given);
  const metric = catalogue.get(spec.type);
  if (metric === undefined) {
    throw new InvalidArgumentError(
      `${spec.name} is no metric of the catalogue, so it cannot be narrowed. Give it the filter with \`where\` itself.`,
    );
  }
  const { where: own, source, ...parameters } = spec.parameters;
  const read = metric.fromParameters({ ...spec.parameters });
  // A spec keeps its filter as the plain data that a predicate is.
  const both = own === undefined ? where : all(own as unknown as Predicate, where);
  return metric.fromParameters(parameters, read.sourceParameters, { where: both });
}
