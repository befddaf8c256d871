import type { AnyMetric } from "../definition/metric-definition.js";
import * as measuredMetrics from "./measured-metrics.js";
import { knownByType } from "./segments/stored-metric.js";

const metrics: readonly AnyMetric[] = Object.values(measuredMetrics);

/** Every metric that can be measured, by its type. */
export const catalogue: ReadonlyMap<string, AnyMetric> = knownByType(
  new Map(metrics.map((metric) => [metric.definition.type, metric])),
);
