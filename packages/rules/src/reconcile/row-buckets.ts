import type { SqlRow } from "@dqx/common";
import { plainCall, type RowExpression, rowText } from "@dqx/metrics";
import { type BySide, bothSides, type ComparedColumn } from "./compared-column.js";
import type { Side } from "./reconcile-options.js";
import type { TableSide } from "./table-side.js";

/** One more than the largest rest of a hash. */
const REST = 2 ** 52;

/** Which bucket a row of each table is in: equal keys are in one on all engines. */
export type Bucketing = BySide<RowExpression>;

/** Some buckets. */
export interface Buckets {
  readonly of: Bucketing;
  readonly numbers: readonly number[];
}

/** What is known of the rows of a bucket. */
interface Bucket {
  readonly rows: number;
  readonly checksum: bigint;
}

/** What comparing buckets gave. */
export interface ComparedBuckets {
  readonly rows: BySide<number>;
  /** The buckets whose rows are not the same. */
  readonly differing: Buckets;
  /** How many rows the table with more of them has in these. */
  readonly differingRows: number;
}

/** 4,096 buckets by the hash of the key. */
export function largeBuckets(keys: readonly ComparedColumn[]): Bucketing {
  return bothSides((side) => plainCall("hashBucket", keyText(keys, side)));
}

/**
 * Each of the large buckets in parts.
 *
 * @param keys - what tells rows apart
 * @param parts - how many, a power of two
 */
export function smallBuckets(keys: readonly ComparedColumn[], parts: number): Bucketing {
  return bothSides((side) => {
    const text = keyText(keys, side);
    const part = plainCall("floor", plainCall("div", plainCall("hashRest", text), REST / parts));
    return plainCall("add", plainCall("mul", plainCall("hashBucket", text), parts), part);
  });
}

/**
 * Compares two tables bucket by bucket: how many rows there are, and the sum of their hashes. One statement on each.
 *
 * @param tables - both
 * @param of - which bucket a row is in
 * @param row - the columns that a row consists of
 * @param within - the rows that are compared; all by default
 */
export async function compareBuckets(
  tables: BySide<TableSide>,
  of: Bucketing,
  row: readonly ComparedColumn[],
  within?: Buckets,
): Promise<ComparedBuckets> {
  const read = (side: Side) => readBuckets(tables[side], side, { of, row, within });
  const [left, right] = await Promise.all([read("left"), read("right")]);
  const differing = [...new Set([...left.keys(), ...right.keys()])].filter((bucket) => {
    const [a, b] = [left.get(bucket), right.get(bucket)];
    return a?.rows !== b?.rows || a?.checksum !== b?.checksum;
  });
  return {
    rows: { left: rowsIn(left, left.keys()), right: rowsIn(right, right.keys()) },
    differing: { of, numbers: differing },
    differingRows: Math.max(rowsIn(left, differing), rowsIn(right, differing)),
  };
}

/**
 * The condition that a row is in some buckets.
 *
 * @param table - one of the tables
 * @param side - which one
 * @param buckets - which buckets
 */
export function inBuckets(table: TableSide, side: Side, { of, numbers }: Buckets): string {
  return table.condition({ kind: "in", of: of[side], values: numbers });
}

interface BucketQuestion {
  readonly of: Bucketing;
  readonly row: readonly ComparedColumn[];
  readonly within: Buckets | undefined;
}

async function readBuckets(
  table: TableSide,
  side: Side,
  { of, row, within }: BucketQuestion,
): Promise<ReadonlyMap<number, Bucket>> {
  const hash = plainCall("hashRest", rowText(row.map((column) => column[side].summed)));
  const selected = [table.render(of[side]), ...table.countAndSum(hash)];
  const conditions = within === undefined ? [] : [inBuckets(table, side, within)];
  const rows = await table.select(selected, conditions, 1);
  return new Map(rows.map((found) => [Number(found[0]), toBucket(found)]));
}

function toBucket([, rows, checksum]: SqlRow): Bucket {
  return { rows: Number(rows), checksum: BigInt(String(checksum ?? 0)) };
}

function rowsIn(buckets: ReadonlyMap<number, Bucket>, among: Iterable<number>): number {
  let rows = 0;
  for (const bucket of among) rows += buckets.get(bucket)?.rows ?? 0;
  return rows;
}

function keyText(keys: readonly ComparedColumn[], side: Side): RowExpression {
  return rowText(keys.map((key) => key[side].value));
}
