import type { GroupedRows } from "../../definition/measurement.js";
import { fieldsCodec, type MergeableStateDefinition } from "../../state/state.js";
import { requireDouble, requireList, type StateField } from "../../state/state-field.js";
import { type BinValue, binIdentity, binValue, readBinValue, writeBinValue } from "./bin-value.js";

/** A value, and how many rows have it. */
export interface Bin {
  readonly value: BinValue;
  readonly rows: number;
}

/** The values of a column and how many rows have each, as far as they were kept. */
export interface DistributionState {
  /** The most frequent first. */
  readonly bins: readonly Bin[];
  /** The values that were not kept, and their rows. */
  readonly other: { readonly values: number; readonly rows: number };
  /** False when parts were put together of which one had values that were not kept: those may be among the bins. */
  readonly known: boolean;
}

/** The state of histograms. It merges exactly as long as every part kept all of its values. */
export const distributionState: MergeableStateDefinition<DistributionState> = {
  identity: { bins: [], other: { values: 0, rows: 0 }, known: true },
  merge: mergeDistributions,
  ...fieldsCodec<DistributionState>(
    1,
    ({ bins, other, known }) => [
      bins.map(({ value, rows }) => [writeBinValue(value), rows]),
      other.values,
      other.rows,
      known ? 1 : 0,
    ],
    (fields) => ({
      bins: requireList(fields, 0).map(readBin),
      other: { values: requireDouble(fields, 1), rows: requireDouble(fields, 2) },
      known: requireDouble(fields, 3) === 1,
    }),
  ),
};

/** The state of groups by one column. @throws `InvalidArgumentError` when a key is bytes or a list */
export function distributionOf({ groups, rest }: GroupedRows): DistributionState {
  return {
    bins: groups.map(({ key, rows }) => ({ value: binValue(key[0] ?? null), rows })).toSorted(byRows),
    other: { values: rest.groups, rows: rest.rows },
    known: true,
  };
}

function mergeDistributions(a: DistributionState, b: DistributionState): DistributionState {
  if (isEmpty(a)) return b;
  if (isEmpty(b)) return a;
  const rows = new Map<string, Bin>();
  for (const bin of [...a.bins, ...b.bins]) {
    const identity = binIdentity(bin.value);
    rows.set(identity, { value: bin.value, rows: bin.rows + (rows.get(identity)?.rows ?? 0) });
  }
  return {
    bins: [...rows.values()].toSorted(byRows),
    other: { values: a.other.values + b.other.values, rows: a.other.rows + b.other.rows },
    known: a.known && b.known && a.other.values === 0 && b.other.values === 0,
  };
}

function isEmpty({ bins, other }: DistributionState): boolean {
  return bins.length === 0 && other.values === 0;
}

// The order is the same whatever the order of the parts.
function byRows(a: Bin, b: Bin): number {
  if (a.rows !== b.rows) return b.rows - a.rows;
  const [left, right] = [binIdentity(a.value), binIdentity(b.value)];
  return left < right ? -1 : left > right ? 1 : 0;
}

function readBin(field: StateField): Bin {
  const bin = requireList([field], 0);
  return { value: readBinValue(bin), rows: requireDouble(bin, 1) };
}
