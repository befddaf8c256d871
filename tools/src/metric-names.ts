/** The families that the catalogue is sorted by, and the metrics of each. */
export type MetricFamily =
  | "counts"
  | "numbers"
  | "outliers"
  | "text"
  | "time"
  | "distinct"
  | "distributions"
  | "pairs"
  | "sets"
  | "fingerprints"
  | "custom"
  | "days";

/** Whether a metric is in the catalogue, or is one of the field that the catalogue has yet to get. */
export type MetricStatus = "there" | "missing";

/**
 * The metrics that a catalogue of the field needs: those of DQX for Python, Deequ's analyzers, the families of
 * Snowflake's system metric functions and the rules of DQDL, under the names that they have here. A metric that
 * is added to the catalogue is added here, and one that is built is marked `there`.
 */
export const metricNames: Readonly<Record<MetricFamily, Readonly<Record<string, MetricStatus>>>> = {
  counts: {
    numRows: "there",
    columnCount: "there",
    nullCount: "there",
    completeness: "there",
    anyComplete: "there",
    allComplete: "there",
    nanCount: "there",
    infinityCount: "there",
    zeroCount: "there",
    negativeCount: "there",
    positiveCount: "there",
    countValues: "there",
    countIf: "there",
    emptyCount: "there",
    blankCount: "there",
    constantColumn: "there",
  },
  numbers: {
    sum: "there",
    average: "there",
    minimum: "there",
    maximum: "there",
    range: "there",
    variance: "there",
    standardDeviation: "there",
    skewness: "there",
    kurtosis: "there",
    geometricMean: "there",
    median: "there",
    medianAbsoluteDeviation: "there",
    exactQuantile: "there",
    exactQuantiles: "there",
    interquartileRange: "there",
    first: "there",
    last: "there",
    ratioOfSums: "there",
    weightedAverage: "there",
  },
  outliers: {
    outlierCount: "there",
  },
  text: {
    minLength: "there",
    maxLength: "there",
    meanLength: "there",
    lengthDeviation: "there",
    patternMatch: "there",
    formatMatch: "there",
    untrimmedCount: "there",
    containsSpaceCount: "there",
    caseViolationCount: "there",
    dataTypes: "there",
    dataTypeShare: "there",
  },
  time: {
    freshness: "there",
    ageQuantile: "there",
    futureCount: "there",
    epochSentinelCount: "there",
    rowsInPast: "there",
    onWeekday: "there",
    dateGaps: "there",
    intervalRegularity: "there",
    monotonicity: "there",
    monotonicityViolations: "there",
    overlapCount: "there",
  },
  distinct: {
    countDistinct: "there",
    uniqueCount: "there",
    distinctness: "there",
    uniqueness: "there",
    uniqueValueRatio: "there",
    duplicateCount: "there",
    duplicateRowCount: "there",
    isPrimaryKey: "there",
    approxCountDistinct: "there",
  },
  distributions: {
    histogram: "there",
    histogramShare: "there",
    edgeHistogram: "there",
    equalWidthHistogram: "there",
    groupSize: "there",
    topValues: "there",
    approxQuantile: "there",
    approxQuantiles: "there",
    entropy: "there",
    mutualInformation: "there",
    giniImpurity: "there",
    benfordDeviation: "there",
    segments: "there",
    segment: "there",
    otherSegments: "there",
  },
  pairs: {
    correlation: "there",
    covariance: "there",
    equalRatio: "there",
    meanAbsoluteError: "there",
    rootMeanSquareError: "there",
    meanAbsolutePercentageError: "there",
    compliance: "there",
    functionalDependency: "there",
  },
  sets: {
    outOfSetCount: "there",
    inSet: "there",
    missingValues: "there",
  },
  fingerprints: {
    rowChecksum: "there",
    columnPresent: "there",
    columnPosition: "there",
    columnNullable: "there",
    columnHasType: "there",
    columnNamesMatch: "there",
  },
  custom: {
    customSql: "there",
  },
  days: {
    dayOverDay: "there",
    dayOverDayChange: "there",
    weekOverWeek: "there",
    weekOverWeekChange: "there",
    stddev: "there",
  },
};
