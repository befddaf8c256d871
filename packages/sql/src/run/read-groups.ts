import { Either, type SqlRow, type SqlValue } from "@dqx/common";
import { type GroupedRows, largestGroups } from "@dqx/metrics";
import type { BoundAggregate } from "../plan/bound-aggregate.js";
import { groupsIdentity, type Shape } from "../plan/shape.js";
import type { Reading } from "./readings.js";

type GroupsShape = Extract<Shape, { readonly kind: "groups" }>;

/**
 * What a statement over groups said of one day, as readings: the groups themselves, and one list for each
 * aggregate with its result in every group.
 *
 * @param shape - that of the statement
 * @param aggregates - what was computed of each group
 * @param rows - those of the day: keys, count, results, all rows, all groups, rank
 * @returns readings by identity
 */
export function groupReadings(
  shape: GroupsShape,
  aggregates: readonly BoundAggregate[],
  rows: readonly SqlRow[],
): ReadonlyMap<string, Reading> {
  const keys = shape.grouping.by.length;
  const rank = keys + 1 + aggregates.length + 2;
  const ranked = rows.toSorted((a, b) => Number(a[rank]) - Number(b[rank]));
  const groups = ranked.map((row) => [row.slice(0, keys), row[keys] ?? null]);
  const [first] = ranked;
  const totals = first === undefined ? [0n, 0n] : [first[rank - 2] ?? null, first[rank - 1] ?? null];
  return new Map<string, Reading>([
    [groupsIdentity(shape), Either.right([groups, totals])],
    ...aggregates.map(({ identity }, index): [string, Reading] => [
      identity,
      Either.right(ranked.map((row) => row[keys + 1 + index] ?? null)),
    ]),
  ]);
}

/**
 * Puts the readings of a metric over groups together again.
 *
 * @param shape - that of the metric
 * @param groups - the reading of the groups themselves
 * @param results - the reading of each of its aggregates
 * @throws RangeError when the engine gave something else than groups
 */
export function groupedRows(shape: GroupsShape, groups: SqlValue, results: readonly SqlValue[]): GroupedRows {
  const [listed, totals] = list(groups).map(list);
  const [rows, count] = (totals ?? []).map(Number);
  const read = (listed ?? []).map(list).map(([key = null, size = null], index) => ({
    key: list(key),
    rows: Number(size),
    // What is not computed for its type is the same for all groups.
    results: results.map((values) => (isList(values) ? (values[index] ?? null) : values)),
  }));
  const shown = read.reduce((sum, group) => sum + group.rows, 0);
  const rest = { groups: (count ?? 0) - read.length, rows: (rows ?? 0) - shown };
  return largestGroups({ groups: read, rest }, shape.limit);
}

function isList(value: SqlValue): value is readonly SqlValue[] {
  return Array.isArray(value);
}

function list(value: SqlValue): readonly SqlValue[] {
  if (isList(value)) return value;
  throw new RangeError("the engine gave no groups");
}
