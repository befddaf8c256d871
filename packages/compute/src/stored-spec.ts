import { InvalidArgumentError } from "@dqx/common";
import { isMetricSpec, type MetricIdentity, type MetricSpec } from "@dqx/metrics";

/**
 * A metric whose stored values are read: only its identity counts, so it may be one that was itself read from a
 * store.
 *
 * @param identity - the metric, as a spec or as a store knows it
 * @returns the spec if it is one, else one that can be read and not computed
 */
export function storedSpec(identity: MetricIdentity): MetricSpec {
  if (isMetricSpec(identity)) return identity;
  const { type, parameters, id, name } = identity;
  return { type, parameters, id, name, inputs: [], compute: () => refuse(name) };
}

/* v8 ignore start -- nothing computes the metrics that another one is computed from */
function refuse(name: string): never {
  throw new InvalidArgumentError(`${name} is known by its identity only and cannot be computed.`);
}
/* v8 ignore stop */
