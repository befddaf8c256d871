import type { SqlValue } from "@dqx/common";
import { countResult } from "../../aggregate/aggregate-result.js";
import type { ScanMeasurement } from "../../definition/measurement.js";
import { col } from "../../row/builders.js";
import { fieldsCodec, type MergeableStateDefinition } from "../../state/state.js";
import { requireDouble } from "../../state/state-field.js";

/** What texts look like; `text` is what looks like none of the others. */
export type DataType = (typeof dataTypeNames)[number];

const EXPONENT = "[Ee][+-]?[0-9]+";
const DAY = "[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])";
const TIME = "(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\\.[0-9]+)?)?";
const ZONE = "(?:Z|[+-](?:[01][0-9]|2[0-3])(?::?[0-5][0-9])?)?";

/** What a text of each type looks like. No text looks like two of them. */
const LOOKS = {
  integral: /^[+-]?[0-9]+$/,
  fractional: new RegExp(`^[+-]?(?:(?:[0-9]+\\.[0-9]*|\\.[0-9]+)(?:${EXPONENT})?|[0-9]+${EXPONENT})$`),
  boolean: /^(?:true|false)$/i,
  date: new RegExp(`^${DAY}(?:[T ]${TIME}${ZONE})?$`),
};

/** The names of the types, `text` and `null` among them. */
export const dataTypeNames = ["integral", "fractional", "boolean", "date", "text", "null"] as const;

/** How many rows have each type. */
export type DataTypeState = { readonly [Name in DataType]: number };

/** The state of the types of a column's texts. */
export const dataTypeState: MergeableStateDefinition<DataTypeState> = {
  identity: ofEach(() => 0),
  merge: (a, b) => ofEach((name) => a[name] + b[name]),
  ...fieldsCodec<DataTypeState>(
    1,
    (state) => dataTypeNames.map((name) => state[name]),
    (fields) => ofEach((_, index) => requireDouble(fields, index)),
  ),
};

/** How the types of a column's texts are counted: in the scan that other metrics need too. */
export function dataTypeMeasurement({ column }: { readonly column: string }): ScanMeasurement<DataTypeState> {
  const looks = Object.values(LOOKS).map((pattern) => col(column).matches(pattern));
  return {
    kind: "scan",
    aggregates: [
      ...looks.map((predicate) => ({ kind: "countIf", predicate }) as const),
      { kind: "nonNull", of: col(column) },
      { kind: "rows" },
    ],
    stateOf(results: readonly SqlValue[]) {
      const [integral, fractional, boolean, date, known, rows] = results.map((_, index) =>
        countResult(results, index),
      );
      const looking = {
        integral: integral ?? 0,
        fractional: fractional ?? 0,
        boolean: boolean ?? 0,
        date: date ?? 0,
      };
      const told = Object.values(looking).reduce((sum, count) => sum + count, 0);
      return { ...looking, text: (known ?? 0) - told, null: (rows ?? 0) - (known ?? 0) };
    },
  };
}

/** How many rows there are. */
export function rowsOf(state: DataTypeState): number {
  return dataTypeNames.reduce((sum, name) => sum + state[name], 0);
}

function ofEach(count: (name: DataType, index: number) => number): DataTypeState {
  const [integral, fractional, boolean, date, text, nulls] = dataTypeNames.map(count);
  return {
    integral: integral ?? 0,
    fractional: fractional ?? 0,
    boolean: boolean ?? 0,
    date: date ?? 0,
    text: text ?? 0,
    null: nulls ?? 0,
  };
}
