export { computeExtended } from "./compute-extended.js";
export { dayOverDay } from "./day-over-day.js";
export {
  DerivationFailed,
  type MetricFailure,
  MetricNotFound,
  type MetricRequest,
  MissingDates,
  NotFinite,
  ZeroDenominator,
} from "./metric-failure.js";
export type { MetricReader } from "./metric-reader.js";
export { simpleMetric } from "./simple-metric.js";
export { stddev } from "./stddev.js";
export { weekOverWeek } from "./week-over-week.js";
