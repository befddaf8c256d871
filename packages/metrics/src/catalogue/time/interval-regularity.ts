import { countResult, numberResult } from "../../aggregate/aggregate-result.js";
import { defineMetric } from "../../definition/define-metric.js";
import { resultColumn, type SequenceMeasurement } from "../../definition/measurement.js";
import { computedOutcome, emptyOutcome } from "../../definition/metric-outcome.js";
import { columnField } from "../../definition/parameter-field.js";
import { showName } from "../../definition/show-name.js";
import { plainCall, plainColumn } from "../../row/plain-expression.js";
import type { Predicate } from "../../row/predicate.js";
import { toDouble } from "../../state/exact-number.js";
import { fieldsCodec, type StateDefinition } from "../../state/state.js";
import { requireDouble } from "../../state/state-field.js";

/** How many intervals there are, their sum, and the sum of their squares. */
interface IntervalState {
  readonly intervals: number;
  readonly sum: number;
  readonly squares: number;
}

// The interval between two parts is in neither.
const state: StateDefinition<IntervalState> = {
  identity: { intervals: 0, sum: 0, squares: 0 },
  ...fieldsCodec<IntervalState>(
    1,
    ({ intervals, sum, squares }) => [intervals, sum, squares],
    (fields) => ({
      intervals: requireDouble(fields, 0),
      sum: requireDouble(fields, 1),
      squares: requireDouble(fields, 2),
    }),
  ),
};

/** How regular the intervals between the values of a column are. */
export const intervalRegularity = defineMetric({
  type: "intervalRegularity",
  summary:
    "(Σ g)² / (n · Σ g²) over the n intervals g between neighbouring distinct days or instants (the index of Jain, Chiu and Hawe, 1984): 1 when all intervals are equal, 1/n at the least. Nulls are no values. No value for fewer than two distinct ones.",
  arguments: ["column"],
  parameters: { column: columnField },
  display: ({ column }) => [showName(column)],
  // Named, since the order in a union that is inferred is not the same from one build to the next.
  measurement({ column }): SequenceMeasurement<IntervalState> {
    const at = plainCall("epochMicroseconds", plainColumn(column));
    const interval = plainCall("div", plainCall("sub", at, resultColumn(0)), 1);
    const where: Predicate = {
      kind: "compare",
      operator: "gt",
      left: at,
      right: resultColumn(0),
    };
    return {
      kind: "sequence",
      by: [],
      orderBy: [at],
      windows: [{ kind: "previous", of: at }],
      aggregates: [
        { kind: "rows", where },
        { kind: "sum", of: interval, where },
        { kind: "sum", of: plainCall("mul", interval, interval), where },
      ],
      stateOf: (results) => ({
        intervals: countResult(results, 0),
        sum: toDouble(numberResult(results, 1) ?? 0).value,
        squares: toDouble(numberResult(results, 2) ?? 0).value,
      }),
    };
  },
  state,
  outcomeOf: ({ intervals, sum, squares }) =>
    intervals === 0
      ? emptyOutcome("fewer than two distinct values")
      : computedOutcome(Math.min(1, (sum / squares) * (sum / intervals))),
  examples: [
    {
      title: "equal intervals; a value that comes twice is one",
      parameters: { column: "x" },
      columns: { x: "date" },
      rows: [["2024-03-02"], ["2024-02-29"], ["2024-02-29"], ["2024-03-01"], [null]],
      outcome: { kind: "value", value: 1, warnings: [], arithmetic: "double" },
    },
    {
      title: "one hour and three hours",
      parameters: { column: "x" },
      columns: { x: "timestamp" },
      rows: [["2024-02-29 00:00:00"], ["2024-02-29 01:00:00"], ["2024-02-29 04:00:00"]],
      outcome: { kind: "value", value: 0.8, warnings: [], arithmetic: "double" },
    },
    {
      title: "all equal",
      parameters: { column: "x" },
      columns: { x: "date" },
      rows: [["2024-02-29"], ["2024-02-29"]],
      outcome: { kind: "empty", reason: "fewer than two distinct values" },
    },
    {
      title: "no rows",
      parameters: { column: "x" },
      columns: { x: "timestamp" },
      rows: [],
      outcome: { kind: "empty", reason: "fewer than two distinct values" },
    },
  ],
});
