import { type MetricIdentity, metricId } from "@dqx/metrics";
import { canonicalHash } from "../sql/canonical-hash.js";

/** What tells a metric from others, as it is stored. */
export interface SpecColumns {
  readonly metric_type: string;
  readonly parameters: string;
  readonly spec_hash: string;
}

/**
 * A metric's identity as it is stored: derived from its type and parameters, whatever its `id` says.
 *
 * @param spec - the metric
 * @throws `InvalidArgumentError` when a parameter has no canonical JSON
 */
export function specColumns(spec: Pick<MetricIdentity, "type" | "parameters">): SpecColumns {
  const id = metricId(spec.type, spec.parameters);
  // An id is the type and the parameters' canonical JSON.
  return { metric_type: spec.type, parameters: id.slice(spec.type.length), spec_hash: canonicalHash(id) };
}
