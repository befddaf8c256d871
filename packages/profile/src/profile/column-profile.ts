import { type FormatName, type SketchBucket, sketchedQuantile, sketchOf } from "@dqx/metrics";
import type { ColumnFacts } from "../rows/column-facts.js";
import type { Grouping } from "../rows/grouping-statement.js";
import { canonicalValue, type ProfileValue, profileValue } from "../rows/profile-value.js";
import type { ProfiledColumn } from "../rows/profiled-column.js";
import { binNumber, binsOf, filledBins } from "./bins.js";
import type { ColumnProfile, DetectedFormat, DistinctCount, TopValues } from "./dataset-profile.js";
import { compareFormats } from "./format-candidates.js";
import { type ColumnKeys, rowsWith } from "./second-scan.js";
import { coverageOf, timeBins } from "./time-coverage.js";
import { exactQuantile, QUANTILES, sortedCounts, type ValueCounts } from "./value-counts.js";

/** How many values are listed. */
const LISTED_VALUES = 20;
/** The error of a sketch's quantiles (docs/sketches.md). */
const SKETCH_ERROR = 0.01;
/** The share of texts that must have a format for the column to be said to have it. */
const FORMAT_SHARE = 0.95;

/** What is known of a column after both scans. */
export interface ColumnAnswers {
  readonly column: ProfiledColumn;
  readonly facts: ColumnFacts;
  readonly keys: ColumnKeys;
  /** Finds a grouping by its place. */
  readonly grouping: (place: number) => Grouping | undefined;
  /** How many rows there are. */
  readonly total: number;
  /** The place of a grouping of the rows by the column, which tells no values. */
  readonly keyPlace?: number;
}

/** Puts together what is known of a column. */
export function columnProfile(answers: ColumnAnswers): ColumnProfile {
  const { column, facts, keys, grouping, total } = answers;
  const { operand, name } = column;
  const values = keys.values && grouping(keys.values.place);
  const told = values?.told.map(({ text, rows }) => ({ value: canonicalValue(text, operand.type), rows }));
  const areAllTold = keys.values?.areAllTold === true;
  const distinct = countedValues(answers) ?? facts.distinct;
  const numbers =
    column.isNumber && areAllTold && told !== undefined ? sortedCounts(told.flatMap(numberOf)) : undefined;
  return {
    name,
    type: operand.typeName,
    kind: operand.type.kind,
    failure: null,
    nulls: total - facts.nonNull,
    completeness: total === 0 ? null : facts.nonNull / total,
    distinct: distinct ?? null,
    distinctness: distinct === undefined || facts.nonNull === 0 ? null : distinct.count / facts.nonNull,
    minimum: profileValue(facts.minimum, operand.type),
    maximum: profileValue(facts.maximum, operand.type),
    mean: facts.mean,
    nonFinite: facts.nonFinite,
    lengths: facts.lengths,
    blank: facts.blank,
    ...numberParts(answers, numbers),
    topValues: told === undefined || values === undefined ? null : topValues(told, values.others, areAllTold),
    formats: column.hasFormats ? detectedFormats(answers) : null,
    ...timeParts(answers),
  };
}

function countedValues({ keys, grouping, keyPlace }: ColumnAnswers): DistinctCount | undefined {
  const place = keys.values?.place ?? keyPlace;
  const values = place === undefined ? undefined : grouping(place);
  if (values === undefined) return undefined;
  return {
    count: values.told.filter(({ text }) => text !== null).length + values.others.groups,
    exact: true,
  };
}

function numberOf({
  value,
  rows,
}: {
  readonly value: ProfileValue | null;
  readonly rows: number;
}): ValueCounts {
  return value === null || typeof value === "boolean" ? [] : [{ value: Number(value), rows }];
}

function numberParts(
  { column, keys, grouping, facts }: ColumnAnswers,
  numbers: ValueCounts | undefined,
): Pick<ColumnProfile, "quantiles" | "histogram"> {
  if (numbers !== undefined && numbers.length > 0) {
    const [lowest, highest] = [numbers[0]?.value ?? 0, numbers.at(-1)?.value ?? 0];
    const bins = binsOf(lowest, highest, column.operand.type.kind === "integer");
    return {
      quantiles: {
        values: QUANTILES.map((at) => ({ at, value: exactQuantile(numbers, at) })),
        relativeError: 0,
      },
      histogram: bins
        ? {
            bins: filledBins(
              bins,
              numbers.map(({ value, rows }) => ({ value: binNumber(bins, value), rows })),
            ),
          }
        : null,
    };
  }
  const buckets = keys.buckets === undefined ? undefined : grouping(keys.buckets);
  const binned = keys.bins && grouping(keys.bins.place);
  return {
    quantiles: buckets === undefined ? null : sketchedQuantiles(buckets, facts),
    histogram: keys.bins && binned ? { bins: filledBins(keys.bins.bins, countsOf(binned)) } : null,
  };
}

function sketchedQuantiles(
  { told }: Grouping,
  { minimum, maximum }: ColumnFacts,
): ColumnProfile["quantiles"] {
  const buckets = told.flatMap(({ text, rows }): readonly SketchBucket[] =>
    text === null ? [] : [[Number(text), rows]],
  );
  if (buckets.length === 0) return null;
  const sketch = sketchOf(buckets, [Number(minimum), Number(maximum)]);
  return {
    values: QUANTILES.map((at) => ({ at, value: sketchedQuantile(sketch, at) })),
    relativeError: SKETCH_ERROR,
  };
}

/** The numbers that a grouping tells, ascending, without null. */
export function countsOf({ told }: Grouping): ValueCounts {
  return sortedCounts(
    told.flatMap(({ text, rows }) => (text === null ? [] : [{ value: Number(text), rows }])),
  );
}

function topValues(
  told: readonly { readonly value: ProfileValue | null; readonly rows: number }[],
  others: Grouping["others"],
  areAllTold: boolean,
): TopValues {
  const sorted = told.toSorted((a, b) => b.rows - a.rows || (String(a.value) < String(b.value) ? -1 : 1));
  // Null is told however few they are; it is no top value where others have more rows.
  const listed = sorted.filter(({ rows }) => rows >= others.largest).slice(0, LISTED_VALUES);
  const left = sorted.reduce((sum, each) => (listed.includes(each) ? sum : sum + each.rows), others.rows);
  return { values: listed, otherRows: left, isComplete: areAllTold && left === 0 };
}

function detectedFormats({ keys, grouping, facts }: ColumnAnswers): readonly DetectedFormat[] {
  const found = (keys.formats ?? []).flatMap(({ place, format }): readonly DetectedFormat[] => {
    const answer = grouping(place);
    return answer === undefined
      ? []
      : [{ format, matching: rowsWith("true", answer), tested: facts.nonNull }];
  });
  const share = ({ matching, tested }: DetectedFormat): number => matching / tested;
  const ranked = (each: DetectedFormat): { format: FormatName; share: number } => ({
    format: each.format,
    share: share(each),
  });
  return found
    .filter((each) => share(each) >= FORMAT_SHARE)
    .toSorted((a, b) => compareFormats(ranked(a), ranked(b)));
}

function timeParts({
  keys,
  grouping,
}: ColumnAnswers): Pick<ColumnProfile, "time" | "histogram"> | { time: null } {
  const answer = keys.time && grouping(keys.time.place);
  if (keys.time === undefined || answer === undefined) return { time: null };
  const { unit } = keys.time;
  const counts = countsOf(answer);
  return { time: coverageOf(unit, counts), histogram: { bins: timeBins(unit, counts) } };
}
