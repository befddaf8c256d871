export type { Metric } from "./metric.js";
export { InMemoryMetricDB, MetricDB } from "./metric-db.js";
