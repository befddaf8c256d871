import type { AnyMetric } from "../../definition/metric-definition.js";
import type { SimpleMetricSpec } from "../../definition/metric-spec.js";

let known: ReadonlyMap<string, AnyMetric> = new Map();

/** Makes metrics known by their type, for metrics whose parameters are others. @param metrics - the catalogue */
export function knownByType<Metrics extends ReadonlyMap<string, AnyMetric>>(metrics: Metrics): Metrics {
  known = metrics;
  return metrics;
}

/**
 * A metric of the catalogue by the parameters that the store has of it.
 *
 * @param stored - the type and the parameters of its identity
 * @returns nothing when it is no such record, or of no metric of the catalogue
 */
export function storedMetric(stored: unknown): SimpleMetricSpec | undefined {
  if (typeof stored !== "object" || stored === null) return undefined;
  if (!("type" in stored && typeof stored.type === "string" && "parameters" in stored)) return undefined;
  const { type, parameters } = stored;
  if (typeof parameters !== "object" || parameters === null) return undefined;
  return known.get(type)?.fromParameters({ ...parameters });
}
