import { numberResult } from "../../aggregate/aggregate-result.js";
import { defineMetric } from "../../definition/define-metric.js";
import { emptyOutcome, valueOutcome } from "../../definition/metric-outcome.js";
import { columnField } from "../../definition/parameter-field.js";
import { showName } from "../../definition/show-name.js";
import type { ExactNumber } from "../../state/exact-number.js";
import { fieldsCodec, type StateDefinition } from "../../state/state.js";
import { optionalNumber } from "../../state/state-field.js";

/** The parameters of {@link last}. */
export interface LastParameters {
  readonly column: string;
  /** The column whose largest value decides which row is last. */
  readonly orderBy: string;
}

/** The last value, or null when there was none. */
export interface LastState {
  readonly last: ExactNumber | null;
}

// The place of the value in the order is not kept, so two parts cannot be compared.
const state: StateDefinition<LastState> = {
  identity: { last: null },
  ...fieldsCodec<LastState>(
    1,
    ({ last }) => [last],
    (fields) => ({ last: optionalNumber(fields, 0) }),
  ),
};

/** The value of a column in the row with the largest value of another; without an order there is no last row. */
export const last = defineMetric<LastParameters, LastState, typeof state, readonly ["column"]>({
  type: "last",
  summary:
    "The finite value in the row with the largest `orderBy`, among equals the largest value. Nulls of either column are passed over. No value for an empty input.",
  arguments: ["column"],
  parameters: { column: columnField, orderBy: columnField },
  display: ({ column, orderBy }) => [showName(column), `by ${showName(orderBy)}`],
  measurement: ({ column, orderBy }) => ({
    kind: "scan",
    aggregates: [
      { kind: "last", of: { kind: "column", name: column }, orderBy: { kind: "column", name: orderBy } },
    ],
    stateOf: (results) => ({ last: numberResult(results, 0) }),
  }),
  state,
  outcomeOf: ({ last }) => (last === null ? emptyOutcome("no rows with a value") : valueOutcome(last)),
  examples: [
    {
      title: "among equals of the order, the largest value; NaN and nulls are passed over",
      parameters: { column: "x", orderBy: "k" },
      columns: { x: "double", k: "integer" },
      rows: [
        [2, 3n],
        [5, 3n],
        [null, 9n],
        [Number.NaN, 8n],
        [7, null],
      ],
      outcome: { kind: "value", value: 5, warnings: [] },
    },
    {
      title: "in the order of texts",
      parameters: { column: "x", orderBy: "k" },
      columns: { x: "bigint", k: "text" },
      rows: [
        [1n, "b"],
        [9007199254740991n, "c"],
        [3n, "a"],
      ],
      outcome: { kind: "value", value: 9007199254740991, warnings: [] },
    },
    {
      title: "in the order of days",
      parameters: { column: "x", orderBy: "k" },
      columns: { x: "decimal(38,10)", k: "date" },
      rows: [
        ["1.5000000000", "2024-01-02"],
        ["2.5000000000", "2024-01-01"],
      ],
      outcome: { kind: "value", value: 1.5, warnings: [], arithmetic: "decimal" },
    },
    {
      title: "one row",
      parameters: { column: "x", orderBy: "k" },
      columns: { x: "integer", k: "integer" },
      rows: [[4n, 1n]],
      outcome: { kind: "value", value: 4, warnings: [] },
    },
    {
      title: "nulls only",
      parameters: { column: "x", orderBy: "k" },
      columns: { x: "double", k: "integer" },
      rows: [[null, 1n]],
      outcome: { kind: "empty", reason: "no rows with a value" },
    },
    {
      title: "no rows",
      parameters: { column: "x", orderBy: "k" },
      columns: { x: "double", k: "integer" },
      rows: [],
      outcome: { kind: "empty", reason: "no rows with a value" },
    },
  ],
});
