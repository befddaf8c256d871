import type { SchemaColumnKind } from "@dqx/metrics";

/** The kinds of types of columns, by name. */
export type ColumnKinds = { readonly [column: string]: SchemaColumnKind };

type NumberKind = "integer" | "decimal" | "float";
type TimeKind = "date" | "timestamp" | "timestamptz";

/** What the columns of metrics have to be; metrics that are not here take columns of any kind. */
export const metricColumns = {
  number: [
    "approxQuantile",
    "approxQuantiles",
    "average",
    "benfordDeviation",
    "correlation",
    "covariance",
    "edgeHistogram",
    "equalWidthHistogram",
    "exactQuantile",
    "exactQuantiles",
    "first",
    "geometricMean",
    "infinityCount",
    "interquartileRange",
    "kurtosis",
    "last",
    "meanAbsoluteError",
    "meanAbsolutePercentageError",
    "median",
    "medianAbsoluteDeviation",
    "nanCount",
    "negativeCount",
    "outlierCount",
    "positiveCount",
    "ratioOfSums",
    "rootMeanSquareError",
    "skewness",
    "standardDeviation",
    "sum",
    "variance",
    "weightedAverage",
    "zeroCount",
  ],
  text: [
    "blankCount",
    "caseViolationCount",
    "containsSpaceCount",
    "dataTypeShare",
    "dataTypes",
    "emptyCount",
    "formatMatch",
    "lengthDeviation",
    "maxLength",
    "meanLength",
    "minLength",
    "patternMatch",
    "untrimmedCount",
  ],
  time: [
    "ageQuantile",
    "dateGaps",
    "epochSentinelCount",
    "freshness",
    "futureCount",
    "intervalRegularity",
    "onWeekday",
    "rowsInPast",
  ],
  numberOrTime: ["maximum", "minimum", "range"],
  ordered: ["monotonicity", "monotonicityViolations", "overlapCount"],
} as const;

/** The kinds that a metric takes. */
type KindsFor = {
  readonly number: NumberKind;
  readonly text: "text";
  readonly time: TimeKind;
  readonly numberOrTime: NumberKind | TimeKind;
  readonly ordered: NumberKind | TimeKind | "text";
};

type NeedOf<Type> = {
  readonly [Need in keyof KindsFor]: Type extends (typeof metricColumns)[Need][number] ? Need : never;
}[keyof KindsFor];

/** The kinds that the columns of a metric may have. */
type KindOfMetric<Type> = [NeedOf<Type>] extends [never] ? SchemaColumnKind : KindsFor[NeedOf<Type>];

/** Parameters that name what is measured: columns of the kind that the metric takes. */
type MeasuredColumn =
  | "column"
  | "other"
  | "weight"
  | "numerator"
  | "denominator"
  | "actual"
  | "predicted"
  | "start"
  | "end";

/** Parameters that name columns of any kind. */
type AnyColumn = "columns" | "by" | "orderBy" | "per" | "determinant" | "dependent";

/** The columns of some kinds. */
export type ColumnsOf<Columns extends ColumnKinds, Kind extends SchemaColumnKind> = {
  readonly [Column in keyof Columns & string]: Columns[Column] extends Kind ? Column : never;
}[keyof Columns & string];

/** The parameters of a metric, over columns that are known. */
export type OverColumns<Type, Parameters, Columns extends ColumnKinds> = {
  [Name in keyof Parameters]: Name extends MeasuredColumn
    ? Named<Parameters[Name], ColumnsOf<Columns, KindOfMetric<Type>>>
    : Name extends AnyColumn
      ? Named<Parameters[Name], keyof Columns & string>
      : Parameters[Name];
};

// Names of columns, one or several; all else, such as a flag of the same name, as it is.
type Named<Value, Column> = Value extends string
  ? Column
  : Value extends readonly string[]
    ? readonly Column[]
    : Value;
