export { type Aggregate, aggregateIdentity, type MetricLiteral } from "./aggregate.js";
export { countResult, numberResult } from "./aggregate-result.js";
export { average } from "./catalogue/average.js";
export { countDistinct } from "./catalogue/count-distinct.js";
export { type CountValuesParameters, countValues } from "./catalogue/count-values.js";
export { type FirstParameters, first } from "./catalogue/first.js";
export { maximum } from "./catalogue/maximum.js";
export { minimum } from "./catalogue/minimum.js";
export { nanCount } from "./catalogue/nan-count.js";
export { nullCount } from "./catalogue/null-count.js";
export { numRows } from "./catalogue/num-rows.js";
export { sum } from "./catalogue/sum.js";
export { variance } from "./catalogue/variance.js";
export { catalogue } from "./catalogue.js";
export { type CountState, countState } from "./count-state.js";
export {
  defineExtendedMetric,
  type ExtendedMetric,
  type ExtendedMetricDefinition,
} from "./define-extended-metric.js";
export {
  type AnyMetric,
  defineMetric,
  type MergeableStateDefinition,
  type Metric,
  type MetricDefinition,
  type StateDefinition,
} from "./define-metric.js";
export {
  addExact,
  compareExact,
  type Decimal,
  type DoubleConversion,
  type ExactNumber,
  exactNumber,
  showExact,
  toDouble,
} from "./exact-number.js";
export { dayOverDay } from "./extended/day-over-day.js";
export { stddev } from "./extended/stddev.js";
export { weekOverWeek } from "./extended/week-over-week.js";
export { emptyOutcome, failedOutcome, type MetricOutcome, valueOutcome } from "./metric-outcome.js";
export {
  type CanonicalRecord,
  type ColumnRequirement,
  type ExtendedMetricSpec,
  type Measurement,
  type MetricIdentity,
  type MetricSpec,
  metricId,
  type SimpleMetricSpec,
} from "./metric-spec.js";
export {
  columnField,
  columnsField,
  type ParameterField,
  type ParameterFields,
  valuesField,
  wholeNumberField,
} from "./parameter-field.js";
export {
  fieldsCodec,
  requireDouble,
  requireField,
  type StateCodec,
  type StateField,
  StateFormatError,
} from "./state.js";
