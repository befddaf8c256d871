import { InvalidArgumentError, requireKnownOptions, type SourceParameters, showValue } from "@dqx/common";
import { type Predicate, plainCall, type RowExpression, rowText } from "@dqx/metrics";
import type { SqlDataSource } from "@dqx/sql";
import { type BySide, bothSides, type ComparedColumn, compareColumn } from "../reconcile/compared-column.js";
import {
  type NormaliseStep,
  type ReconcileSettings,
  type Side,
  settingsOf,
} from "../reconcile/reconcile-options.js";
import type { TableSide } from "../reconcile/table-side.js";
import { withTables } from "../reconcile/with-tables.js";
import { compareKeys, type KeyGroup, type ReferenceCheck } from "./reference-check.js";

/** How references are checked. */
export interface ReferenceOptions {
  /** The columns that refer. */
  readonly columns: readonly string[];
  /** What they refer to, in the same order; columns of the same names by default. */
  readonly keys?: readonly string[];
  /** The rows whose references are checked; all by default. */
  readonly where?: Predicate;
  /** The rows that may be referred to; all by default. */
  readonly among?: Predicate;
  /**
   * What a row is that refers by a null, in any of the columns: `ignore`, not tested, as SQL's foreign keys have it and by
   * default; `fail`, one that refers to nothing.
   */
  readonly nulls?: "ignore" | "fail";
  /** What is done with the values of a referring column, and of its key, before they are compared. */
  readonly normalise?: Readonly<Record<string, readonly NormaliseStep[]>>;
  /** The day whose rows are compared; all rows by default. Sources that are made anew for each date need one. */
  readonly date?: string;
  /** Parameters of the datasets' own queries. */
  readonly parameters?: { readonly from?: SourceParameters; readonly to?: SourceParameters };
  /** How many keys of each kind are shown; 20 by default. */
  readonly limit?: number;
  /** Ends the work early. */
  readonly signal?: AbortSignal;
}

const names = [
  "columns",
  "keys",
  "where",
  "among",
  "nulls",
  "normalise",
  "date",
  "parameters",
  "limit",
  "signal",
] as const satisfies readonly (keyof ReferenceOptions)[];

/** How many distinct keys of a table are held at a time. */
const KEYS_AT_ONCE = 500_000;

/** How many buckets the hash of a key has. */
const BUCKETS = 4096;

/**
 * Checks that what rows of one table refer to is there in another one, on one engine or on two: which keys are orphans,
 * of how many rows, and which keys nobody refers to. Each table gives its distinct keys, a part of them at a time where
 * there are more than half a million, so that the memory is bounded.
 *
 * @param from - the table that refers
 * @param to - the table that is referred to
 * @param options - by which columns
 * @returns what was found; plain JSON
 * @throws {@link InvalidArgumentError} when an option is wrong, or a column is missing, protected or not comparable
 * @throws `SourceError` when a table cannot be read; the signal's reason when aborted
 * @example
 * ```ts
 * import { InMemoryDataSource } from "@dqx/duckdb";
 * import { references } from "@dqx/rules";
 *
 * const orders = InMemoryDataSource.fromRows({ name: "orders", rows: [{ customer: 1 }, { customer: 3 }, { customer: null }] });
 * const customers = InMemoryDataSource.fromRows({ name: "customers", rows: [{ id: 1 }, { id: 2 }] });
 *
 * const { orphans } = await references(orders, customers, { columns: ["customer"], keys: ["id"] });
 * orphans.rows; // 1
 * ```
 */
export async function references(
  from: SqlDataSource,
  to: SqlDataSource,
  options: ReferenceOptions,
): Promise<ReferenceCheck> {
  const settings = referenceSettings(options);
  return withTables({ left: from, right: to }, settings, "references", (tables) =>
    checkTables(tables, settings, options),
  );
}

async function checkTables(
  tables: BySide<TableSide>,
  settings: ReconcileSettings,
  { nulls = "ignore", keys }: ReferenceOptions,
): Promise<ReferenceCheck> {
  const columns = settings.keys.map((name) => compareColumn(name, tables, settings));
  const key = bothSides((side) => rowText(columns.map((column) => column[side].value)));
  const parts = await countParts(tables, key);
  const found = compareKeys(settings.limit, nulls);
  for (let part = 0; part < parts; part++) {
    const read = (side: Side) => readKeys(tables[side], side, columns, key[side], bucketsOf(part, parts));
    const [referring, referred] = await Promise.all([read("left"), read("right")]);
    found.add(referring, referred);
  }
  const { orphans, childless, rows } = found.result();
  return {
    holds: orphans.rows === 0,
    from: { dataset: tables.left.dataset, columns: settings.keys, ...rows, ...tables.left.traffic },
    to: {
      dataset: tables.right.dataset,
      columns: keys ?? settings.keys,
      keys: found.referredKeys,
      ...tables.right.traffic,
    },
    orphans,
    childless,
  };
}

async function countParts(tables: BySide<TableSide>, key: BySide<RowExpression>): Promise<number> {
  const count = async (side: Side) => {
    const [row] = await tables[side].select([tables[side].distinct(key[side])], []);
    return Number(row?.[0] ?? 0);
  };
  const most = Math.max(...(await Promise.all([count("left"), count("right")])));
  return Math.min(BUCKETS, Math.max(1, Math.ceil(most / KEYS_AT_ONCE)));
}

// The same keys are in the same part on both engines.
function bucketsOf(part: number, parts: number): readonly number[] | undefined {
  if (parts === 1) return undefined;
  const start = Math.floor((part * BUCKETS) / parts);
  const end = Math.floor(((part + 1) * BUCKETS) / parts);
  return Array.from({ length: end - start }, (_, index) => start + index);
}

async function readKeys(
  table: TableSide,
  side: Side,
  columns: readonly ComparedColumn[],
  key: RowExpression,
  buckets: readonly number[] | undefined,
): Promise<readonly KeyGroup[]> {
  const shown = columns.map((column) => table.render(column[side].shown));
  const values = columns.map((column) => table.render(plainCall("canonicalText", column[side].value)));
  const conditions =
    buckets === undefined
      ? []
      : [table.condition({ kind: "in", of: plainCall("hashBucket", key), values: buckets })];
  const grouped = [table.render(key), ...values, ...shown];
  const rows = await table.select([...grouped, table.count()], conditions, grouped.length);
  return rows.map((row) => ({
    text: String(row[0]),
    // What a normalisation makes of a null may be none.
    hasNull: row.slice(1, 1 + columns.length).includes(null),
    shown: row.slice(1 + columns.length, grouped.length),
    rows: Number(row.at(-1)),
  }));
}

function referenceSettings(options: ReferenceOptions): ReconcileSettings {
  requireKnownOptions("references", options, names);
  const {
    columns,
    keys = columns,
    where,
    among,
    nulls,
    normalise,
    date,
    parameters = {},
    limit = 20,
    signal,
  } = options;
  requireKnownOptions("references: parameters", parameters, ["from", "to"]);
  if (nulls !== undefined && nulls !== "ignore" && nulls !== "fail") {
    throw new InvalidArgumentError(`references got nulls ${showValue(nulls)}. Give "ignore" or "fail".`);
  }
  if (!Array.isArray(columns) || !Array.isArray(keys) || keys.length !== columns.length) {
    throw new InvalidArgumentError(
      `references got columns ${showValue(columns)} and keys ${showValue(keys)}. Give two lists of the same length.`,
    );
  }
  const { from = {}, to = {} } = parameters;
  return settingsOf("references", {
    keys: columns,
    columns: [],
    names: Object.fromEntries(columns.map((column, index) => [column, { right: keys[index] ?? column }])),
    where: { ...(where !== undefined && { left: where }), ...(among !== undefined && { right: among }) },
    parameters: { left: from, right: to },
    limit,
    ...(normalise !== undefined && { normalise }),
    ...(date !== undefined && { date }),
    ...(signal !== undefined && { signal }),
  });
}
