import type { MetricOutcome } from "./metric-outcome.js";

/** What a column of an example holds; an engine maps it to its own type of the same kind. */
export type ExampleType =
  | "integer"
  | "bigint"
  | "double"
  | "decimal(38,10)"
  | "boolean"
  | "text"
  | "date"
  | "timestamp"
  | "timestamptz";

/** A value of an example: whole numbers as bigint, doubles as number, decimals, dates and times as ISO text. */
export type ExampleCell = null | boolean | number | bigint | string;

/** The reference time of the run that measures the examples. */
export const EXAMPLE_TIME = "2024-03-01T12:00:00Z";

/** Rows, and what a metric makes of them. */
export interface MetricExample<Parameters> {
  /** What it shows, for example `nulls are a bin of their own`. */
  readonly title: string;
  readonly parameters: Parameters;
  /** The types of the columns, by name, in the order of the cells. */
  readonly columns: Readonly<Record<string, ExampleType>>;
  readonly rows: readonly (readonly ExampleCell[])[];
  /** What comes out, warnings included. */
  readonly outcome: MetricOutcome;
  /** What the ratio of a count is; null where it has no value. */
  readonly ratio?: number | null;
}
