export type { Aggregate, AggregateFields, AggregateKind, AggregateOf } from "./aggregate/aggregate.js";
export { countResult, numberResult } from "./aggregate/aggregate-result.js";
export {
  aggregateIdentity,
  mapAggregate,
  type OperandNeeds,
  type OperandOf,
  operandsOf,
  type Primitive,
  primitiveOf,
  primitives,
  rowPartsOf,
} from "./aggregate/primitives.js";
export { catalogue } from "./catalogue/catalogue.js";
export type { NullPolicy } from "./catalogue/counts/null-policy.js";
export * from "./catalogue/derived/derived-metrics.js";
export * as derivedMetrics from "./catalogue/derived/derived-metrics.js";
export type { KeyCounts } from "./catalogue/distinct/key-counts.js";
export type { BinValue } from "./catalogue/distribution/bin-value.js";
export { binsField } from "./catalogue/distribution/bins-field.js";
export { binLimitField, binValueField } from "./catalogue/distribution/distribution-measurement.js";
export type { Bin, DistributionState } from "./catalogue/distribution/distribution-state.js";
export { pairLimitField } from "./catalogue/distribution/pair-limit-field.js";
export * from "./catalogue/measured-metrics.js";
export * as measuredMetrics from "./catalogue/measured-metrics.js";
export { atLeastField } from "./catalogue/ordered/outlier-fields.js";
export { mergedField, segmentedField, topField } from "./catalogue/segments/segment-fields.js";
export type { DataType, DataTypeState } from "./catalogue/text/data-type-state.js";
export { pastUnitsField } from "./catalogue/time/past-units-field.js";
export { sentinelsField } from "./catalogue/time/sentinel-days.js";
export { strictField } from "./catalogue/time/strict-field.js";
export { type Weekday, weekdaysField } from "./catalogue/time/weekday.js";
export { columnExample } from "./definition/column-example.js";
export {
  type CountDefinition,
  type CountMeasurement,
  type CountMetric,
  type CountSpec,
  defineCount,
  isCountSpec,
} from "./definition/define-count.js";
export {
  type AnyDerivedMetric,
  type DerivedArguments,
  type DerivedExample,
  type DerivedMetric,
  type DerivedMetricDefinition,
  defineDerivedMetric,
} from "./definition/define-derived-metric.js";
export { defineMetric } from "./definition/define-metric.js";
export type { DerivationFailure } from "./definition/derivation-failure.js";
export { formatField } from "./definition/format-field.js";
export {
  type Group,
  type GroupedRows,
  type GroupsMeasurement,
  keyColumn,
  largestGroups,
  type MeasurementOf,
  type OverGroupsMeasurement,
  type PassesMeasurement,
  resultColumn,
  type ScanMeasurement,
  type SchemaColumn,
  type SchemaColumnKind,
  type SchemaMeasurement,
  type SequenceMeasurement,
  type SequenceWindow,
  schemaColumnKinds,
} from "./definition/measurement.js";
export type {
  AnyMetric,
  Metric,
  MetricArguments,
  MetricDefinition,
  MetricSpecOptions,
  SpecParameters,
  StateKey,
} from "./definition/metric-definition.js";
export {
  EXAMPLE_TIME,
  type ExampleCell,
  type ExampleType,
  type MetricExample,
} from "./definition/metric-example.js";
export { datasetsOf, inputField, metricField, onDays } from "./definition/metric-input.js";
export {
  type BinnedValues,
  computedOutcome,
  type Distribution,
  type DistributionBin,
  emptyOutcome,
  estimatedOutcome,
  failedOutcome,
  type KeyDetail,
  type MetricOutcome,
  nonFiniteOutcome,
  type OutcomeDetail,
  type Quantiles,
  type SchemaChange,
  type SchemaDetail,
  type Segments,
  type ShareDetail,
  shareOutcome,
  valueOutcome,
} from "./definition/metric-outcome.js";
export {
  type CanonicalRecord,
  type DerivedMetricSpec,
  isMeasured,
  isMetricSpec,
  type Measurement,
  type MetricIdentity,
  type MetricInput,
  type MetricSpec,
  metricId,
  type SimpleMetricSpec,
  type SpecMeasuredBy,
  type StateReading,
} from "./definition/metric-spec.js";
export {
  choiceField,
  columnField,
  columnsField,
  constantField,
  daysField,
  defaultedField,
  edgesField,
  flagField,
  keyColumnsField,
  nullableField,
  type ParameterField,
  type ParameterFields,
  positiveNumberField,
  shareField,
  sharesField,
  valueField,
  valuesField,
  wholeNumberField,
} from "./definition/parameter-field.js";
export { isQuantilesSpec, type QuantilesReading } from "./definition/quantiles-spec.js";
export {
  expressionField,
  type PatternParameter,
  type PatternText,
  patternField,
  predicateField,
} from "./definition/row-fields.js";
export { isSegmentsSpec, type SegmentsReading } from "./definition/segments-spec.js";
export { isSharesSpec, type SharesReading } from "./definition/shares-spec.js";
export { showName } from "./definition/show-name.js";
export {
  abs,
  ago,
  all,
  any,
  ceiling,
  coalesce,
  col,
  floor,
  length,
  literal,
  ln,
  lower,
  not,
  nullIf,
  type SqlText,
  sql,
  trim,
  upper,
} from "./row/builders.js";
export { canonicalExpression, canonicalPredicate } from "./row/canonical-row.js";
export { columnsOf, sqlTextsOf } from "./row/columns-of.js";
export { decodeExpression, decodePredicate } from "./row/decode-row.js";
export type { CastTarget, Format, FormatCheck, FormatRule } from "./row/format/format.js";
export { type FormatName, formats, isFormatName } from "./row/format/formats.js";
export { type MetricLiteral, showLiteral } from "./row/metric-literal.js";
export type { CodePointRange } from "./row/pattern/code-points.js";
export { parsePattern } from "./row/pattern/parse-pattern.js";
export type { Pattern } from "./row/pattern/pattern.js";
export { plainCall, plainColumn } from "./row/plain-expression.js";
export type { ComparisonOperator, PatternFlags, Predicate } from "./row/predicate.js";
export type { PathStep, RowExpression } from "./row/row-expression.js";
export {
  type OperandType,
  type RowFunction,
  type RowFunctionFacts,
  rowFunctions,
} from "./row/row-function.js";
export { rowText } from "./row/row-text.js";
export { type RowOperand, RowQuestions, type RowValue } from "./row/row-value.js";
export { showExpression, showPredicate } from "./row/show-row.js";
export { type TimeUnit, timeUnits } from "./row/time-unit.js";
export {
  type DDSketch,
  ddSketchState,
  type SketchBucket,
  sketchedQuantile,
  sketchOf,
} from "./sketch/dd-sketch.js";
export { estimateDistinct, type HyperLogLog, hyperLogLogState, registersOf } from "./sketch/hyperloglog.js";
export { type CountState, countState } from "./state/count-state.js";
export {
  addExact,
  compareExact,
  type Decimal,
  type DoubleConversion,
  divideExact,
  type ExactNumber,
  exactNumber,
  quotientOf,
  showExact,
  subtractExact,
  toDouble,
  type WholeOrDecimal,
} from "./state/exact-number.js";
export {
  fieldsCodec,
  type MergeableStateDefinition,
  type StateCodec,
  type StateDefinition,
  type StateFormat,
  StateFormatError,
} from "./state/state.js";
export {
  optionalNumber,
  requireBytes,
  requireDouble,
  requireField,
  requireList,
  requireText,
  type StateField,
  type StateList,
} from "./state/state-field.js";
