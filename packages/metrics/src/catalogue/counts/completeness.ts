import { countResult } from "../../aggregate/aggregate-result.js";
import { defineMetric } from "../../definition/define-metric.js";
import type { ScanMeasurement } from "../../definition/measurement.js";
import { emptyOutcome, valueOutcome } from "../../definition/metric-outcome.js";
import { columnField } from "../../definition/parameter-field.js";
import { showName } from "../../definition/show-name.js";
import { divideExact } from "../../state/exact-number.js";
import { fieldsCodec, type MergeableStateDefinition } from "../../state/state.js";
import { requireDouble } from "../../state/state-field.js";

/** How many rows there are, and how many of them have a value. */
interface CompletenessState {
  readonly rows: number;
  readonly nonNull: number;
}

const state: MergeableStateDefinition<CompletenessState> = {
  identity: { rows: 0, nonNull: 0 },
  merge: (a, b) => ({ rows: a.rows + b.rows, nonNull: a.nonNull + b.nonNull }),
  ...fieldsCodec<CompletenessState>(
    1,
    ({ rows, nonNull }) => [rows, nonNull],
    (fields) => ({ rows: requireDouble(fields, 0), nonNull: requireDouble(fields, 1) }),
  ),
};

/** The share of rows in which a column has a value, from 0 to 1. */
export const completeness = defineMetric({
  type: "completeness",
  summary: "The share of rows in which the column is not null, from 0 to 1. No value for an empty input.",
  arguments: ["column"],
  parameters: { column: columnField },
  display: ({ column }) => [showName(column)],
  measurement: ({ column }): ScanMeasurement<CompletenessState> => ({
    kind: "scan",
    aggregates: [{ kind: "rows" }, { kind: "nonNull", of: { kind: "column", name: column } }],
    stateOf: (results) => ({ rows: countResult(results, 0), nonNull: countResult(results, 1) }),
  }),
  state,
  outcomeOf: ({ rows, nonNull }) =>
    rows === 0 ? emptyOutcome("no rows") : valueOutcome(divideExact(BigInt(nonNull), rows)),
  examples: [
    {
      title: "three of four rows have a value; NaN is one",
      parameters: { column: "x" },
      columns: { x: "double" },
      rows: [[1], [null], [Number.NaN], [0]],
      outcome: { kind: "value", value: 0.75, warnings: [] },
    },
    {
      title: "nulls only",
      parameters: { column: "x" },
      columns: { x: "text" },
      rows: [[null]],
      outcome: { kind: "value", value: 0, warnings: [] },
    },
    {
      title: "no rows",
      parameters: { column: "x" },
      columns: { x: "text" },
      rows: [],
      outcome: { kind: "empty", reason: "no rows" },
    },
  ],
});
