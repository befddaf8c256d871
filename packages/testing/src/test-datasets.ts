import { InvalidArgumentError, isLocalDate, LocalDate, requireKnownOptions, showValue } from "@dqx/common";
import { type CellValue, InMemoryDataSource } from "@dqx/duckdb";

/** A row: values by column. Their type is told from the values; a column that a row leaves out is NULL there. */
export type TestRow = { readonly [column: string]: CellValue };

type RowsByDay = { readonly [day: `${number}-${number}-${number}`]: readonly TestRow[] };

/** Rows, and what their values do not say. */
export interface TypedRows {
  readonly rows: readonly TestRow[] | RowsByDay;
  /** DuckDB types by column: of columns without rows or values, or `DECIMAL(10,2)`. */
  readonly types?: { readonly [column: string]: string };
}

/** The rows of a dataset; those of each day by ISO date, where a check looks at more days than one. */
export type TestDataset = readonly TestRow[] | RowsByDay | TypedRows;

/** The datasets of a test, by the names that the check calls them by. */
export type TestDatasets = { readonly [dataset: string]: TestDataset };

/**
 * Makes data sources of rows.
 *
 * @param datasets - at least one
 * @returns a source for each, which the caller closes
 * @throws {@link InvalidArgumentError} naming the dataset that is none, or has neither rows nor types
 */
export function sourcesOf(datasets: TestDatasets): readonly InMemoryDataSource[] {
  if (typeof datasets !== "object" || datasets === null || Object.keys(datasets).length === 0) {
    throw new InvalidArgumentError(
      `with got ${showValue(datasets)}. Give rows by dataset, for example { orders: [{ amount: 10 }] }.`,
    );
  }
  return Object.entries(datasets).map(([name, dataset]) => sourceOf(name, dataset));
}

/** The latest day that rows are given for; nothing when none are given by day. */
export function latestDay(datasets: TestDatasets): LocalDate | undefined {
  const days = Object.values(datasets).flatMap((dataset) => {
    const { rows } = readDataset(dataset);
    return Array.isArray(rows) ? [] : Object.keys(rows);
  });
  const latest = days.toSorted().at(-1);
  return latest === undefined ? undefined : LocalDate(latest);
}

function sourceOf(name: string, dataset: TestDataset): InMemoryDataSource {
  const { rows, types } = readDataset(dataset);
  requireDataset(name, dataset, rows);
  const all = isList(rows) ? rows : Object.values(rows).flat();
  if (all.every((row) => Object.keys(row).length === 0) && Object.keys(types ?? {}).length === 0) {
    throw new InvalidArgumentError(
      `Dataset '${name}' has no rows, so nothing says what its columns are. Give them: { ${name}: { rows: [], types: { amount: "DOUBLE" } } }.`,
    );
  }
  // One thread does for rows that are written by hand, and starts sooner than many.
  const options = { name, threads: 1, ...(types !== undefined && { types }) };
  return isList(rows)
    ? InMemoryDataSource.fromRows({ ...options, rows })
    : InMemoryDataSource.fromDays({ ...options, days: rows });
}

function readDataset(dataset: TestDataset): TypedRows {
  if (typeof dataset !== "object" || dataset === null || !("rows" in dataset)) return { rows: dataset };
  requireKnownOptions("A dataset", dataset, ["rows", "types"]);
  return dataset;
}

// Callers without types may give anything.
function requireDataset(name: string, dataset: unknown, rows: unknown): void {
  const isObject = typeof rows === "object" && rows !== null;
  const lists = isObject && !Array.isArray(rows) ? Object.entries(rows) : [["", rows] as const];
  const sound = lists.every(([day, list]) => (day === "" || isLocalDate(day)) && isListOfRows(list));
  if (isObject && sound) return;
  throw new InvalidArgumentError(
    `Dataset '${name}' is ${showValue(dataset)}. Give a list of rows such as [{ amount: 10 }], lists by day such as { "2026-01-31": [{ amount: 10 }] }, or { rows, types }.`,
  );
}

function isListOfRows(list: unknown): boolean {
  return Array.isArray(list) && list.every((row) => typeof row === "object" && row !== null);
}

function isList(rows: TypedRows["rows"]): rows is readonly TestRow[] {
  return Array.isArray(rows);
}
