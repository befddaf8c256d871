import type { ExampleCell, ExampleType } from "@dqx/metrics";
import type { SqlDataSource } from "../source/sql-data-source.js";

/** What a column of conformance data holds; an engine maps it to its own type of the same kind. */
export type LogicalType = ExampleType;

/** A value: whole numbers as bigint, doubles as number, decimals, dates and timestamps as ISO text. */
export type Cell = ExampleCell;

/** Data that an engine is asked to make a source of. */
export interface ConformanceData {
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: LogicalType }[];
  /** The cells by position of the column. */
  readonly rows: readonly (readonly Cell[])[];
  readonly dateColumn?: string;
  readonly timeZone?: string;
  /**
   * One more column: a text column's values cast to whole numbers when they are read, so that the engine fails
   * on a text that is no number, and only when the column is used.
   */
  readonly castColumn?: { readonly name: string; readonly of: string };
}

/** Makes a source of data on the engine under test. The suite closes it. */
export type MakeSource = (data: ConformanceData) => Promise<SqlDataSource>;
