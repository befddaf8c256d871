import type { SqlRow, SqlValue } from "@dqx/common";
import { plainCall, rowText } from "@dqx/metrics";
import { type SampleValue, toSampleValue } from "../rows/sample-value.js";
import type { BySide, ComparedColumn } from "./compared-column.js";
import type { Side } from "./reconcile-options.js";
import type { RowDifference, ValueDifference } from "./reconciliation.js";
import { type Buckets, inBuckets } from "./row-buckets.js";
import type { TableSide } from "./table-side.js";

/** What a row consists of. */
export interface RowColumns {
  readonly keys: readonly ComparedColumn[];
  readonly columns: readonly ComparedColumn[];
}

/** A row of one of the tables. */
interface Row {
  /** The key as one text, the same for equal keys. */
  readonly key: string;
  /** The values of the keys and of the columns, as people see them. */
  readonly shown: readonly SampleValue[];
  /** What of each column is compared. */
  readonly compared: readonly SqlValue[];
}

/**
 * Compares the rows of some buckets key by key. One statement on each table.
 *
 * @param tables - both
 * @param buckets - which rows
 * @param row - what they consist of
 */
export async function differencesIn(
  tables: BySide<TableSide>,
  buckets: Buckets,
  row: RowColumns,
): Promise<readonly RowDifference[]> {
  const read = (side: Side) => readRows(tables[side], side, buckets, row);
  const [left, right] = await Promise.all([read("left"), read("right")]);
  const keys = [...new Set([...left.keys(), ...right.keys()])];
  return keys.flatMap((key) => compareRows(left.get(key) ?? [], right.get(key) ?? [], row));
}

async function readRows(
  table: TableSide,
  side: Side,
  buckets: Buckets,
  { keys, columns }: RowColumns,
): Promise<ReadonlyMap<string, readonly Row[]>> {
  const shown = [...keys, ...columns].map((column) => table.render(column[side].shown));
  // Numbers that may differ are told by how much they do, all others by their text.
  const compared = columns.map(({ tolerance, [side]: { value } }) =>
    table.render(tolerance === undefined ? plainCall("canonicalText", value) : value),
  );
  const key = table.render(rowText(keys.map((column) => column[side].value)));
  const rows = await table.select([key, ...shown, ...compared], [inBuckets(table, side, buckets)]);
  const byKey = new Map<string, Row[]>();
  for (const row of rows) {
    const found = toRow(row, shown.length);
    const others = byKey.get(found.key);
    if (others === undefined) byKey.set(found.key, [found]);
    else others.push(found);
  }
  return byKey;
}

function toRow([key, ...values]: SqlRow, shown: number): Row {
  return {
    key: String(key),
    shown: values.slice(0, shown).map(toSampleValue),
    compared: values.slice(shown),
  };
}

function compareRows(
  left: readonly Row[],
  right: readonly Row[],
  { keys, columns }: RowColumns,
): readonly RowDifference[] {
  const [a, b] = [left[0], right[0]];
  const key = (a ?? b)?.shown.slice(0, keys.length) ?? [];
  const valuesOf = (row: Row | undefined, index: number) => row?.shown[keys.length + index];
  const both = (index: number): ValueDifference => {
    const [leftValue, rightValue] = [valuesOf(a, index), valuesOf(b, index)];
    return {
      ...(leftValue !== undefined && { left: leftValue }),
      ...(rightValue !== undefined && { right: rightValue }),
    };
  };
  const among = (indexes: readonly number[]) =>
    Object.fromEntries(indexes.map((index) => [columns[index]?.name ?? "", both(index)]));
  if (left.length > 1 || right.length > 1) {
    return isSameBag(left, right, columns) ? [] : [{ kind: "repeated", key, values: {} }];
  }
  const all = columns.map((_, index) => index);
  if (a === undefined) return [{ kind: "onlyRight", key, values: among(all) }];
  if (b === undefined) return [{ kind: "onlyLeft", key, values: among(all) }];
  const changed = all.filter((index) => !isSame(a, b, index, columns[index]?.tolerance));
  return changed.length === 0 ? [] : [{ kind: "changed", key, values: among(changed) }];
}

function isSame(a: Row, b: Row, index: number, tolerance: number | undefined): boolean {
  const [left, right] = [a.compared[index] ?? null, b.compared[index] ?? null];
  if (tolerance === undefined || left === null || right === null) return left === right;
  const [x, y] = [Number(left), Number(right)];
  return Object.is(x, y) || Math.abs(x - y) <= tolerance || x === y;
}

// Each row of one side is one of the other, in any order.
function isSameBag(left: readonly Row[], right: readonly Row[], columns: readonly ComparedColumn[]): boolean {
  if (left.length !== right.length) return false;
  const rest = [...right];
  return left.every((row) => {
    const place = rest.findIndex((other) =>
      columns.every(({ tolerance }, index) => isSame(row, other, index, tolerance)),
    );
    if (place !== -1) rest.splice(place, 1);
    return place !== -1;
  });
}
