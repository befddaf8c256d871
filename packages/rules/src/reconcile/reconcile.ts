import { InvalidArgumentError } from "@dqx/common";
import type { SqlDataSource } from "@dqx/sql";
import { type BySide, compareColumn, sharedColumns } from "./compared-column.js";
import { type ReconcileOptions, type ReconcileSettings, reconcileSettings } from "./reconcile-options.js";
import type { DifferenceKind, Reconciliation, RowDifference } from "./reconciliation.js";
import { type Buckets, compareBuckets, largeBuckets, smallBuckets } from "./row-buckets.js";
import { differencesIn, type RowColumns } from "./row-differences.js";
import type { TableSide } from "./table-side.js";
import { withTables } from "./with-tables.js";

/** How many rows that may differ are simply read. */
const FEW_ROWS = 10_000;

/** How many buckets the rows are read of by one statement. */
const BUCKETS_AT_ONCE = 1000;

/**
 * Compares two tables row by row, on one engine or on two, and moves few rows for it: first the numbers of rows and the
 * checksums of 4,096 buckets of keys, then of smaller ones where these differ, and the rows of the smallest in the end.
 * A checksum is the sum of 52 bits of the MD5 of each row's text, which is the same on every engine: two tables that
 * differ have equal ones by chance for one pair in 2^52.
 *
 * Rows are matched by their keys; a null is a key, too. Values are equal as SQL's `IS NOT DISTINCT FROM` has it; −0 and 0
 * are equal, and so are a timestamp and an instant that it is the UTC time of. Whole numbers and decimals are compared
 * with all digits, and as doubles where the other table has doubles.
 *
 * @param left - one table
 * @param right - the other one
 * @param options - the keys, and what is compared
 * @returns what differs; plain JSON
 * @throws {@link InvalidArgumentError} when an option is wrong, or a column is missing, protected or not comparable
 * @throws `SourceError` when a table cannot be read; the signal's reason when aborted
 * @example
 * ```ts
 * import { InMemoryDataSource } from "@dqx/duckdb";
 * import { reconcile } from "@dqx/rules";
 *
 * const shop = InMemoryDataSource.fromRows({ name: "shop", rows: [{ id: 1, paid: 10 }, { id: 2, paid: 5 }] });
 * const books = InMemoryDataSource.fromRows({ name: "books", rows: [{ id: 1, paid: 10 }, { id: 2, paid: 6 }] });
 *
 * const { differences } = await reconcile(shop, books, { keys: ["id"] });
 * differences[0]?.kind; // "changed"
 * ```
 */
export async function reconcile(
  left: SqlDataSource,
  right: SqlDataSource,
  options: ReconcileOptions,
): Promise<Reconciliation> {
  const settings = reconcileSettings(options);
  return withTables({ left, right }, settings, "reconcile", (tables) => compareTables(tables, settings));
}

async function compareTables(
  tables: BySide<TableSide>,
  settings: ReconcileSettings,
): Promise<Reconciliation> {
  const own = settings.columns === undefined ? sharedColumns(tables, settings) : undefined;
  const names = (settings.columns ?? own?.shared ?? []).filter((name) => !settings.keys.includes(name));
  requireNamed(settings, names);
  const columnOf = (name: string) => compareColumn(name, tables, settings);
  const row: RowColumns = { keys: settings.keys.map(columnOf), columns: names.map(columnOf) };
  const all = [...row.keys, ...row.columns];
  const large = await compareBuckets(tables, largeBuckets(row.keys), all);
  const small = await narrow(large.differing, large.differingRows);
  const { differences, isComplete } = await collect(tables, small, row, settings.limit);
  const sideOf = (side: "left" | "right") => ({
    dataset: tables[side].dataset,
    rows: large.rows[side],
    ownColumns: own?.[side] ?? [],
    ...tables[side].traffic,
  });
  return {
    isEqual: differences.length === 0,
    isComplete,
    left: sideOf("left"),
    right: sideOf("right"),
    keys: settings.keys,
    columns: names,
    counts: countKinds(differences),
    changes: countChanges(differences, names),
    differences,
  };

  async function narrow(buckets: Buckets, rows: number): Promise<Buckets> {
    if (rows <= FEW_ROWS) return buckets;
    // The rows of a bucket are about as many as its parts, which moves the fewest of both.
    const parts = 2 ** Math.ceil(Math.log2(Math.sqrt(rows / buckets.numbers.length)));
    const smaller = await compareBuckets(tables, smallBuckets(row.keys, parts), all, buckets);
    return smaller.differing;
  }
}

async function collect(
  tables: BySide<TableSide>,
  { of, numbers }: Buckets,
  row: RowColumns,
  limit: number,
): Promise<{ readonly differences: readonly RowDifference[]; readonly isComplete: boolean }> {
  const differences: RowDifference[] = [];
  const atOnce = Math.min(BUCKETS_AT_ONCE, limit);
  let read = 0;
  // Each bucket has at least one row that differs, unless it is by less than it may.
  while (read < numbers.length && differences.length < limit) {
    const buckets = { of, numbers: numbers.slice(read, read + atOnce) };
    for (const difference of await differencesIn(tables, buckets, row)) differences.push(difference);
    read += atOnce;
  }
  const isComplete = read >= numbers.length && differences.length <= limit;
  return { differences: differences.slice(0, limit), isComplete };
}

function countKinds(differences: readonly RowDifference[]): Readonly<Record<DifferenceKind, number>> {
  const counts = { onlyLeft: 0, onlyRight: 0, changed: 0, repeated: 0 };
  for (const { kind } of differences) counts[kind] += 1;
  return counts;
}

function countChanges(
  differences: readonly RowDifference[],
  columns: readonly string[],
): Readonly<Record<string, number>> {
  const changed = differences.filter(({ kind }) => kind === "changed");
  return Object.fromEntries(
    columns.map((column) => [column, changed.filter(({ values }) => Object.hasOwn(values, column)).length]),
  );
}

// What is said of a column that is not compared would be dropped in silence.
function requireNamed(
  { keys, names, normalise, tolerances }: ReconcileSettings,
  columns: readonly string[],
): void {
  const compared = [...keys, ...columns];
  for (const [option, given] of Object.entries({ names, normalise, tolerance: tolerances })) {
    for (const name of Object.keys(given)) {
      if (compared.includes(name)) continue;
      throw new InvalidArgumentError(
        `reconcile got ${option} for '${name}', which is not compared. Compared are ${compared.join(", ")}.`,
      );
    }
  }
}
