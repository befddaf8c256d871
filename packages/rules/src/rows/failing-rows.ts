import type { BoundSql, RowTarget } from "@dqx/sql";
import type { RowFailure } from "./row-failure.js";

/** What a statement selects of failing rows. */
export interface RowSelection {
  /** SQL of each column, with its alias. */
  readonly columns: readonly string[];
  /** SQL of what the rows are ordered by; in no order by default. */
  readonly orderBy?: readonly string[];
  /** How many rows at most; all by default. */
  readonly limit?: number;
}

/**
 * Writes a statement that selects the rows of a day that fail.
 *
 * @param target - the rows
 * @param failure - when a row fails
 * @param selection - what is selected of them
 */
export function failingRows(
  target: RowTarget,
  failure: RowFailure,
  { columns, orderBy = [], limit }: RowSelection,
): BoundSql {
  const lines = [
    `SELECT ${columns.join(", ")}`,
    ...rowsToJudge(target, failure),
    ...(orderBy.length === 0 ? [] : [`ORDER BY ${orderBy.join(", ")}`]),
    ...(limit === undefined ? [] : [`LIMIT ${limit}`]),
  ];
  return { sql: lines.join("\n"), parameters: target.parameters };
}

// Windows are over all rows of the day, so these are chosen before and the failing ones after.
function rowsToJudge({ from, ofDay, alias }: RowTarget, { windows, fails }: RowFailure): readonly string[] {
  if (windows.length === 0) {
    const day = ofDay === undefined ? "" : `(${ofDay}) AND `;
    return [`FROM ${from}`, `WHERE ${day}${fails}`];
  }
  const added = windows.map((window) => `${window.sql} AS ${window.alias}`);
  const rows = `SELECT *, ${added.join(", ")} FROM ${from}${ofDay === undefined ? "" : ` WHERE ${ofDay}`}`;
  return [`FROM (\n${rows}\n) AS ${alias(windows.length)}`, `WHERE ${fails}`];
}
