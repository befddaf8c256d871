import type { MetricLiteral } from "../row/metric-literal.js";
import type { MetricSpec, SimpleMetricSpec } from "./metric-spec.js";

/** The spec of a metric by the values of a column, of which each is a metric of its own. */
export interface SegmentsReading {
  /**
   * The metric of one segment.
   *
   * @param value - a value of the column; null for the rows in which it is null
   */
  at(value: MetricLiteral | null): SimpleMetricSpec;
  /**
   * The metric of the rows of all other segments together.
   *
   * @throws `InvalidArgumentError` when the metric cannot be put together from those of parts
   */
  other(): SimpleMetricSpec;
}

/** Whether a metric is one by segments, of which an expression uses that of one segment. */
export function isSegmentsSpec(spec: MetricSpec): spec is SimpleMetricSpec & SegmentsReading {
  return "other" in spec && typeof spec.other === "function";
}
