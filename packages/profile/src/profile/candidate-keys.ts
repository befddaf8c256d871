import type { ColumnFacts } from "../rows/column-facts.js";
import type { Grouping } from "../rows/grouping-statement.js";
import type { ProfiledColumn } from "../rows/profiled-column.js";
import type { CandidateKey } from "./dataset-profile.js";

/** An estimate may be this much below the number of rows for a column to be counted. */
const LEAST_SHARE = 0.9;
/** A key of more rows than this is not counted, which takes memory for each value. */
const MOST_ROWS = 20_000_000;
const MOST_COLUMNS = 4;
const MOST_PAIRS = 3;
/** The share of rows that may be duplicates for columns to be shown as nearly a key. */
const MOST_DUPLICATES = 0.01;

/** Columns that may tell rows apart. */
export type KeyColumns = readonly ProfiledColumn[];

/**
 * The columns that may be a key, as far as the first scan tells; pairs where no single column may.
 *
 * @param facts - what the first scan said
 * @param total - how many rows there are
 * @param day - the column that holds the day of a row, which is most often a part of a key
 */
export function keyCandidates(
  facts: ReadonlyMap<ProfiledColumn, ColumnFacts>,
  total: number,
  day: string | undefined,
): readonly KeyColumns[] {
  if (total === 0 || total > MOST_ROWS) return [];
  const usable = [...facts].filter(
    ([{ isComparable, operand }, { nonNull, distinct }]) =>
      isComparable && operand.type.kind !== "float" && nonNull === total && distinct !== undefined,
  );
  const single = usable.filter(([, { distinct }]) => (distinct?.count ?? 0) >= LEAST_SHARE * total);
  if (single.length > 0) return single.slice(0, MOST_COLUMNS).map(([column]) => [column]);
  const pairs = usable.flatMap(([column, { distinct }], index) =>
    usable.slice(index + 1).map(([other, about]) => ({
      columns: [column, other],
      values: (distinct?.count ?? 0) * (about.distinct?.count ?? 0),
      hasDay: column.name === day || other.name === day,
    })),
  );
  return pairs
    .filter(({ values }) => values >= total)
    .toSorted((a, b) => Number(b.hasDay) - Number(a.hasDay) || b.values - a.values)
    .slice(0, MOST_PAIRS)
    .map(({ columns }) => columns);
}

/**
 * A key, or nearly one, by its values as they were counted.
 *
 * @param columns - as {@link keyCandidates} gave them
 * @param grouping - of the rows by their values
 * @returns nothing when there are too many duplicates
 */
export function keyOf(columns: KeyColumns, { told, others }: Grouping): readonly CandidateKey[] {
  const rows = told.reduce((sum, { rows: size }) => sum + size, others.rows);
  const distinct = told.length + others.groups;
  const duplicates = rows - distinct;
  if (rows === 0 || duplicates > rows * MOST_DUPLICATES) return [];
  return [{ columns: columns.map(({ name }) => name), distinct, duplicates }];
}
