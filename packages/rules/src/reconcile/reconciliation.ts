import type { SampleValue } from "../rows/sample-value.js";

/** What two tables differ in. Plain JSON. */
export interface Reconciliation {
  /** Whether no row differs. */
  readonly isEqual: boolean;
  /** Whether all rows that differ were looked for; false when there are more of them than the limit. */
  readonly isComplete: boolean;
  readonly left: ReconciledTable;
  readonly right: ReconciledTable;
  /** What tells the rows apart, by the names that were given. */
  readonly keys: readonly string[];
  /** What was compared, by the names that were given. */
  readonly columns: readonly string[];
  /** How many of the differences are of each kind. */
  readonly counts: Readonly<Record<DifferenceKind, number>>;
  /** How many of the differences are in each column. */
  readonly changes: Readonly<Record<string, number>>;
  readonly differences: readonly RowDifference[];
}

/** One of two tables that were compared. */
export interface ReconciledTable {
  readonly dataset: string;
  /** How many rows were compared. */
  readonly rows: number;
  /** Columns that only this one has, when it was not said which to compare. */
  readonly ownColumns: readonly string[];
  /** How many statements were run on it. */
  readonly statements: number;
  /** How many rows these gave. */
  readonly rowsMoved: number;
}

/**
 * `onlyLeft`, `onlyRight`: a row that the other table has not; `changed`: a row that has other values there;
 * `repeated`: several rows of one key, which are not those of the other table.
 */
export type DifferenceKind = "onlyLeft" | "onlyRight" | "changed" | "repeated";

/** A key whose rows differ. */
export interface RowDifference {
  readonly kind: DifferenceKind;
  /** The values of the keys, in their order. */
  readonly key: readonly SampleValue[];
  /** Both values of each column that differs, by its name; of all columns where a row is on one side only. */
  readonly values: Readonly<Record<string, ValueDifference>>;
}

/** A value of both tables; absent where there is no such row, or there are several. */
export interface ValueDifference {
  readonly left?: SampleValue;
  readonly right?: SampleValue;
}
