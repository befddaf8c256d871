import type { Aggregate } from "../../aggregate/aggregate.js";
import { countResult, numberResult } from "../../aggregate/aggregate-result.js";
import {
  type GroupsMeasurement,
  keyColumn,
  type OverGroupsMeasurement,
  resultColumn,
} from "../../definition/measurement.js";
import { columnsField } from "../../definition/parameter-field.js";
import { showName } from "../../definition/show-name.js";
import { all, any, not } from "../../row/builders.js";
import type { Predicate } from "../../row/predicate.js";
import { toDouble } from "../../state/exact-number.js";
import { fieldsCodec, type StateDefinition } from "../../state/state.js";
import { requireDouble } from "../../state/state-field.js";

/** What is known of the keys that columns have together. */
export interface KeyCounts {
  /** All rows. */
  readonly rows: number;
  /** The rows whose key is not entirely null. */
  readonly keyed: number;
  /** The distinct keys that are not entirely null. */
  readonly distinct: number;
  /** The keys among them that one row has. */
  readonly single: number;
  /** The rows in which at least one column of the key is null. */
  readonly incomplete: number;
}

// Two parts may share keys, and the counts cannot tell.
const state: StateDefinition<KeyCounts> = {
  identity: { rows: 0, keyed: 0, distinct: 0, single: 0, incomplete: 0 },
  ...fieldsCodec<KeyCounts>(
    1,
    ({ rows, keyed, distinct, single, incomplete }) => [rows, keyed, distinct, single, incomplete],
    (fields) => ({
      rows: requireDouble(fields, 0),
      keyed: requireDouble(fields, 1),
      distinct: requireDouble(fields, 2),
      single: requireDouble(fields, 3),
      incomplete: requireDouble(fields, 4),
    }),
  ),
};

/** The parameters of the metrics of keys. */
export interface KeyParameters {
  readonly columns: readonly string[];
}

/**
 * All that the metrics of keys have in common: they read one state, from one statement that forms the groups of
 * equal keys.
 */
export const ofKeys = {
  arguments: ["columns"],
  parameters: { columns: columnsField },
  display: ({ columns }: KeyParameters) => columns.map(showName),
  measurement: measureKeys,
  state,
  stateKey: ({ columns }: KeyParameters) => ({ type: "keys", parameters: { columns } }),
} as const;

/** The number of all rows, among the results of groups. */
export function allRows(): Aggregate {
  return { kind: "sum", of: resultColumn(0) };
}

/** The number of rows whose key is not entirely null, among the results of groups. */
export function keyedRows({ columns }: KeyParameters): Aggregate {
  return { kind: "sum", of: resultColumn(0), where: hasKey(columns) };
}

function hasKey(columns: readonly string[]): Predicate {
  return not(all(...columns.map((_, index): Predicate => ({ kind: "isNull", of: keyColumn(index) }))));
}

function measureKeys({ columns }: KeyParameters): OverGroupsMeasurement<KeyCounts> {
  const isNull = columns.map((_, index): Predicate => ({ kind: "isNull", of: keyColumn(index) }));
  const rows = resultColumn(0);
  const keyed = hasKey(columns);
  const one = { kind: "literal", value: 1 } as const;
  const isSingle: Predicate = { kind: "compare", operator: "eq", left: rows, right: one };
  return {
    kind: "overGroups",
    by: columns.map((name): GroupsMeasurement<KeyCounts>["by"][number] => ({ kind: "column", name })),
    inner: [{ kind: "rows" }],
    outer: [
      allRows(),
      keyedRows({ columns }),
      { kind: "rows", where: keyed },
      { kind: "rows", where: all(keyed, isSingle) },
      { kind: "sum", of: rows, where: any(...isNull) },
    ],
    stateOf: (results) => ({
      rows: toDouble(numberResult(results, 0) ?? 0).value,
      keyed: toDouble(numberResult(results, 1) ?? 0).value,
      distinct: countResult(results, 2),
      single: countResult(results, 3),
      incomplete: toDouble(numberResult(results, 4) ?? 0).value,
    }),
  };
}
