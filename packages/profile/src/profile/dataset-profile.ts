import type { LocalDate } from "@dqx/common";
import type { FormatName, SchemaColumnKind } from "@dqx/metrics";
import type { ProfileValue } from "../rows/profile-value.js";
import type { ProfileStatement } from "../rows/statement-runner.js";

/** What a dataset is like: versioned plain JSON. */
export interface DatasetProfile {
  readonly format: "dqx.profile";
  readonly version: 1;
  readonly dataset: string;
  /** The engine that read it. */
  readonly engine: string;
  /** When it was profiled: an ISO instant. */
  readonly profiledAt: string;
  /** How many rows were read. */
  readonly rows: number;
  /** How many rows a sample was to have; null when all rows were read. */
  readonly sample: number | null;
  /** The filter of the rows, as reports show it; null when there was none. */
  readonly where: string | null;
  /** The column that holds the day of a row; null when there is none. */
  readonly dateColumn: string | null;
  /** The rows of each day, ascending, without days that have none; null without a date column. */
  readonly days: readonly DayRows[] | null;
  /** In the order of the dataset. */
  readonly columns: readonly ColumnProfile[];
  /** Columns, or pairs of columns where no single one does, that tell rows apart; the best first. */
  readonly keys: readonly CandidateKey[];
  /** Pairs of columns with the same value in every row. */
  readonly equalColumns: readonly (readonly [string, string])[];
  /** What was run. */
  readonly statements: readonly ProfileStatement[];
  readonly warnings: readonly string[];
}

/** How many rows a day has. */
export interface DayRows {
  readonly date: LocalDate;
  readonly rows: number;
}

/** What a column is like. Null stands for what does not apply to its type, or what no value tells. */
export interface ColumnProfile {
  readonly name: string;
  /** The engine's name of the type. */
  readonly type: string;
  readonly kind: SchemaColumnKind;
  /** Why the column could not be measured; null when it could. All counts are then 0. */
  readonly failure: string | null;
  readonly nulls: number;
  /** The share of rows in which it is not null; null for no rows. */
  readonly completeness: number | null;
  readonly distinct: DistinctCount | null;
  /** Distinct values over those that are not null. */
  readonly distinctness: number | null;
  /** The smallest finite value; of texts by the engine's order. */
  readonly minimum: ProfileValue | null;
  readonly maximum: ProfileValue | null;
  /** Of finite numbers. */
  readonly mean: number | null;
  /** How many values are NaN or ±Infinity. */
  readonly nonFinite: number | null;
  /** The shortest and the longest text, in characters. */
  readonly lengths: { readonly minimum: number; readonly maximum: number } | null;
  /** How many texts are empty or have nothing but spaces. */
  readonly blank: number | null;
  readonly quantiles: ProfileQuantiles | null;
  readonly histogram: ProfileHistogram | null;
  readonly topValues: TopValues | null;
  /** The formats of the catalogue that nearly all texts have, the most telling first. */
  readonly formats: readonly DetectedFormat[] | null;
  readonly time: TimeCoverage | null;
}

/** How many distinct values a column has, null left out. */
export interface DistinctCount {
  readonly count: number;
  /** Whether they were counted; otherwise the engine estimated them, within some per cent. */
  readonly exact: boolean;
}

/** Quantiles of finite numbers. */
export interface ProfileQuantiles {
  readonly values: readonly { readonly at: number; readonly value: number }[];
  /** By how much of itself a value may be wrong: 0 when they are exact (linear interpolation between ranks). */
  readonly relativeError: number;
}

/** How values are distributed over bins of equal width. */
export interface ProfileHistogram {
  /** From the lowest on. A value on the border of two is in the upper one; the last one has its upper border, too. */
  readonly bins: readonly HistogramBin[];
}

/** A bin of a histogram: of numbers, or of days, hours or months. */
export interface HistogramBin {
  readonly from: number | string;
  readonly until: number | string;
  readonly rows: number;
}

/** The most frequent values. */
export interface TopValues {
  /** The most frequent first, equal ones by the value's text; null among them. */
  readonly values: readonly { readonly value: ProfileValue | null; readonly rows: number }[];
  /** The rows of all other values. */
  readonly otherRows: number;
  /** Whether the values are all that there are. */
  readonly isComplete: boolean;
}

/** A format of texts, and how many have it. */
export interface DetectedFormat {
  readonly format: FormatName;
  readonly matching: number;
  /** The texts that are not null. */
  readonly tested: number;
}

/** Which hours, days or months there are values of. */
export interface TimeCoverage {
  readonly unit: "hour" | "day" | "month";
  readonly from: string;
  readonly until: string;
  /** How many units from the first to the last have values. */
  readonly present: number;
  readonly missing: number;
  /** The longest runs of units without values, the longest first. */
  readonly gaps: readonly { readonly from: string; readonly until: string; readonly units: number }[];
}

/** Columns that tell rows apart, or nearly do. */
export interface CandidateKey {
  readonly columns: readonly string[];
  /** How many distinct values they have together. */
  readonly distinct: number;
  /** Rows beyond the first of each value; 0 for a key. */
  readonly duplicates: number;
}
