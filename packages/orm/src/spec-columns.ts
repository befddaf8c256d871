import { canonicalJson } from "@dqx/common";
import { type MetricIdentity, metricId } from "@dqx/metrics";
import { canonicalHash } from "./canonical-hash.js";

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
  return {
    metric_type: spec.type,
    parameters: canonicalJson(spec.parameters),
    spec_hash: canonicalHash(metricId(spec.type, spec.parameters)),
  };
}
