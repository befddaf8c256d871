import type { Aggregate } from "../../aggregate/aggregate.js";
import { countResult, numberResult } from "../../aggregate/aggregate-result.js";
import { defineMetric } from "../../definition/define-metric.js";
import { resultColumn } from "../../definition/measurement.js";
import { computedOutcome, emptyOutcome } from "../../definition/metric-outcome.js";
import { columnField } from "../../definition/parameter-field.js";
import { showName } from "../../definition/show-name.js";
import { plainCall, plainColumn } from "../../row/plain-expression.js";
import type { RowExpression } from "../../row/row-expression.js";
import { addExact, divideExact, type ExactNumber, negateExact } from "../../state/exact-number.js";
import { fieldsCodec, type StateDefinition } from "../../state/state.js";
import { requireDouble, requireField } from "../../state/state-field.js";
import { finiteValues } from "./order-statistics.js";

/** How many finite values there are, and four times the median of their distances from the median. */
interface DeviationState {
  readonly count: number;
  readonly fourfold: ExactNumber;
}

// The median of the whole is not known to any part of it.
const state: StateDefinition<DeviationState> = {
  identity: { count: 0, fourfold: 0 },
  ...fieldsCodec<DeviationState>(
    1,
    ({ count, fourfold }) => [count, fourfold],
    (fields) => ({ count: requireDouble(fields, 0), fourfold: requireField(fields, 1) }),
  ),
};

/** The median absolute deviation of a column, exactly. */
export const medianAbsoluteDeviation = defineMetric({
  type: "medianAbsoluteDeviation",
  summary:
    "The median of the distances of the finite values from their median, exactly and not scaled: times 1.4826 it estimates the standard deviation of a normal distribution. Nulls and NaN are no values. No value when there are none.",
  arguments: ["column"],
  parameters: { column: columnField },
  display: ({ column }) => [showName(column)],
  measurement({ column }) {
    const of = plainColumn(column);
    const twiceTheMedian = plainCall("sub", resultColumn(0), resultColumn(1));
    const twiceTheDistance = plainCall("abs", plainCall("sub", plainCall("add", of, of), twiceTheMedian));
    return {
      kind: "passes",
      before: [middleOf(of)],
      aggregates: [finiteValues(plainColumn(column)), ...middleOf(twiceTheDistance)],
      stateOf(results) {
        const [low, high] = [numberResult(results, 1) ?? 0, numberResult(results, 2) ?? 0];
        return { count: countResult(results, 0), fourfold: addExact(low, negateExact(high)) };
      },
    };
  },
  state,
  outcomeOf: ({ count, fourfold }) =>
    count === 0 ? emptyOutcome("no rows with a finite value") : computedOutcome(divideExact(fourfold, 4)),
  examples: [
    {
      title: "of whole numbers",
      parameters: { column: "x" },
      columns: { x: "bigint" },
      rows: [[1n], [1n], [2n], [2n], [4n], [6n], [9n], [null]],
      outcome: { kind: "value", value: 1, warnings: [] },
    },
    {
      title: "between two distances",
      parameters: { column: "x" },
      columns: { x: "double" },
      rows: [[0], [1], [3], [10], [Number.NaN], [Number.NEGATIVE_INFINITY]],
      outcome: { kind: "value", value: 1.5, warnings: [], arithmetic: "double" },
    },
    {
      title: "of numbers that doubles cannot tell apart",
      parameters: { column: "x" },
      columns: { x: "bigint" },
      rows: [[9007199254740993n], [9007199254740994n], [9007199254740995n]],
      outcome: { kind: "value", value: 1, warnings: [] },
    },
    {
      title: "all equal",
      parameters: { column: "x" },
      columns: { x: "decimal(38,10)" },
      rows: [["0.1"], ["0.1"]],
      outcome: { kind: "value", value: 0, warnings: [], arithmetic: "decimal" },
    },
    {
      title: "no rows",
      parameters: { column: "x" },
      columns: { x: "double" },
      rows: [],
      outcome: { kind: "empty", reason: "no rows with a finite value" },
    },
  ],
});

// The value in the middle, and the negative of that in the middle from above: their difference is twice the median.
function middleOf(of: RowExpression): readonly [Aggregate, Aggregate] {
  const middle = (value: RowExpression): Aggregate => ({
    kind: "quantile",
    of: value,
    at: 0.5,
    method: "discrete",
  });
  return [middle(of), middle(plainCall("sub", 0n, of))];
}
